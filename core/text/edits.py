"""What was changed between two versions of a text."""

from difflib import SequenceMatcher

from core.text.tokens import tokens

MOST = 400  # words that are compared; beyond, finding the changes takes longer than anyone waits


def edits(before: str, after: str) -> list[tuple[str, str]]:
    """Replaced pieces as (old, new) in order; old is empty for what was put in, new for what was left out.

    Pieces are runs of words, or of Chinese characters, as they stand in the texts. Texts that have nothing in
    common, or are long, are no edit of one another: then there are none.
    """
    cut = [tokens(text, "characters") for text in (before, after)]
    if max(map(len, cut)) > MOST:
        return []
    old, new = ([token.text for token in one] for one in cut)
    match = SequenceMatcher(None, old, new, autojunk=False)
    if not any(block.size for block in match.get_matching_blocks()):
        return []

    def piece(which: int, start: int, end: int) -> str:
        if start == end:
            return ""
        return (before, after)[which][cut[which][start].start : cut[which][end - 1].end]

    return [(piece(0, a, b), piece(1, c, d)) for kind, a, b, c, d in match.get_opcodes() if kind != "equal"]
