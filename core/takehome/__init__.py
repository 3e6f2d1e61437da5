"""What the take-home scripts of all tasks share."""
