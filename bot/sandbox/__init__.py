"""A Microsoft 365 tenant in a box, and a sample council, to try things out without a network."""
