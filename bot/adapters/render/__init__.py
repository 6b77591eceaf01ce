"""Templates to words: letters, and the report."""
