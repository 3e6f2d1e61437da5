"""Arrays: what they are called as they travel through core, and as bytes.

Floats are (example, step, feature) unless something else is said. Bytes are npz without pickle, so that
reading a result can never run code.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.errors import UserError

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Arrays: TypeAlias = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Padded:
    """Sequences of several lengths in one table, which holds zeros where a sequence has ended."""

    table: Any  # (n, longest), whole numbers, or (n, longest, columns)
    lengths: Ints  # (n,), at least 1

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the table."""
        return tuple(self.table.shape)

    def take(self, rows: Any) -> "Padded":
        """Some of the sequences."""
        return Padded(self.table[rows], self.lengths[rows])


def pack(arrays: Arrays) -> bytes:
    """Write named arrays."""
    body = io.BytesIO()
    np.savez_compressed(body, allow_pickle=False, **arrays)
    return body.getvalue()


def unpack(body: bytes) -> Arrays:
    """Read named arrays back; raises UserError `figures_damaged` if that is not what the bytes are."""
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, AttributeError) as error:
        raise UserError("figures_damaged") from error
