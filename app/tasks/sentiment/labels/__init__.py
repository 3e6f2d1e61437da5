"""Labels to check on a classifier's page."""
