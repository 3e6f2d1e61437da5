"""Read the labelled series that people bring: in a process of its own."""

from dataclasses import dataclass

from core.data.labelled.choices import AS_BROUGHT, LabelledChoices, Trained
from core.data.labelled.dataset import LabelledSeries, labelled_to_parquet
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.loading import load_labelled, table_of, text_of
from core.data.labelled.table import Layout, layout_of
from core.data.labelled.ts import is_ts
from core.errors import Refusal, UserError
from core.sandbox.answers import Attached


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


def read_file(body: bytes, name: str, test: bytes | None, choices: LabelledChoices = AS_BROUGHT) -> Attached:
    """To be called apart: a `LabelledRead` of a file, or of one to train and one to test on.

    Raises:
        UserError: What is wrong with the file, where nothing can be shown of it.
    """
    outline = outline_of(body, name, choices)
    try:
        return to_keep(load_labelled(body, name, test, choices), outline)
    except UserError as error:
        return Attached(LabelledRead(outline, None, Refusal(error.key, error.facts)), b"")


def to_keep(data: LabelledSeries, outline: Outline | None = None) -> Attached:
    """The facts of labelled series, with these as Parquet."""
    return Attached(LabelledRead(outline, data.facts(), None), labelled_to_parquet(data))


def outline_of(
    body: bytes, name: str, choices: LabelledChoices, trained: Trained | None = None
) -> Outline | None:
    """What a table holds; None of a `.ts` file, and of lines that can be shown and are wrong.

    Args:
        trained: As in `layout_of`.

    Raises:
        UserError: Whatever else is wrong with the file.
    """
    plain = text_of(body, choices)
    if plain is not None and is_ts(plain):
        return None
    try:
        table = table_of(body, name, choices, plain)
    except UserError as error:
        if error.key in ("lines_of_other_width", "unknown_column"):
            return None
        raise
    frame = table.frame.set_axis([str(one) for one in table.frame], axis=1)
    layout = layout_of(frame, choices, trained=trained)
    return Outline(table.raw, tuple(map(str, frame)), layout, len(frame))
