"""Pictures of networks that write on."""
