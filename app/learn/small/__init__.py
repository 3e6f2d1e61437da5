"""A network that is trained in a second: settings, pictures."""
