"""Whose question is next: those who ask take turns, however many questions one of them has."""

from collections.abc import Iterable
from itertools import count

from core.runs.requests import Waiting


class Askers:
    """Remembers who was answered when, by counting: a clock may be set."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._served: dict[str, int] = {}

    def next_question(self, waiting: list[Waiting], at_work: Iterable[str]) -> Waiting | None:
        """Of those with the fewest questions at work, whoever was served longest ago, or never.

        Who asks for the first time goes first, but a second question waits for all others.

        Args:
            waiting: Questions in the order in which they were asked.
            at_work: The askers of the questions at work.
        """
        busy, here = list(at_work), {one.asker for one in waiting}
        self._served = {who: served for who, served in self._served.items() if who in here or who in busy}
        first = min(
            waiting, key=lambda one: (busy.count(one.asker), self._served.get(one.asker, 0)), default=None
        )
        if first is not None:
            self._served[first.asker] = next(self._numbers)
        return first
