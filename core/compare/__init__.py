"""Runs of any experiments beside each other: scores, costs, curves, paired tests, a recommendation."""
