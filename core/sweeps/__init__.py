"""Many settings of one experiment, tried one after another; the best on validation is scored on test once."""
