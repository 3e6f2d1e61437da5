"""Findings worth telling a person: a key and the facts; the app finds the words (`note.<key>`)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

CHOICES = {  # facts of notes that are a choice, and what names it
    ("rows_combined", "how"): "file.combine",
    ("era_read", "era"): "file.era",
    ("weeks_counted", "weeks"): "file.weeks",
    ("sorted_by_counter", "order"): "data.rows_order",
    ("units_mixed", "units"): "time_unit",
    ("usual_days", "days"): "weekday",
    ("usual_sessions", "days"): "weekday",
    ("continued_kept", "cell"): "cell",
    ("continued_worse", "cell"): "cell",
}


@dataclass(frozen=True)
class Note:
    """Something that was noticed or decided, told as facts that survive JSON."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


def named_facts(note: Note, called: Callable[[str, Any], str], comma: str) -> dict[str, str]:
    """The facts of a note that are choices, as they are called; several as a list.

    Args:
        called: The words for a kind of choice and one of them.
    """
    return {
        fact: comma.join(called(CHOICES[note.key, fact], one) for one in _several(value))
        for fact, value in note.facts.items()
        if (note.key, fact) in CHOICES
    }


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
