"""From the text of a file to its sentences, as they stand there: columns, CoNLL-U, or `word/TAG`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.errors import UserError
from core.text.tagged.choices import TaggedChoices

LONGEST_LINE = 100_000  # characters; a longer one is no list of words
LOOK = 200  # lines that tell what a text is
MOST_COLUMNS = 10
UPOS, XPOS = 3, 4  # columns of CoNLL-U, from 0
_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_NUMBER = re.compile(r"\d+")
_NUMBER_U = re.compile(r"\d+([-.]\d+)?")  # of words, of several in one, of such as are not written
_HEADERS = frozenset("word words token tokens form tag tags label labels pos ner".split())
DOCUMENT = "-DOCSTART-"


@dataclass
class Sentence:
    """One sentence as it was read."""

    line: int  # of its first word
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """How a text is written."""

    kind: str  # "columns", "conllu" or "slashes"
    columns: int  # 0 of `word/TAG`
    word: int  # columns, from 1
    tag: int


def read_sentences(text: str, choices: TaggedChoices) -> tuple[list[Sentence], Layout]:
    """Find out how a text is written, and read it.

    Raises:
        UserError: `tagged_empty`, `tagged_line_long`, `tagged_one_column`, `tagged_more_columns`,
            `tagged_columns` (a line with others than the first one), `tagged_blank`, `tagged_no_tag`,
            `tagged_no_such_column`.
    """
    lines = _ENDS.sub("\n", text).replace("\ufeff", "").split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise UserError("tagged_line_long", line=number, letters=len(line), most=LONGEST_LINE)
    head = [line for line in lines[:LOOK] if line.strip()]
    if not head:
        head = [line for line in lines if line.strip()][:LOOK]
    if not head:
        raise UserError("tagged_empty")
    if _in_slashes(head):
        return list(_slashed(lines)), Layout("slashes", 0, 1, 2)
    return _in_columns(lines, choices)


def _in_slashes(head: Sequence[str]) -> bool:
    tokens = [token for line in head for token in line.split()]
    return sum(_word_and_tag(token) is not None for token in tokens) > 0.8 * len(tokens)


def _word_and_tag(token: str) -> tuple[str, str] | None:
    """What stands before the last slash, and behind it; None where one of them is missing."""
    word, _, tag = token.rpartition("/")
    return (word, tag) if word and tag else None


def _slashed(lines: Sequence[str]) -> Iterator[Sentence]:
    """A sentence a line."""
    for number, line in enumerate(lines, start=1):
        if not (tokens := line.split()):
            continue
        found = Sentence(number)
        for token in tokens:
            if (parted := _word_and_tag(token)) is None:
                raise UserError("tagged_no_tag", line=number, word=token[:60])
            found.words.append(parted[0])
            found.tags.append(parted[1])
        yield found


def _in_columns(lines: Sequence[str], choices: TaggedChoices) -> tuple[list[Sentence], Layout]:
    rows = _cells(lines)
    first = rows[0][1]
    width = len(first)
    if width == 1:
        raise UserError("tagged_one_column", line=rows[0][0])
    if width > MOST_COLUMNS:
        raise UserError("tagged_more_columns", line=rows[0][0], have=width, most=MOST_COLUMNS)
    conllu = width == MOST_COLUMNS and all(_NUMBER_U.fullmatch(cells[0]) for _, cells in rows[:LOOK] if cells)
    layout = _layout(rows, width, conllu, choices)
    found, now = [], Sentence(0)
    for number, cells in rows:
        if not cells or cells[0] == DOCUMENT:
            if now.words:
                found.append(now)
            now = Sentence(0)
            continue
        if len(cells) != width:
            raise UserError("tagged_columns", line=number, have=len(cells), wanted=width)
        if conllu and not _NUMBER.fullmatch(cells[0]):
            continue
        word, tag = cells[layout.word - 1], cells[layout.tag - 1]
        if not word or not tag:
            raise UserError("tagged_blank", line=number)
        now.line = now.line or number
        now.words.append(word)
        now.tags.append(tag)
    if now.words:
        found.append(now)
    return found, layout


def _cells(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The cells of each line, none of a blank one; what is said about sentences is left out."""
    tabs = any("\t" in line for line in lines[: 10 * LOOK])
    found: list[tuple[int, list[str]]] = []
    inside = False  # a sentence has begun
    width = 0
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("\t")] if tabs and line.strip() else line.split()
        if line.startswith("#") and not inside and len(cells) != width:
            continue
        if cells and not width and _is_header(cells):
            continue
        inside, width = bool(cells), width or len(cells)
        if found or cells:
            found.append((number, cells))
    if not found:
        raise UserError("tagged_empty")
    return found


def _is_header(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and sum(cell.lower() in _HEADERS for cell in cells) >= 2


def _layout(
    rows: Sequence[tuple[int, list[str]]], width: int, conllu: bool, choices: TaggedChoices
) -> Layout:
    some = [cells for _, cells in rows[: 10 * LOOK] if len(cells) == width]
    numbered = width > 2 and all(_NUMBER_U.fullmatch(cells[0]) for cells in some)
    tag = width
    if conllu:
        tag = (UPOS if any(cells[UPOS] != "_" for cells in some) else XPOS) + 1
    word, tag = choices.word or 1 + numbered, choices.tag or tag
    for column in (word, tag):
        if column > width:
            raise UserError("tagged_no_such_column", column=column, columns=width)
    return Layout("conllu" if conllu else "columns", width, word, tag)
