"""Pictures of translations."""
