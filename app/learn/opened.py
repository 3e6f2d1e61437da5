"""A gate that can be seen to open: of the shipped networks, kept by `python -m benchmarks.opened`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from app.i18n import Translate
from app.numbers import figure

KEPT = Path(__file__).with_name("opened.json")
SHOWN = {"lstm": "i", "gru": "z"}  # the gate that decides what is written, by step of Learn and cell
PLAIN = "rnn"


@cache
def opened() -> dict[str, Any]:
    """Marked steps, inputs, and by cell and gate a unit with its values and its memory."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def opened_told(t: Translate, cell: str) -> str:
    """What the gate does at the marks and elsewhere, and what the plain cell has instead."""
    found = opened()
    one = found["cells"][cell][SHOWN[cell]]
    first, second = found["marks"]
    facts = {"at": figure(one["at"], 2), "elsewhere": figure(one["elsewhere"], 2), "unit": one["unit"]}
    return t(f"learn.{cell}.opened", first=first, second=second, **facts)


def address(cell: str) -> dict[str, str]:
    """What Inside is to show of it."""
    found = opened()
    one = found["cells"][cell][SHOWN[cell]]
    return {"view": "unit", "cell": cell, "unit": str(one["unit"]), "at": str(found["marks"][-1])}
