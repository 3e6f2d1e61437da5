"""Did training end because it had to, rather than because nothing improved any more?"""

from collections.abc import Sequence

from core.specs import TrainingSpec
from core.store.records import Run


def ended_at_limit(runs: Sequence[Run], training: TrainingSpec) -> tuple[str, ...]:
    """Cells of which at least half of the finished backtests used all updates and were still improving.

    A run was still improving if what it kept is so late that patience had not ended it yet.
    """
    done = [run for run in runs if run.kind == "backtest" and run.state == "done"]
    found = []
    for cell in dict.fromkeys(run.cell for run in done):
        mine = [run for run in done if run.cell == cell]
        if 2 * sum(_cut_short(run, training) for run in mine) >= len(mine):
            found.append(cell)
    return tuple(found)


def _cut_short(run: Run, training: TrainingSpec) -> bool:
    done, best = run.facts.get("updates"), run.facts.get("best_updates")
    if done is None or best is None:  # from a version that counted epochs
        return False
    waited = done - best >= min(training.patience, training.updates)
    return not waited and bool(done + run.facts["check"] > training.updates)
