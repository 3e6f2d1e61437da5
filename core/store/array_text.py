"""Arrays inside of an answer: single precision, as the networks compute, compressed, as text."""

import base64
from typing import Any

import numpy as np

from core.arrays import Arrays, pack, unpack


def as_text(arrays: Arrays) -> str:
    """Write named arrays as text for JSON."""
    return base64.b64encode(pack({name: _single(values) for name, values in arrays.items()})).decode("ascii")


def arrays_of(text: str) -> Arrays:
    """Read them back; numbers with a fraction come as float32."""
    return unpack(base64.b64decode(text))


def _single(values: Any) -> Any:
    if values.dtype.kind != "f":
        return values.astype(np.int32)
    return values.astype(np.float32)
