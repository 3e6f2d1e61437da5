"""A cell of one to three units whose weights a person sets, and what it can be asked to do."""
