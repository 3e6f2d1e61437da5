"""Cut a text into sentences, and these into words as the training sentences have them."""

import re
from collections.abc import Collection

from core.data.encodings import decode
from core.errors import UserError
from core.sandbox.asking import apart
from core.text.tokens import CJK, TOKENIZERS

MOST_SENTENCES = 2_000  # asked about at once
LONGEST = 500  # words of a sentence
ALONE = 0.95  # share of a file's lines that hold one word each
SPLITS = {
    "clitics": ("n't", "'s"),
    "hyphens": ("-",),
}  # words that show it
_PIECE = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:[-'’.@_][^\W_{CJK}]+)*|[^\w\s]|_")
CLITICS = ("n't", "'s", "'m", "'d", "'re", "'ve", "'ll")
_HYPHENS = re.compile(r"(-)")
_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")


def splits_of(kinds: Collection[str]) -> tuple[str, ...]:
    """Which parts of words are words of their own in sentences of these words."""
    return tuple(name for name, signs in SPLITS.items() if any(sign in kinds for sign in signs))


def sentences_of(body: bytes, unit: str, splits: tuple[str, ...]) -> list[list[str]]:
    """The sentences of a text, in a process of its own.

    Args:
        body: A plain text: sentences, or a word a line with blank lines between sentences.
        unit: "words" or "characters".
        splits: See `splits_of`.

    Raises:
        UserError: `tagged_nothing_to_tag`, `tagged_sentence_to_tag`, `tagged_many_to_tag`; as `apart`.
    """
    found: list[list[str]] = apart(_sentences, body, unit, splits)
    return found


def _sentences(body: bytes, unit: str, splits: tuple[str, ...]) -> list[list[str]]:
    lines = decode(body)[0].splitlines()
    filled = [line for line in lines if line.strip()]
    single = sum(len(line.split()) == 1 for line in filled)
    if len(filled) > 2 and len(filled) < len(lines) and single > ALONE * len(filled):
        found = _word_a_line(lines)
    else:
        pieces = (piece for line in filled for piece in _END.split(line))
        found = [cut for piece in pieces if (cut := words_of(piece, unit, splits))]
    if not found:
        raise UserError("tagged_nothing_to_tag")
    if len(found) > MOST_SENTENCES:
        raise UserError("tagged_many_to_tag", have=len(found), most=MOST_SENTENCES)
    if (longest := max(map(len, found))) > LONGEST:
        raise UserError("tagged_sentence_to_tag", words=longest, most=LONGEST)
    return found


def _word_a_line(lines: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if word := line.strip():
            found[-1].append(word)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def words_of(text: str, unit: str, splits: tuple[str, ...]) -> list[str]:
    """One sentence in words, signs among them, or in characters."""
    if unit == "characters":
        return [letter for letter in text if not letter.isspace()]
    found: list[str] = []
    for piece in _PIECE.finditer(text):
        word = piece[0]
        if re.match(rf"[{CJK}]", word):
            found += [word[start:end] for start, end in TOKENIZERS["words"](word)]
            continue
        parts = _parted(word) if "clitics" in splits else [word]
        if "hyphens" in splits:
            parts = [part for one in parts for part in _HYPHENS.split(one) if part]
        found += parts
    return found


def _parted(word: str) -> list[str]:
    """A word and what was drawn together with it, as in "don't"."""
    plain = word.casefold().replace("’", "'")
    length = next((len(one) for one in CLITICS if plain.endswith(one) and len(word) > len(one)), 0)
    return [word[:-length], word[-length:]] if length else [word]
