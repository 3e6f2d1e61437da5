"""Pictures of a forecast."""
