"""Read the labelled series that people bring, in a process of its own; what begins with _ runs there."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices
from core.data.labelled.dataset import LabelledSeries, labelled_to_parquet
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.loading import load_labelled, read_series, table_of, text_of
from core.data.labelled.made import complete
from core.data.labelled.table import Layout, layout_of
from core.data.labelled.ts import is_ts
from core.errors import Refusal, UserError
from core.sandbox.answers import Attached
from core.sandbox.asking import apart

MOST_ASKED = 2000  # series that networks are asked about at once


@dataclass(frozen=True, eq=False)
class Outline:
    """What a table holds, before anything is decided about it."""

    raw: tuple[str, ...]  # its first lines as they are
    columns: tuple[str, ...]
    layout: Layout
    rows: int


@dataclass(frozen=True, eq=False)
class LabelledRead:
    """Labelled series as some choices have them: their facts, or why there are none."""

    outline: Outline | None  # None of a `.ts` file, which says itself what it holds
    facts: LabelledFacts | None  # the series come attached
    refusal: Refusal | None

    def get(self) -> LabelledFacts:
        """The facts; raises the refusal."""
        if self.facts is None:
            raise (self.refusal or Refusal("no_series", {})).error()
        return self.facts


@dataclass(frozen=True, eq=False)
class Unlabelled:
    """Series whose classes are asked for."""

    ids: tuple[str, ...]
    values: tuple[Floats, ...]  # (steps, columns) of each
    labels: tuple[str, ...]  # as the file has them; empty where it has none
    left_out: int  # series beyond as many as are asked about


def series_to_classify(
    body: bytes, name: str, choices: LabelledChoices = AS_BROUGHT, *, columns: int
) -> Unlabelled:
    """The series of a file that networks are asked about.

    Args:
        columns: Which the networks read.

    Raises:
        UserError: `series_of_other_columns`, and whatever is wrong with the file; what `apart` raises.
    """
    found: Unlabelled = apart(_to_classify, body, name, choices, columns)
    return found


def read_file(body: bytes, name: str, test: bytes | None, choices: LabelledChoices = AS_BROUGHT) -> Attached:
    """To be called apart: a `LabelledRead` of a file, or of one to train and one to test on.

    Raises:
        UserError: What is wrong with the file, where nothing can be shown of it.
    """
    plain = text_of(body, choices)
    outline = None
    if plain is None or not is_ts(plain):
        outline = _outline(body, name, choices, plain)
    try:
        return to_keep(load_labelled(body, name, test, choices), outline)
    except UserError as error:
        return Attached(LabelledRead(outline, None, Refusal(error.key, error.facts)), b"")


def to_keep(data: LabelledSeries, outline: Outline | None = None) -> Attached:
    """The facts of labelled series, with these as Parquet."""
    return Attached(LabelledRead(outline, data.facts(), None), labelled_to_parquet(data))


def _outline(body: bytes, name: str, choices: LabelledChoices, plain: str | None) -> Outline | None:
    try:
        table = table_of(body, name, choices, plain)
    except UserError as error:
        if error.key in ("lines_of_other_width", "unknown_column"):  # the lines can be shown, and are wrong
            return None
        raise
    frame = table.frame.set_axis([str(one) for one in table.frame], axis=1)
    return Outline(table.raw, tuple(map(str, frame)), layout_of(frame, choices), len(frame))


def _to_classify(body: bytes, name: str, choices: LabelledChoices, columns: int) -> Unlabelled:
    series, names = read_series(body, name, choices, asked=True)
    if not series:
        raise UserError("no_series")
    if len(names) != columns:
        raise UserError("series_of_other_columns", have=len(names), wanted=columns)
    asked = series[:MOST_ASKED]
    values = tuple(np.asarray(complete(one.values, one.id)) for one in asked)
    ids, labels = tuple(one.id for one in asked), tuple(one.label for one in asked)
    return Unlabelled(ids, values, labels, len(series) - len(asked))
