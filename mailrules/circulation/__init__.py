"""What goes round to lists of people: whom, when, and what of it. Values only; services gather, word and send."""
