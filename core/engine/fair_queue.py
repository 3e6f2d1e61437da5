"""Whose turn it is: people first, then each one's experiments round-robin, in order within each.

Where nobody is told apart, all is one person's. A sweep counts as one experiment.
"""

from typing import Protocol

from core.store.records import Run
from core.store.waiting import Party


class Queue(Protocol):
    """What has to be known of those that wait."""

    def parties_of(self, ids: list[str]) -> list[Party]:
        """Whose turn each given run is."""

    def waiting_of(self, party: Party) -> list[Run]:
        """A party's runs that could begin now, in their order."""


class Turns:
    """Remembers who was served when, by counting: a clock may be set."""

    def __init__(self) -> None:
        self._turns = 0  # so far
        # By person and by party: the turn that was its last; before the first, the half turn it came after.
        self._served: dict[str | Party, float] = {}

    def next_run(self, waiting: list[Party], running: list[str], queue: Queue) -> Run | None:
        """The run to start next.

        The person with the fewest runs at work goes first; where they are equal, the one who has waited
        longest since the last turn, or since coming: who has just come goes before who was served last, and
        after all others. The same holds among a person's experiments. So nobody starves, whoever else keeps
        coming, and a hundred experiments get no more turns than one.

        Args:
            waiting: Those that have runs in the queue, the first asked for first.
            running: Ids of the runs at work.
        """
        self._meet(waiting)
        parties = queue.parties_of(running)
        people = [party.person for party in parties]

        def turn(party: Party) -> tuple[float, ...]:
            of_person = people.count(party.person), self._served[party.person]
            return *of_person, parties.count(party), self._served[party]

        for party in sorted(waiting, key=turn):
            if ready := queue.waiting_of(party):
                self._turns += 1
                self._served[party.person] = self._served[party] = self._turns
                return ready[0]
        return None

    def _meet(self, waiting: list[Party]) -> None:
        """Newcomers line up; who waits for nothing any more is forgotten."""
        known, self._served = self._served, {}
        for party in waiting:
            latest = known.get(party.person, self._turns - 0.5)
            self._served[party.person] = latest
            self._served[party] = known.get(party, latest - 0.5)
