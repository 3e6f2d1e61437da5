"""Arrays inside of an answer: half precision where that is enough to be drawn, compressed, as text."""

import base64
from typing import Any

import numpy as np

from core.runs.arrays import Arrays, pack, unpack

HALF = 1000.0  # numbers up to here keep three digits in half precision


def packed(arrays: Arrays) -> str:
    """Write named arrays as text for JSON."""
    return base64.b64encode(pack({name: _small(values) for name, values in arrays.items()})).decode("ascii")


def unpacked(text: str) -> Arrays:
    """Read them back; numbers with a fraction come as float32."""
    found = unpack(base64.b64decode(text))
    return {name: _plain(values) for name, values in found.items()}


def _small(values: Any) -> Any:
    if values.dtype.kind != "f":
        return values.astype(np.int32)
    return values.astype(np.float16 if np.abs(values).max(initial=0.0) < HALF else np.float32)


def _plain(values: Any) -> Any:
    return values.astype(np.float32) if values.dtype.kind == "f" else values
