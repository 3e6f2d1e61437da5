"""Where the data of an experiment came from, as their file says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow.parquet as pq

from core.store.store import Store


@dataclass(frozen=True)
class CameFrom:
    """What data are called, and what they were brought as."""

    source: str  # "sample", "upload", "ticker", "public", "made_up"
    name: str
    read: Mapping[str, Any] = field(default_factory=dict)  # how a file of series was read


def came_from(store: Store, hash: str, name: str | None = None) -> CameFrom:
    """Of a data set that the store keeps.

    Args:
        name: What its maker calls the data.

    Raises:
        UserError: `data_gone`.
    """
    marks = pq.read_schema(store.data.path(hash)).metadata or {}
    about = json.loads(next(value for key, value in marks.items() if key.startswith(b"unrolled.")))
    own = about["name"] if about["source"] != "upload" else name or about["name"]
    return CameFrom(about["source"], own, about.get("read", {}))
