"""No silent copies: what is wrong with a mail that was sent, or is about to be."""
