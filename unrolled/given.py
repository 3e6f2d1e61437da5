"""What people have (tables, lists, arrays, paths) in the shapes that the tasks learn from.

Tables go the way that files go: what a page does to a file, it does to a DataFrame.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from core.data.files import read_bytes
from core.data.frame import Dataset, canonical
from core.data.labelled.choices import LabelledChoices
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.loading import load_labelled
from core.data.labelled.made import One, labelled
from core.data.labelled.table import NO_NAME
from core.data.panel.choices import PanelChoices
from core.data.panel.dataset import Panel
from core.data.panel.loading import load_panels
from core.data.reading import read_here
from core.tasks.tag.api import sentences_from_files
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.dataset import TextDataset
from core.text.loading import from_table, read_texts
from core.text.long_reading import read_long_file, read_session_file
from core.text.long_text import LongText, long_text
from core.text.pairs import Pairs, pairs_of
from core.text.pairs_reading import load_pairs
from core.text.sessions import read_sessions, sessions_text
from core.text.tagged.choices import PARTS
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.lines import Sentence
from core.text.tagged.made import Brought, tagged

NAME = "data"  # of what has no name of its own
UPLOAD = "upload"
SHORT = 500  # letters of a path
File: TypeAlias = str | Path
Rows: TypeAlias = Iterable[Sequence[Any]]


def body_of(given: pd.DataFrame | File | Rows, columns: Sequence[str] = ()) -> tuple[bytes, str]:
    """The bytes and the name of a file: one that is there, or one made of a table or of rows.

    Args:
        columns: What the rows of a list hold.
    """
    if isinstance(given, str | Path):
        return read_bytes(Path(given)), Path(given).name
    frame = given if isinstance(given, pd.DataFrame) else pd.DataFrame(list(given), columns=list(columns))
    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index()
    frame = frame.set_axis([str(name) for name in frame], axis=1)
    mixed = [name for name in frame if frame[name].dtype == object]
    cells = {str(name): frame[name].map(str, na_action="ignore") for name in mixed}
    body = io.BytesIO()
    frame.assign(**cells).to_parquet(body, index=False)
    return body.getvalue(), NAME


def dataset(data: pd.DataFrame | pd.Series | File, target: str | None = None, name: str = NAME) -> Dataset:
    """A table in the product's shape: its index, or the one column that holds times, says when."""
    if isinstance(data, str | Path):
        return read_here(*body_of(data), target=target).get()
    frame = data.to_frame(data.name or "value") if isinstance(data, pd.Series) else data
    times = [column for column in frame if pd.api.types.is_datetime64_any_dtype(frame[column])]
    time = str(times[0]) if times and not isinstance(frame.index, pd.DatetimeIndex) else None
    return canonical(frame, name=name, source=UPLOAD, time=time, target=target)


def texts(
    data: pd.DataFrame | File | Rows, test: pd.DataFrame | File | Rows | None = None,
    choices: TextChoices = AS_BROUGHT,
) -> TextDataset:  # fmt: skip
    """Labelled texts: rows of (text, label), a table, or a file."""
    if isinstance(data, TextDataset):
        return data
    several = [body_of(one, ("text", "label")) for one in (data, test) if one is not None]
    return from_table(*(read_texts(body, name, choices.file) for body, name in several), choices=choices)


def series(data: Any, labels: str | Sequence[Any] | None = None) -> LabelledSeries:
    """Whole series with a class each: a table or a file, or an array with the classes beside it.

    Args:
        data: Of an array the shape is (series, steps) or (series, steps, columns).
        labels: The column that holds them; of an array they themselves.
    """
    if isinstance(data, LabelledSeries):
        return data
    if isinstance(data, str | Path | pd.DataFrame):
        choices = LabelledChoices(label=None if labels is None else str(labels))
        return load_labelled(*body_of(data), choices=choices)
    rows, named = array_of(data), [str(one) for one in (labels if labels is not None else ())]
    named += [""] * (len(rows) - len(named))
    found = [
        One(str(place), row, label, row=place)
        for place, (row, label) in enumerate(zip(rows, named, strict=True), 1)
    ]
    width = rows[0].shape[1] if rows else 1
    columns = [NO_NAME] if width == 1 else [f"column_{place}" for place in range(1, width + 1)]
    return labelled(found, columns, name=NAME, source=UPLOAD)


def array_of(data: Any) -> list[Any]:
    """Series one by one, each (steps, columns); they may be of several lengths."""
    each = [np.asarray(one, dtype=float) for one in data]
    return [one[:, None] if one.ndim == 1 else one for one in each]


def panel(
    data: pd.DataFrame | File, series: str | None, known: Sequence[str] | None, target: str | None
) -> Panel:
    """Many series of a table or a file."""
    if isinstance(data, Panel):
        return data
    named = (series,) if series else ()
    choices = PanelChoices(target=target, known=None if known is None else tuple(known))
    choices = replace(choices, file=replace(choices.file, series=named) if named else choices.file)
    return load_panels([body_of(data)], choices)


def sentences(data: Any) -> TaggedSentences:
    """Tagged sentences: lists of (word, tag), a table with the columns sentence, word and tag; or a mapping
    of train, validation and test to such; or a file, or several.
    """
    if isinstance(data, TaggedSentences):
        return data
    files = [data] if isinstance(data, str | Path) else data
    if isinstance(files, list) and files and isinstance(files[0], str | Path):
        return sentences_from_files([Path(one) for one in files])
    parts: Mapping[str, Any] = data if isinstance(data, Mapping) else {PARTS[0]: data}
    brought = [Brought(_sentences(one), part) for part, one in parts.items()]
    return tagged(brought, name=NAME, source=UPLOAD)


def _sentences(data: Any) -> list[Sentence]:
    if isinstance(data, pd.DataFrame):
        first, word, tag = (str(name) for name in data.columns[:3])
        groups = data.groupby(first, sort=False)
        data = [list(zip(one[word], one[tag], strict=True)) for _, one in groups]
    return [
        Sentence(place, [str(word) for word, _ in one], [str(tag) for _, tag in one])
        for place, one in enumerate(data, 1)
    ]


def pairs(data: pd.DataFrame | File | Rows) -> Pairs:
    """Sentences with their translations: rows of two, the first two columns of a table, or a file."""
    if isinstance(data, Pairs):
        return data
    if isinstance(data, str | Path):
        return load_pairs(*body_of(data))
    rows = data.iloc[:, :2].itertuples(index=False) if isinstance(data, pd.DataFrame) else data
    lines = [(place, str(one), str(other)) for place, (one, other) in enumerate(rows, 1)]
    return pairs_of(lines, NAME, UPLOAD)


def long(data: Any, *, sessions: bool = False) -> LongText:
    """A text itself, the path of one (shorter than any text to learn from), or sessions: lists of items, or a
    table of events.
    """
    if isinstance(data, LongText):
        return data
    if isinstance(data, pd.DataFrame):
        return read_sessions(*body_of(data))
    if isinstance(data, str) and len(data) < SHORT and "\n" not in data:
        data = Path(data)
    if isinstance(data, Path):
        return (read_session_file if sessions else read_long_file)(*body_of(data))
    if isinstance(data, str):
        return long_text(data, NAME, UPLOAD)
    return sessions_text([[str(item) for item in one] for one in data], NAME, UPLOAD)
