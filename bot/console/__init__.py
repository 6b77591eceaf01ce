"""The terminal: tables, progress, plain words."""
