"""What shipped networks make of a few sentences, kept by `python -m benchmarks.lessons`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("shown.json")


@cache
def shown() -> dict[str, Any]:
    """Words with numbers and vectors, tagged sentences, surprise by characters, and attention on a date."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found
