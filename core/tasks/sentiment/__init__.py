"""Classifying texts: everything of this task."""
