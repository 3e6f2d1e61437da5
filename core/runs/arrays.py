"""Arrays as bytes: npz without pickle, so that reading a result can never run code."""

import io
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Arrays: TypeAlias = dict[str, NDArray[Any]]


def pack(arrays: Arrays) -> bytes:
    """Write named arrays."""
    body = io.BytesIO()
    np.savez_compressed(body, allow_pickle=False, **arrays)
    return body.getvalue()


def unpack(body: bytes) -> Arrays:
    """Read named arrays back."""
    with np.load(io.BytesIO(body), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
