"""Charts of runs beside each other."""
