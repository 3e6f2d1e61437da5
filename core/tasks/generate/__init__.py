"""Writing on: networks that tell the next character or word of a text."""
