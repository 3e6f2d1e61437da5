"""Read the series that people bring, once, in a process of its own; what begins with _ runs there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.data.choices import AS_FOUND, Choices
from core.data.content import too_large
from core.data.files import SIZE_LIMIT, read_bytes, read_table
from core.data.frame import Dataset
from core.data.outline import Outline, cells_of, outline_of, time_of
from core.data.questions import (
    OF_CELLS,
    OF_SERIES,
    OF_TIME,
    QUESTIONS,
    SERIES,
    TIMES,
    is_open,
    only,
    without,
)
from core.data.series import of_rows, rows_of_times
from core.data.sources import Asked
from core.data.table import Table
from core.errors import Refusal, UserError
from core.sandbox.asking import apart


@dataclass(frozen=True, eq=False)
class Read:
    """A file as some choices have it: a data set, an open question or a refusal, and what was understood."""

    outline: Outline
    found: Outline  # the same, with what stands for each field as long as nobody decides it
    data: Dataset | None
    question: Refusal | None  # that nobody has answered yet; its key is one of QUESTIONS
    refusal: Refusal | None  # what else is wrong with the file, or with an answer
    asked: tuple[Refusal, ...]  # the questions on the way, answered or open, in their order

    def get(self) -> Dataset:
        """The data set, for those who can ask nobody; raises the question or the refusal."""
        if self.data is None:
            raise (self.question or self.refusal or Refusal("no_rows", {})).error()
        return self.data

    def left(self, place: int) -> Refusal | None:
        """The question that is there once the one at a place has its answer: itself again, or another one."""
        if place + 1 < len(self.asked):
            return self.asked[place + 1]
        last = self.question or self.refusal
        return last if last is not None and last.key in QUESTIONS else None


def read(body: bytes, name: str, choices: Choices = AS_FOUND) -> Read:
    """Look at a file or pasted text and read it into the canonical shape, in one go.

    Raises:
        UserError: All that `read_table` raises, and what `apart` does: then nothing can be shown of it.
    """
    if len(body) > SIZE_LIMIT:
        raise too_large(len(body), SIZE_LIMIT)
    found: Read = apart(read_here, body, name, choices)
    return found


def read_here(body: bytes, name: str, choices: Choices = AS_FOUND, target: str | None = None) -> Read:
    """The same in this process, for whoever brings files of their own.

    Args:
        target: Suggested target; None chooses one.
    """
    return _Reading(body, name, target).read(choices)


def read_like(
    before: Dataset, body: bytes, name: str, by: Callable[[bytes, str, Choices], Read] = read
) -> Dataset:
    """Read a file as an earlier one was read; as it is found where that does not suit it.

    Args:
        by: `read`, or `read_here`.

    Raises:
        UserError: Whatever is wrong with the file, or what it asks.
    """
    choices = Choices.of(before.read)
    try:
        return by(body, name, choices).get()
    except UserError:
        if choices == AS_FOUND:
            raise
        return by(body, name, AS_FOUND).get()


def load(asked: Asked) -> Dataset:
    """As a source: the file at a path; raises `no_such_file`, or whatever is wrong with the file."""
    path = Path(asked.name)
    return read_here(read_bytes(path), path.name, asked.choices, asked.target).get()


class _Reading:
    """One file; of each way to read it, what was made of it, as several questions are asked of the same."""

    def __init__(self, body: bytes, name: str, target: str | None) -> None:
        self.body, self.name, self.target = body, name, target
        self.tables: dict[Choices, tuple[Table, Table]] = {}
        self.series: dict[Choices, Dataset | Refusal] = {}

    def read(self, choices: Choices) -> Read:
        """What the choices make of it, and what was asked on the way."""
        settled = self._counted(choices)
        outline = self._outline(settled)
        made = self._made(settled)
        data, refusal = (made, None) if isinstance(made, Dataset) else (None, made)
        unanswered = refusal is not None and refusal.key in QUESTIONS and is_open(refusal.key, choices)
        return Read(
            outline,
            self._found(settled, outline),
            data,
            refusal if unanswered else None,
            None if unanswered else refusal,
            self._asked(choices),
        )

    def _tables(self, choices: Choices) -> tuple[Table, Table]:
        """Its cells, as they are read and with a row for each time: what takes longest."""
        cells = only(choices, OF_CELLS)
        if cells not in self.tables:
            read = read_table(self.body, self.name, cells)
            self.tables[cells] = read, rows_of_times(read, cells)
        return self.tables[cells]

    def _made(self, choices: Choices) -> Dataset | Refusal:
        """The data set, or why there is none."""
        if choices not in self.series:
            try:
                made = of_rows(self._tables(choices)[1], choices, target=self.target)
                self.series[choices] = replace(made, read=choices.plain())
            except UserError as error:
                self.series[choices] = Refusal(error.key, error.facts)
        return self.series[choices]

    def _question(self, choices: Choices) -> Refusal | None:
        made = self._made(choices)
        return made if isinstance(made, Refusal) and made.key in QUESTIONS else None

    def _counted(self, choices: Choices) -> Choices:
        """Rows are counted where their times are unclear and somebody says which one comes first."""
        question = None if choices.newest_first is None else self._question(choices)
        asked = question is not None and question.key == "time_unclear"
        return replace(choices, time=()) if asked else choices

    def _outline(self, choices: Choices) -> Outline:
        return outline_of(*self._tables(choices), choices)

    def _found(self, choices: Choices, outline: Outline) -> Outline:
        """What stands for each field, given those before it: cells, times, series."""
        cells = only(choices, OF_CELLS)
        before = without(choices, OF_SERIES)
        found = outline if before == choices else self._outline(before)
        if choices != cells:
            found = replace(found, time=time_of(self._tables(cells)[1], cells))
        return found if cells == AS_FOUND else replace(found, **self._cells())

    def _cells(self) -> dict[str, Any]:
        try:
            return cells_of(*self._tables(AS_FOUND), AS_FOUND)
        except UserError:  # only as chosen can it be read
            return {}

    def _asked(self, choices: Choices) -> tuple[Refusal, ...]:
        """The questions that the file asks one after the other, up to the first without an answer."""
        asked: list[Refusal] = []
        given = only(choices, (*OF_CELLS, *OF_TIME))
        question = self._question(given)
        for key, field in TIMES.items():
            here = question is not None and question.key == key
            if here and question is not None:
                asked.append(question)
                if is_open(key, choices):
                    return tuple(asked)
            given = replace(given, **{field: getattr(choices, field)})
            if here and key == "time_unclear":
                given = replace(given, time=())
            question = self._question(given)
        return (*asked, question) if question is not None and question.key in SERIES else tuple(asked)
