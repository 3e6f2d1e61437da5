"""Check all labels of an experiment's texts: every method tells each text without having seen its label."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.errors import UserError
from core.evaluate.doubted_labels import doubted_labels
from core.store.engine_process import ensure_engine
from core.store.findings import keep_finding, kept_finding
from core.store.records import Experiment, Run
from core.store.requests import answer, ask
from core.store.store import Store
from core.tasks.cell_runs import CellRuns
from core.tasks.classified.answers import CellAnswers, best_bag, log_probabilities
from core.tasks.results import baseline_run, cell_runs, shared_runs
from core.tasks.sentiment.labels.question import KIND
from core.tasks.sentiment.spec import SentimentSpec

FOLDS = 5
MOST = 500  # of the least believed labels that are kept
SHORT, LONG = (
    60.0,
    600.0,
)  # seconds of all folds of a cell: trained unasked up to here, and at all up to there
PATIENCE = 180.0  # seconds for one fold; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves
HELD = ("validation", "calibration", "test")  # what a cell's networks were not trained on


@dataclass(frozen=True)
class Doubted:
    """One label that is hardly believed."""

    row: int  # in the data set
    file_row: int | None  # in the file that was brought, from 1
    given: int
    told: int
    probability: float  # of the class that is told
    believed: float  # of the given class
    margin: float  # the one less the other: -1, surely another class, to 1


@dataclass(frozen=True)
class Checked:
    """What came of a check."""

    rows: int
    folds: int
    bag: str
    by_folds: tuple[str, ...]  # cells of which a network was trained for each fold
    held: Mapping[str, int]  # other cells, and of how many rows their networks told, which had not seen them
    agreed: float  # share of the rows whose likeliest class is the given one
    against: tuple[tuple[int, int, int], ...]  # given class, class it is confidently told as, rows
    doubted: tuple[Doubted, ...]  # the least believed first

    @property
    def suspected(self) -> int:
        """Rows that are confidently told to be of another class."""
        return sum(rows for _, _, rows in self.against)


def last_check(store: Store, id: str) -> Checked | None:
    """What the last check of an experiment found; None where there was none."""
    found = kept_finding(store.engine, id, KIND)
    if found is None:
        return None
    body = dict(found.body)
    lists = {name: tuple(map(tuple, body[name])) for name in ("against",)}
    doubted = tuple(Doubted(**one) for one in body["doubted"])
    return Checked(**body | lists | {"by_folds": tuple(body["by_folds"]), "doubted": doubted})


def seconds_of_folds(runs: Sequence[Run], cells: Sequence[str]) -> dict[str, float]:
    """How long one network of each cell takes for all folds, as its trainings took; the quickest first."""
    found = {}
    for cell in cells:
        took = [run.facts["seconds"] for run in runs if run.cell == cell and "seconds" in run.facts]
        if took:
            found[cell] = FOLDS * float(np.median(took))
    return dict(sorted(found.items(), key=lambda one: one[1]))


def check(
    store: Store, id: str, cells: Sequence[str] | None = None,
    on_part: Callable[[int, int], object] = lambda done, of: None, asker: str | None = None,
) -> Checked:  # fmt: skip
    """Let every method tell all texts out of fold, and keep which labels are believed least.

    Args:
        cells: Of which networks are trained for each fold; by default those that take no longer than `SHORT`.
            What others told of rows that their networks had not seen counts there.
        on_part: Called with the number of parts that are done, and of all.
        asker: As an experiment's owner.

    Raises:
        UserError: `unknown_experiment`, `not_a_classifier`, `not_trained_yet`, `unknown_cell`,
            `folds_too_long`, and what the worker finds wrong.
    """
    experiment = store.experiment(id)
    if experiment.task != SentimentSpec.kind:
        raise UserError("not_a_classifier")
    runs = store.runs(id)
    baselines = baseline_run(runs)
    if baselines is None:
        raise UserError("not_trained_yet")
    arrays = store.arrays(baselines.id)
    bag, chosen = str(best_bag(arrays)), _cells(experiment, runs, cells)
    facts, labels = store.text_facts(experiment.data), store.texts(experiment.data).frame["label"].to_numpy()
    ensure_engine(store, idle_seconds=IDLE)
    told = {name: np.full((len(labels), len(facts.classes)), np.nan) for name in (bag, *chosen)}
    parts = [(name, fold) for name in told for fold in range(FOLDS)]
    on_part(0, len(parts))
    for done, (name, fold) in enumerate(parts, 1):
        wanted = ask(store.engine, id, KIND, asker=asker, method=name, fold=fold, folds=FOLDS)
        reply = answer(store.engine, wanted, PATIENCE)
        told[name][reply["rows"]] = reply["probabilities"]
        on_part(done, len(parts))
    others = [one for one in experiment.spec.cells if one not in chosen]
    held = dict(_held(store, runs, baselines, others, len(labels)))
    return _keep(store, experiment, labels, told | held, bag, chosen)


def _cells(experiment: Experiment, runs: Sequence[Run], wanted: Sequence[str] | None) -> list[str]:
    known = seconds_of_folds(runs, experiment.spec.cells)
    if wanted is None:
        return [cell for cell, seconds in known.items() if seconds <= SHORT]
    for cell in wanted:
        if cell not in known:
            raise UserError("unknown_cell", name=cell, known=list(known))
        if known[cell] > LONG:
            raise UserError("folds_too_long", cell=cell, seconds=known[cell], most=LONG)
    return list(wanted)


def _held(
    store: Store, runs: list[Run], baselines: Run, cells: Sequence[str], rows: int
) -> Iterator[tuple[str, Floats]]:
    """What each cell told of the rows that its networks were not trained on; nan elsewhere."""
    arrays = store.arrays(baselines.id)
    for cell, done in shared_runs(runs, cells).items():
        if done:
            each: CellRuns = cell_runs(store, cell, done, runs)
            answers = CellAnswers(each, arrays)
            found = np.full((rows, arrays[f"test/{best_bag(arrays)}"].shape[1]), np.nan)
            for block in HELD:
                found[arrays[f"{block}_rows"]] = answers.probabilities(block)
            yield cell, found


def together(told: Mapping[str, Floats]) -> Floats:
    """All methods as one: the mean of the log-odds of those that told a row, (rows, classes)."""
    logits = np.nanmean([log_probabilities(one) for one in told.values()], axis=0)
    raised: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _keep(
    store: Store, experiment: Experiment, labels: Ints, told: Mapping[str, Floats], bag: str,
    chosen: Sequence[str],
) -> Checked:  # fmt: skip
    probabilities = together(told)
    found = doubted_labels(probabilities, labels)
    rows = [int(row) for row in found.order[:MOST]]
    places = store.file_rows(experiment.data, rows)
    doubted = tuple(
        Doubted(
            row, place, int(labels[row]), int(found.told[row]), float(probabilities[row].max()),
            float(probabilities[row, labels[row]]), float(found.margins[row]),
        )
        for row, place in zip(rows, places, strict=True)
    )  # fmt: skip
    held = {
        name: int(np.isfinite(one[:, 0]).sum()) for name, one in told.items() if name not in (bag, *chosen)
    }
    checked = Checked(
        len(labels), FOLDS, bag, tuple(chosen), held, found.agreed, found.against, doubted
    )  # fmt: skip
    keep_finding(store.engine, experiment.id, KIND, asdict(checked))
    return checked
