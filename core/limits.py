"""Fields that declare their limits, and dataclasses that keep to them."""

from collections.abc import Mapping
from dataclasses import Field, field, fields
from typing import Any

from core.errors import UserError

MOST_HELD_OUT = 0.8  # share of the data that training may not see


def number(default: float, low: float, high: float) -> Any:
    """A number with its limits, both included."""
    return field(default=default, metadata={"low": low, "high": high})


def choice(
    default: str,
    options: tuple[str, ...],
    before: str | None = None,
    was: Mapping[bool, str] | None = None,
) -> Any:
    """One of a few names.

    Args:
        before: What a spec means that was saved when there was no such field yet; the default by default.
        was: The names of what a spec says that was saved when the field was a switch.
    """
    facts = {"options": options, "before": before, "was": was}
    return field(default=default, metadata={name: fact for name, fact in facts.items() if fact})


def now_called(f: Field[Any], value: Any) -> Any:
    """What was read for a field, by the name that it has now."""
    return f.metadata.get("was", {}).get(value, value) if isinstance(value, bool) else value


def require_enough_left(*shares: float) -> None:
    """Raises `too_little_left_to_train` where training may see too little of the data."""
    if sum(shares) > MOST_HELD_OUT:
        raise UserError("too_little_left_to_train", most=MOST_HELD_OUT)


def check(spec: Any) -> None:
    """Compare every field with the limits it declares.

    Raises:
        UserError: `setting_out_of_range` or `setting_unknown_choice`, with the field and what it allows.
    """
    for f in fields(spec):
        value, limits = getattr(spec, f.name), f.metadata
        if "low" in limits and not within(value, limits):
            raise UserError(
                "setting_out_of_range", setting=f.name, value=value, low=limits["low"], high=limits["high"]
            )
        if "options" in limits and value not in limits["options"]:
            raise UserError(
                "setting_unknown_choice", setting=f.name, value=value, known=list(limits["options"])
            )


def within(value: Any, limits: Mapping[str, Any]) -> bool:
    """Whether a value is a number between the limits that a field declares, which are finite."""
    return isinstance(value, int | float) and limits["low"] <= value <= limits["high"]


def of_type(kind: Any, value: Any) -> Any:
    """What was read from text for a field, as it is; whole numbers may be written as 3.0.

    Raises:
        TypeError: If it is nothing that such a field holds.
    """
    wanted = (int, float) if kind in (int, float) else kind
    if kind in (str, bool, int, float, dict) and not isinstance(value, wanted):
        raise TypeError(f"{kind.__name__} expected")
    return value


class Checked:
    """Checks its own fields as soon as it exists."""

    @classmethod
    def renewed(cls, saved: dict[str, Any]) -> dict[str, Any]:
        """What an earlier version saved of it, as this one would: as it is, unless a class knows better."""
        return saved

    def __post_init__(self) -> None:
        check(self)
