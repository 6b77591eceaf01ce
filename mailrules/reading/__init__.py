"""What a mail is, with the words that made it so."""
