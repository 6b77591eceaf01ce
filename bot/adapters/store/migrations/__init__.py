"""How the register came to its form."""
