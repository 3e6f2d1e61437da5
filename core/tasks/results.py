"""From the store to what there is to judge: finished runs, cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Arrays
from core.store.records import Experiment, Run
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.cell_runs import CellRuns


@dataclass(frozen=True)
class Finished:
    """What there is to judge."""

    baselines: Run
    cells: list[CellRuns]
    ended: bool  # all seeds of all cells that can still come are there, and refitted before the test


def finished(store: Store, experiment: Experiment, runs: list[Run]) -> Finished | None:
    """What has ended well, or None as long as the baselines or the first seed of every cell are missing.

    Cells of which nothing can come any more (all their runs failed or were stopped) are left out. The others
    are scored on the seeds that all of them have finished. Until these are all seeds that can come, and each
    network was trained again on all rows before the test, it is provisional.
    """
    baselines = baseline_run(runs)
    if baselines is None:
        return None
    backtests = [run for run in runs if run.kind == "backtest"]
    done = shared_runs(runs, experiment.spec.cells)
    waiting = [cell for cell in done if not done[cell] and _may_come(backtests, cell)]
    if waiting or not any(done.values()):
        return None
    cells = [cell_runs(store, cell, found, runs) for cell, found in done.items() if found]
    expected = experiment.spec.seeds - len(_lost(runs, done, ("backtest", "refit")))
    ended = min(len(found) for found in done.values() if found) >= expected
    refitted = all(one.refitted_before_test for one in cells)
    if not refitted:  # cells are compared on the same footing
        cells = [replace(one, refits=()) for one in cells]
    awaited = any(run.kind == "refit" for run in runs)
    return Finished(baselines, cells, ended and (refitted or not awaited))


def baseline_run(runs: Sequence[Run]) -> Run | None:
    """The run of the baselines, once it has ended well; of several parts the first, once all have."""
    simple = [run for run in runs if run.kind == "simple"]
    return simple[0] if simple and all(run.state == "done" for run in simple) else None


def baseline_arrays(store: Store, runs: Sequence[Run]) -> Arrays:
    """What the baselines left; of what every part has, one part's rows stand behind the other's."""
    first, *others = (store.arrays(run.id) for run in runs if run.kind == "simple")
    return {
        name: np.concatenate([one, *(other[name] for other in others)])
        if all(name in o for o in others)
        else one
        for name, one in first.items()
    }


def shared_runs(runs: list[Run], cells: Sequence[str]) -> dict[str, list[Run]]:
    """The finished backtests that each cell is judged by: of the seeds that all cells have finished.

    Seeds of which a refit failed for good are left out, as long as others remain.
    """
    done = _shared(runs, cells)
    failed = _lost(runs, done, ("refit",))
    kept = {cell: [run for run in each if run.seed not in failed] for cell, each in done.items()}
    return kept if all(kept[cell] for cell in done if done[cell]) else done


def _lost(runs: list[Run], done: Mapping[str, list[Run]], kinds: tuple[str, ...]) -> set[int]:
    """Seeds that cells cannot be judged by, because such a run of a cell that is judged failed for good."""
    judged = [cell for cell, found in done.items() if found]
    failed = [run for run in runs if run.state == "failed" and run.kind in kinds]
    return {run.seed for run in failed if run.cell in judged}


def _shared(runs: list[Run], cells: Sequence[str]) -> dict[str, list[Run]]:
    found = [run for run in runs if run.kind == "backtest" and run.state == "done"]
    done = {cell: [run for run in found if run.cell == cell] for cell in cells}
    seeds = [{run.seed for run in each} for each in done.values() if each]
    shared = set.intersection(*seeds) if seeds else set()
    if not shared:  # no seed in common: each cell's own are better than nothing
        return done
    return {cell: [run for run in each if run.seed in shared] for cell, each in done.items()}


def fingerprint(runs: list[Run]) -> tuple[str, ...]:
    """What an outcome depends on: the runs that are done and whether any that is tested is still to come."""
    done = tuple(run.id for run in runs if run.state == "done")
    return (*done, str(all(run.state in ENDED for run in runs if run.kind in ("backtest", "refit"))))


def typical_seed(runs: list[Run], cell: str) -> Run | None:
    """The finished backtest with the median validation loss: the network to use where one is needed."""
    done = [run for run in runs if run.kind == "backtest" and run.cell == cell and run.state == "done"]
    done.sort(key=lambda run: (run.facts["val_loss"], run.seed))
    return done[(len(done) - 1) // 2] if done else None


def _may_come(backtests: list[Run], cell: str) -> bool:
    return any(run.cell == cell and run.state not in ENDED for run in backtests)


def cell_runs(store: Store, cell: str, done: list[Run], runs: list[Run]) -> CellRuns:
    refits, finals = (_of_seeds(kind, cell, done, runs) for kind in ("refit", "final"))
    return CellRuns(
        cell,
        done[0].weights,
        [run.seed for run in done],
        [store.arrays(run.id) for run in done],
        [store.arrays(run.id) for run in finals],
        next((run.facts["leakage"] for run in (*done, *refits) if "leakage" in run.facts), None),
        [store.arrays(run.id) for run in refits],
    )


def _of_seeds(kind: str, cell: str, done: list[Run], runs: list[Run]) -> list[Run]:
    """The finished runs of a kind, in the order of the backtests that they belong to."""
    found = {run.seed: run for run in runs if (run.kind, run.cell, run.state) == (kind, cell, "done")}
    return [found[run.seed] for run in done if run.seed in found]
