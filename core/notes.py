"""Findings worth telling a person: a key and the facts; the app finds the words (`note.<key>`)."""

from dataclasses import dataclass, field
from typing import Any

CHOICES = {  # facts of notes that are a choice, and what names it
    ("rows_combined", "how"): "file.combine",
    ("era_read", "era"): "file.era",
    ("weeks_counted", "weeks"): "file.weeks",
    ("sorted_by_counter", "order"): "data.rows_order",
}


@dataclass(frozen=True)
class Note:
    """Something that was noticed or decided, told as facts that survive JSON."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
