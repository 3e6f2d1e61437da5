"""Charts of many series."""
