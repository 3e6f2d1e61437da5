"""Characters as one can see them."""


def visible(letter: str) -> str:
    """A character, or a word as it is."""
    return {"\n": "⏎", " ": "␣", "\t": "⇥"}.get(letter, letter)
