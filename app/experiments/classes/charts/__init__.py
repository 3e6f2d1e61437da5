"""Pictures of classes that were told."""
