"""Classifying whole series: everything of this task."""
