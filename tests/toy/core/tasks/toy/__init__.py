"""Tell the mean of a series' first column."""
