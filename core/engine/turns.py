"""Whose turn it is: round-robin between experiments, in order within each."""

from itertools import count

from core.engine.ledger import Ledger
from core.runs.records import Run
from core.runs.states import ENDED


class Turns:
    """Remembers who was served when, by counting: a clock may be set."""

    def __init__(self) -> None:
        self._numbers = count()
        self._served: dict[str, int] = {}  # by experiment: when it came, or was served last

    def next_run(self, waiting: list[tuple[Run, float]], running: list[str], ledger: Ledger) -> Run | None:
        """The run to start next.

        The experiment with the fewest runs at work goes first; where they are equal, the one that has waited
        longest since its last turn, or since it came. So nobody starves, whoever else keeps coming.
        A final refit waits for its backtest, and is cancelled if that did not end well.

        Args:
            waiting: Queued runs with the time their experiment was asked for, earliest first.
            running: Ids of the runs at work.
        """
        self._meet([run.experiment for run, _ in waiting])
        at_work = ledger.experiments_of(running)

        def turn(run: Run) -> tuple[int, int, int]:
            return at_work.count(run.experiment), self._served[run.experiment], run.place

        for run in sorted((run for run, _ in waiting), key=turn):
            if run.kind == "final" and not _ready(run, ledger):
                continue
            self._served[run.experiment] = next(self._numbers)
            return run
        return None

    def _meet(self, experiments: list[str]) -> None:
        """Newcomers get the next numbers; who waits for nothing any more is forgotten."""
        here = dict.fromkeys(experiments)
        self._served = {id: self._served[id] if id in self._served else next(self._numbers) for id in here}


def _ready(final: Run, ledger: Ledger) -> bool:
    before = ledger.backtest_of(final)
    if before is None or (before.state in ENDED and before.state != "done"):
        ledger.cancel(final)
        return False
    return before.state == "done"
