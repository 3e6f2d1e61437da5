"""A tag per word: everything of this task."""
