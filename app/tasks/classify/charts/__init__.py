"""Pictures of labelled series."""
