"""Whose turn it is: round-robin between experiments, in order within each."""

from core.engine.ledger import Ledger
from core.runs.records import Run
from core.runs.states import ENDED


def next_run(waiting: list[tuple[Run, float]], running: list[str], ledger: Ledger) -> Run | None:
    """The run to start next.

    The experiment with the fewest runs at work goes first, the older one where they are equal.
    A final refit waits for its backtest, and is cancelled if that did not end well.

    Args:
        waiting: Queued runs with the time their experiment was asked for.
        running: Ids of the runs at work.
    """
    at_work = ledger.experiments_of(running)
    for run, _ in sorted(
        waiting, key=lambda pair: (at_work.count(pair[0].experiment), pair[1], pair[0].place)
    ):
        if run.kind != "final":
            return run
        before = ledger.backtest_of(run)
        if before is not None and before.state == "done":
            return run
        if before is None or before.state in ENDED:
            ledger.cancel(run)
    return None
