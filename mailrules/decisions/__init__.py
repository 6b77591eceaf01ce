"""Decisions that officers take under delegated powers: read from their records, each one thing with a history, and listed."""
