"""From sentences as they were read to tagged ones that can be learnt from, or what is wrong with them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import UserError
from core.names import plain_name
from core.notes import Note
from core.text.tagged.choices import PARTS
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.lines import Sentence
from core.text.tagged.schemes import scheme_of, spans, to_bio
from core.text.tokens import has_chinese

MOST_SENTENCES = 100_000
MOST_WORDS = 2_000_000
LONGEST = 500  # words of a sentence
MOST_TAGS = 150
FEWEST = 10  # different sentences to learn from
MOSTLY = 0.95  # of the words are single characters
PLACED = (
    0.99  # of the words end in a digit that says which one of its word a character is, as in Weibo's names
)
_PLACED = re.compile(
    r"(.{1,2}?)\d{1,2}", re.DOTALL
)  # a character, or a half-read one, and its place in a word


@dataclass(frozen=True)
class Brought:
    """The sentences of one file."""

    sentences: list[Sentence]
    part: str = "train"  # one of PARTS
    file: str = ""  # its name, where there are several


def where(line: int, file: str) -> int | str:
    """A line, and of which file where there are several."""
    return f"{line} ({file})" if file else line


def tagged(
    files: Sequence[Brought], *, name: str, source: str, notes: Sequence[Note] = ()
) -> TaggedSentences:
    """Check them, write spans in one way, number the tags.

    Raises:
        UserError: `tagged_empty`, `tagged_many_sentences`, `tagged_many_words`, `tagged_long_sentence`,
            `tagged_no_train`, `tagged_few_sentences`, `tagged_one_tag`, `tagged_many_tags`.
    """
    _check_sizes(files)
    sentences = [one for file in files for one in file.sentences]
    parts = [PARTS.index(file.part) for file in files for _ in file.sentences]
    found, scheme = list(notes), scheme_of(one.tags for one in sentences)
    tags = [one.tags if scheme == "plain" else to_bio(one.tags) for one in sentences]
    if scheme != "plain":
        found.append(Note(f"tags_{scheme}", {"spans": sum(len(spans(one)) for one in tags)}))
    counts = Counter(tag for one in tags for tag in one)
    _check_tags(counts)
    _check_train(files)
    words = [word for one in sentences for word in one.words]
    placed = [_PLACED.fullmatch(word) for word in words]
    if sum(one is not None for one in placed) >= PLACED * len(words):
        words = [one[1] if one else word for one, word in zip(placed, words, strict=True)]
        found.append(Note("places_taken_off"))
    names = sorted(counts, key=lambda tag: (-counts[tag], tag))
    numbers = {tag: place for place, tag in enumerate(names)}
    return TaggedSentences(
        tuple(words), np.array([len(one.words) for one in sentences], dtype=np.int64),
        np.array([numbers[tag] for one in tags for tag in one], dtype=np.int64),
        np.array(parts, dtype=np.int64), tuple(names), scheme != "plain", _unit(words),
        plain_name(name) or source, source, tuple(found),
    )  # fmt: skip


def _check_sizes(files: Sequence[Brought]) -> None:
    count = sum(len(file.sentences) for file in files)
    if not count:
        raise UserError("tagged_empty")
    if count > MOST_SENTENCES:
        raise UserError("tagged_many_sentences", have=count, most=MOST_SENTENCES)
    for file in files:
        for one in file.sentences:
            if len(one.words) > LONGEST:
                line = where(one.line, file.file)
                raise UserError("tagged_long_sentence", line=line, words=len(one.words), most=LONGEST)
    words = sum(len(one.words) for file in files for one in file.sentences)
    if words > MOST_WORDS:
        raise UserError("tagged_many_words", have=words, most=MOST_WORDS)


def _check_train(files: Sequence[Brought]) -> None:
    train = {tuple(one.words) for file in files if file.part == "train" for one in file.sentences}
    if not train:
        raise UserError("tagged_no_train")
    if len(train) < FEWEST:
        raise UserError("tagged_few_sentences", have=len(train), fewest=FEWEST)


def _check_tags(counts: Counter[str]) -> None:
    if len(counts) == 1:
        raise UserError("tagged_one_tag", tag=next(iter(counts)))
    if len(counts) > MOST_TAGS:
        raise UserError("tagged_many_tags", have=len(counts), most=MOST_TAGS)


def _unit(words: Sequence[str]) -> str:
    single = sum(len(word) == 1 for word in words)
    chinese = any(has_chinese(word) for word in words[:5000])
    return "characters" if chinese and single >= MOSTLY * len(words) else "words"
