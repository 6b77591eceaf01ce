"""Verbs over ports and rules."""
