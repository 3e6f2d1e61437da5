"""Labelled texts as Parquet: written with what is known of them, so that this can be read alone."""

import io
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data.described import about_of, require_same, rows_of, to_bytes, unbroken
from core.notes import Note
from core.text.dataset import TextDataset
from core.text.facts import TextFacts, text_facts
from core.text.report import TextReport

FORMAT = b"unrolled.texts"
BLOCK = 1_000  # rows in each part of the file: single texts are read without the others


def texts_to_parquet(data: TextDataset, facts: TextFacts | None = None) -> bytes:
    """Write labelled texts and the facts about them, which are gathered unless they are known."""
    columns = [
        pa.array(data.frame["text"].tolist(), pa.string()),
        pa.array(data.frame["label"].to_numpy("int64")),
        pa.array(data.frame["test"].to_numpy("bool")),
    ]
    names = ["text", "label", "test"]
    if "row" in data.frame:
        names.append("row")
        columns.append(pa.array(data.frame["row"].to_numpy("int64")))
    about = {
        "classes": data.classes,
        "name": data.name,
        "source": data.source,
        "notes": [[note.key, note.facts] for note in data.notes],
        "sha256": data.sha256,
        "report": asdict(replace((facts or text_facts(data)).report, notes=())),
        "languages": "named",
    }
    return to_bytes(pa.table(columns, names=names), FORMAT, about, BLOCK)


def texts_from_parquet(body: bytes) -> TextDataset:
    """Read labelled texts back exactly as they were.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what `texts_to_parquet` wrote, or were changed since.
    """
    with unbroken():
        table = pq.read_table(io.BytesIO(body))
        about = about_of(table.schema, FORMAT)
        frame = pd.DataFrame(
            {
                "text": np.array(table.column("text").to_pylist(), dtype=object),
                "label": table.column("label").to_numpy(),
                "test": table.column("test").to_numpy(zero_copy_only=False),
            }
        )
        if "row" in table.column_names:
            frame["row"] = table.column("row").to_numpy()
        data = TextDataset(frame, tuple(about["classes"]), about["name"], about["source"], _notes(about))
    require_same(about["sha256"], data.sha256)
    return data


def read_text_facts(path: Path) -> TextFacts:
    """Read the facts about the texts of a file, and nothing else; raises as `texts_from_parquet`."""
    with unbroken():
        about = about_of(pq.read_schema(path), FORMAT)
        if "report" not in about:  # written before facts were
            return text_facts(texts_from_parquet(path.read_bytes()))
        report = TextReport(**about["report"] | {"notes": _notes(about), "languages": _languages(about)})
    return TextFacts(about["sha256"], tuple(about["classes"]), about["name"], about["source"], report)


def read_texts_of(path: Path, rows: Sequence[int]) -> list[str]:
    """Read some rows' texts, in the order asked for; of the file only the parts that hold them.

    Raises:
        UserError: `not_a_dataset` if the file was changed since.
    """
    with unbroken():
        texts: list[str] = rows_of(path, rows, ["text"]).column("text").to_pylist()
    return texts


def read_rows_of(path: Path, places: Sequence[int]) -> list[int | None]:
    """Where some texts stood in the file that was brought (see `TextDataset.rows`); None where nobody knows.

    Raises:
        UserError: `not_a_dataset` if the file was changed since.
    """
    with unbroken():
        schema = pq.read_schema(path)
        columns = [name for name in ("test", "row") if name in schema.names]
        frame = pq.read_table(path, columns=columns).to_pandas()
        notes = _notes(about_of(schema, FORMAT))
    rows = TextDataset(frame, (), "", "", notes).rows
    return [None if rows is None else int(rows[place]) for place in places]


def _languages(about: dict[str, Any]) -> dict[str, float]:
    """Shares of languages; before they were named, "en" stood for all that Latin letters hold."""
    languages: dict[str, float] = about["report"]["languages"]
    if "languages" in about or about["source"] != "upload":
        return languages
    return {"latin" if name == "en" else name: share for name, share in languages.items()}


def _notes(about: dict[str, Any]) -> tuple[Note, ...]:
    return tuple(Note(key, facts) for key, facts in about["notes"])
