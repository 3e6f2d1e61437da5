"""Which networks of an experiment answer questions about classes, and at which temperatures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.arrays import Arrays
from core.evaluate import from_before
from core.evaluate.classification import temperature
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.answers import CellAnswers, baseline_names, best_bag
from core.tasks.classified.judging import chosen
from core.tasks.question import TrainedNetwork
from core.tasks.results import cell_runs, shared_runs, typical_seed
from core.tasks.trained_networks import kept_networks


@dataclass(frozen=True)
class Answering:
    """Networks with their temperatures, and the method that was named before the test."""

    typical: tuple[TrainedNetwork, ...]  # one for each cell: of the seed with the median validation loss
    together: tuple[TrainedNetwork, ...]  # all, for a cell's answer is its seeds' mean
    heats: dict[str, float]  # temperature of that mean, by cell
    bag: str | None
    sent: str  # "" of an experiment from before


def answering(
    store: Store, experiment: Experiment, baselines: Run, arrays: Arrays, runs: Sequence[Run]
) -> Answering:
    """Read from the store; raises `weights_gone`.

    Args:
        arrays: What the baselines' run left.
    """
    every = list(runs)
    of_cell = {cell: each for cell, each in shared_runs(every, experiment.spec.cells).items() if each}
    truth, cells = (
        arrays["calibration_truth"],
        [cell_runs(store, cell, each, every) for cell, each in of_cell.items()],
    )
    together = {
        kept.run: replace(kept, temperature=temperature(truth, store.arrays(kept.run)["calibration"]))
        for each in of_cell.values()
        for kept in kept_networks(store, each)
    }
    typical = (
        typical_seed([run for run in each if run.id in together], cell) for cell, each in of_cell.items()
    )
    answers, bag = [CellAnswers(each, arrays) for each in cells], best_bag(arrays)
    outdated = from_before(baselines.facts)
    return Answering(
        tuple(together[run.id] for run in typical if run is not None),
        tuple(together.values()),
        {one.runs.cell: one.temperature for one in answers},
        bag,
        "" if outdated else chosen(arrays, baseline_names(arrays), answers, bag).name,
    )
