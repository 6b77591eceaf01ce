"""Protocol files: their format, how they are read, what a council decides beside them, and what they say in plain words."""
