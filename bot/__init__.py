"""Evenhand at work: the edges, the services and what joins them."""
