"""Cut a text into tokens, with their places; one way for spaced languages, two for Chinese."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.home import cache_folder

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
# Words keep their apostrophe ("isn't" stays a negation); signs that carry a feeling are tokens too.
_PIECE = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:['’][^\W_{CJK}]+)*|[{EMOJI}]|[!?！？]")
_ROUGH = re.compile(_PIECE.pattern.replace("]+|", "]|", 1))  # the same, but every Chinese character by itself
_CHINESE = re.compile(rf"[{CJK}]")
PLAIN = str.maketrans({"’": "'", "！": "!", "？": "?"})


@dataclass(frozen=True)
class Token:
    """A token and where it stands in its text."""

    text: str  # folded: lower case, plain apostrophes
    start: int
    end: int


def _jieba_words(run: str) -> Iterator[tuple[int, int]]:
    yield from ((start, end) for _, start, end in _jieba().tokenize(run))


def _characters(run: str) -> Iterator[tuple[int, int]]:
    yield from ((place, place + 1) for place in range(len(run)))


TOKENIZERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {  # what becomes of a run of Chinese
    "words": _jieba_words,
    "characters": _characters,
}


def tokens(text: str, tokenizer: str) -> list[Token]:
    """Cut a text.

    Args:
        tokenizer: "words" (jieba's for Chinese) or "characters"; other scripts are cut at spaces either way.
    """
    cut = TOKENIZERS[tokenizer]
    found = []
    for piece in _PIECE.finditer(text):
        start = piece.start()
        if _CHINESE.match(piece[0]):
            found += [Token(text[start + a : start + b], start + a, start + b) for a, b in cut(piece[0])]
        else:
            found.append(Token(piece[0].casefold().translate(PLAIN), start, piece.end()))
    return found


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _CHINESE.search(text) is not None


def rough_length(text: str) -> int:
    """How many tokens a text has when every Chinese character counts as one; needs no dictionary."""
    return len(_ROUGH.findall(text))


@cache
def _jieba() -> Any:
    """Loaded where the first Chinese text is cut: its dictionary takes a second."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    _load_dictionary(jieba.dt)
    return jieba


def _load_dictionary(jieba: Any) -> None:
    """jieba takes a dictionary that lies in the shared temporary folder, whoever has put it there."""
    folder = cache_folder("words")
    if folder:
        jieba.tmp_dir = str(folder)
    else:  # nowhere to keep it
        jieba.FREQ, jieba.total = jieba.gen_pfdict(jieba.get_dict_file())
        jieba.initialized = True
