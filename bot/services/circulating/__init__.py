"""Sending round: what clauses want passed on is worded, gathered where they want a list, and put on its way."""
