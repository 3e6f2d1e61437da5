"""Pictures of data before anything is trained."""
