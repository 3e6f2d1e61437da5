"""Whose question is next: those who ask take turns, however many questions one of them has."""

from collections.abc import Iterable
from itertools import count

from core.store.requests import Waiting

SHORT_IN_A_ROW = 4  # before a long question that waits


class Askers:
    """Remembers who was answered when, by counting: a clock may be set."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._served: dict[str, int] = {}
        self._short_in_a_row = 0

    def next_question(self, waiting: list[Waiting], at_work: Iterable[str]) -> Waiting | None:
        """Of those with the fewest questions at work, whoever was served longest ago, or never.

        Who asks for the first time goes first, but a second question waits for all others. Short questions
        pass long ones, though not for ever: many askers may be one who is somebody else each time.

        Args:
            waiting: Questions in the order in which they were asked.
            at_work: The askers of the questions at work.
        """
        busy, here = list(at_work), {one.asker for one in waiting}
        self._served = {who: served for who, served in self._served.items() if who in here or who in busy}
        late = self._short_in_a_row < SHORT_IN_A_ROW

        def order(one: Waiting) -> tuple[int, bool, int]:
            return busy.count(one.asker), one.long is late, self._served.get(one.asker, 0)

        first = min(waiting, key=order, default=None)
        if first is not None:
            self._short_in_a_row = 0 if first.long else self._short_in_a_row + 1
            self._served[first.asker] = next(self._numbers)
        return first
