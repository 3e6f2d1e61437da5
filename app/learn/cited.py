"""Figures that were measured on the pages of `docs`, kept for Learn by `python -m benchmarks.cited`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("cited.json")


@cache
def cited() -> dict[str, Any]:
    """Of single series, of whole series, and of many series at once."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found
