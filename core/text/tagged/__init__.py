"""Sentences with a tag per word: files, pasted lines and samples into one shape."""
