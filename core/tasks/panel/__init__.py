"""Many series forecast by one network, beside local methods fitted to each: everything of this task."""
