"""Many series of one file: one target, and columns that belong to it."""
