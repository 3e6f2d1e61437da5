"""Writing on: networks that tell the next character of a text."""
