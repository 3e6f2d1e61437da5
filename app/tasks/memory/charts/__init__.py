"""Pictures of the memory lab."""
