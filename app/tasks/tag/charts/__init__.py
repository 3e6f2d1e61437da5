"""Pictures of networks that tag."""
