"""Whose turn it is: round-robin between experiments, in order within each. A sweep counts as one."""

from itertools import count

from core.engine.ledger import Ledger
from core.runs.records import Run
from core.runs.states import ENDED


class Turns:
    """Remembers who was served when, by counting: a clock may be set."""

    def __init__(self) -> None:
        self._numbers = count()
        self._served: dict[str, int] = {}  # by party: when it came, or was served last

    def next_run(self, waiting: list[tuple[Run, str]], running: list[str], ledger: Ledger) -> Run | None:
        """The run to start next.

        The party with the fewest runs at work goes first; where they are equal, the one that has waited
        longest since its last turn, or since it came. So nobody starves, whoever else keeps coming.
        A final refit waits for its backtest, and is cancelled if that did not end well.

        Args:
            waiting: Queued runs in their order, with the experiment or the sweep whose turn each is.
            running: Ids of the runs at work.
        """
        self._meet([party for _, party in waiting])
        at_work = ledger.parties_of(running)

        def turn(pair: tuple[Run, str]) -> tuple[int, int]:
            return at_work.count(pair[1]), self._served[pair[1]]

        for run, party in sorted(waiting, key=turn):
            if run.kind == "final" and not _ready(run, ledger):
                continue
            self._served[party] = next(self._numbers)
            return run
        return None

    def _meet(self, parties: list[str]) -> None:
        """Newcomers get the next numbers; who waits for nothing any more is forgotten."""
        here = dict.fromkeys(parties)
        self._served = {id: self._served[id] if id in self._served else next(self._numbers) for id in here}


def _ready(final: Run, ledger: Ledger) -> bool:
    before = ledger.backtest_of(final)
    if before is None or (before.state in ENDED and before.state != "done"):
        ledger.cancel(final)
        return False
    return before.state == "done"
