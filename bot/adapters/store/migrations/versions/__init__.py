"""One file a change of the form."""
