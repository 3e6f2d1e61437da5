"""The one error that is meant for people: a key and the facts; the app finds the words."""

from dataclasses import dataclass
from typing import Any


class UserError(Exception):
    """Something a person can mend, told as facts.

    Args:
        key: Names the sentence; every language has `error.<key>`.
        facts: What fills the blanks of that sentence.
    """

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.key}: {told}" if told else self.key


@dataclass(frozen=True, eq=False)
class Refusal:
    """The same as a value, where it is no surprise: what is asked or said next follows from it."""

    key: str
    facts: dict[str, Any]

    def error(self) -> UserError:
        """As it is raised where nobody can answer."""
        return UserError(self.key, **self.facts)


class Stopped(Exception):
    """Someone asked for this work to stop."""
