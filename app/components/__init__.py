"""Pieces of pages: each draws its widgets and returns a value."""
