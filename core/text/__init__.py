"""Labelled texts: where they come from, how they are cut into tokens, numbered and split."""
