"""Runs of any experiments beside each other."""
