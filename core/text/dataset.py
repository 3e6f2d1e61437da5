"""The one shape that labelled texts take, whatever they came from, and its Parquet form."""

import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import UserError
from core.notes import Note

FORMAT = b"unrolled.texts"


@dataclass(frozen=True, eq=False)
class TextDataset:
    """Labelled texts, cleaned once: none is empty, none occurs twice.

    The frame has the columns text (str), label (int64, a place in `classes`) and test (bool: given as test).
    """

    frame: pd.DataFrame
    classes: tuple[str, ...]  # 2 to 20 names
    name: str  # shown to people
    source: str  # "sample", "public" or "upload"
    notes: tuple[Note, ...] = ()  # what was done while loading

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: texts, labels, split and class names, but not the name."""
        digest = hashlib.sha256(json.dumps(["texts", list(self.classes), len(self.frame)]).encode())
        for text in self.frame["text"]:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(self.frame["label"].to_numpy("<i8").tobytes())
        digest.update(self.frame["test"].to_numpy("?").tobytes())
        return digest.hexdigest()


def texts_to_parquet(data: TextDataset) -> bytes:
    """Write labelled texts as Parquet."""
    columns = [
        pa.array(data.frame["text"].tolist(), pa.string()),
        pa.array(data.frame["label"].to_numpy("int64")),
        pa.array(data.frame["test"].to_numpy("bool")),
    ]
    about = {
        "classes": data.classes,
        "name": data.name,
        "source": data.source,
        "notes": [[note.key, note.facts] for note in data.notes],
        "sha256": data.sha256,
    }
    table = pa.table(columns, names=["text", "label", "test"])
    table = table.replace_schema_metadata({FORMAT: json.dumps(about)})
    body = io.BytesIO()
    pq.write_table(table, body, compression="zstd", use_dictionary=False, row_group_size=5_000)
    return body.getvalue()


def texts_from_parquet(body: bytes) -> TextDataset:
    """Read labelled texts back exactly as they were.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what `texts_to_parquet` wrote, or were changed since.
    """
    try:
        table = pq.read_table(io.BytesIO(body))
        about = json.loads(table.schema.metadata[FORMAT])
        frame = pd.DataFrame(
            {
                "text": np.array(table.column("text").to_pylist(), dtype=object),
                "label": table.column("label").to_numpy(),
                "test": table.column("test").to_numpy(zero_copy_only=False),
            }
        )
        notes = tuple(Note(key, facts) for key, facts in about["notes"])
        data = TextDataset(frame, tuple(about["classes"]), about["name"], about["source"], notes)
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        raise UserError("not_a_dataset", reason=type(error).__name__) from error
    if data.sha256 != about["sha256"]:
        raise UserError("not_a_dataset", reason="sha256")
    return data
