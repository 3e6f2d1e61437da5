"""The parts of a kept networks' file, as far as they can be ours: names, sizes, nothing that runs."""

import io
import json
import re
import zipfile
import zlib
from typing import Any

import numpy as np

from core.arrays import Arrays
from core.data.zipped import content_of, parts_of
from core.errors import UserError

MOST = 600 << 20  # bytes, of all parts unpacked
RATIO = 200  # times its packed size, from which on a large part is a bomb
SMALL = 8 << 20  # bytes, below which a part may be packed as well as it likes
NAME = re.compile(
    r"(README\.txt|forecast(_torch)?\.py|preparation\.json|spec\.json|networks/[a-z]+-seed-\d{1,3}\.(keras|onnx)"
    r"|experiment/(rows\.json|data\.parquet|later/[0-9a-f]{64}|(arrays|weights)/[0-9a-f]{32}))"
)
OF_KERAS = ("metadata.json", "config.json", "model.weights.h5")


def unpacked(body: bytes) -> dict[str, bytes]:
    """All parts by their names; nothing is written anywhere.

    Raises:
        UserError: `kept_not_ours` for what is no such zip, `kept_leads_out` for a name that leads elsewhere,
            `kept_strange_part` for one that we never write, `kept_bomb` for what is too much unpacked.
    """
    parts = _parts(body)
    for part in parts:
        name = part.filename
        if name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or ":" in name:
            raise UserError("kept_leads_out", name=name)
    for part in parts:
        if not NAME.fullmatch(part.filename):
            raise UserError("kept_strange_part", name=part.filename)
    return _contents(body, parts)


def of_keras(name: str, body: bytes) -> tuple[dict[str, Any], bytes]:
    """Of a network's file its layers and its weights; raises as `unpacked`, and `kept_damaged`."""
    parts = _parts(body)
    if sorted(part.filename for part in parts) != sorted(OF_KERAS):
        raise UserError("kept_strange_part", name=name)
    found = _contents(body, parts)
    return as_json(f"{name}/config.json", found["config.json"]), found["model.weights.h5"]


def arrays_in(name: str, body: bytes) -> Arrays:
    """The arrays of a run.

    Raises:
        UserError: `kept_pickle` where Python would have to run something to read them; `kept_bomb`,
            `kept_damaged`.
    """
    _contents(body, _parts(body))
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}
    except ValueError as error:
        key = "kept_pickle" if "allow_pickle" in str(error) else "kept_damaged"
        raise UserError(key, name=name) from error
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, MemoryError, KeyError) as error:
        raise UserError("kept_damaged", name=name) from error


def as_json(name: str, body: bytes) -> dict[str, Any]:
    """An object that was written as JSON; raises `kept_damaged`."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UserError("kept_damaged", name=name) from error
    if not isinstance(found, dict):
        raise UserError("kept_damaged", name=name)
    return found


def _parts(body: bytes) -> list[zipfile.ZipInfo]:
    try:
        parts = parts_of(body)
    except UserError as error:
        key = "kept_bomb" if error.key == "too_heavy_to_read" else "kept_not_ours"
        raise UserError(key, megabytes=round(len(body) / 1e6), most=round(MOST / 1e6)) from error
    if len({part.filename for part in parts}) < len(parts):
        raise UserError("kept_strange_part", name=parts[0].filename)
    size = sum(part.file_size for part in parts)
    bombs = (p for p in parts if p.file_size > SMALL and p.file_size > RATIO * max(1, p.compress_size))
    if size > MOST or any(bombs):
        raise UserError("kept_bomb", megabytes=round(size / 1e6), most=round(MOST / 1e6))
    return parts


def _contents(body: bytes, parts: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    try:
        return {part.filename: b"".join(content_of(body, part)) for part in parts}
    except UserError as error:
        raise UserError("kept_damaged", name=parts[0].filename) from error
