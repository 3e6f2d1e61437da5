"""From the arrays that runs left to a TextOutcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.classification import (
    accuracy_difference,
    calibration_error,
    class_scores,
    confusion,
    log_loss,
    reliability,
    scores,
    softmax,
    temperature,
)
from core.evaluate.paired_accuracy import judged_texts
from core.evaluate.text_methods import SIMPLE_TEXT_METHODS
from core.evaluate.verdict import Judged, verdict
from core.runs.arrays import Arrays
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.text_outcome import Calibration, Classifier, Mistake, TextOutcome

BOOTSTRAP_SEED = 20
MOST_MISTAKES = 20


@dataclass(frozen=True)
class _Cell:
    """A cell's probabilities: each seed scaled by the temperature that its calibration texts want."""

    runs: CellRuns
    simple: Arrays

    @cached_property
    def temperatures(self) -> list[float]:
        truth = self.simple["calibration_truth"]
        return [temperature(truth, logits) for logits in self.runs.stacked("calibration")]

    @cached_property
    def raw(self) -> Floats:
        """(seeds, texts, classes) on test, as the networks tell them."""
        return softmax(self.runs.stacked("test"))

    @cached_property
    def scaled(self) -> Floats:
        pairs = zip(self.runs.stacked("test"), self.temperatures, strict=True)
        return np.stack([softmax(logits, heat) for logits, heat in pairs])

    @property
    def right(self) -> "np.ndarray":
        """(seeds, texts): whether each seed told each text's class."""
        return self.raw.argmax(axis=2) == self.simple["test_truth"]


def text_report(
    spec: ExperimentSpec,
    classes: Sequence[str],
    simple: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    *,
    ended: bool,
) -> TextOutcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        classes: Names of the classes.
        simple: What the simple methods' run left: rows, truth and each method's probabilities.
        facts: Its facts.
        cells: At least one cell with at least one finished seed.
        ended: All seeds are there; otherwise the verdict is provisional.
    """
    truth = simple["test_truth"]
    names = [name for name in SIMPLE_TEXT_METHODS if f"test/{name}" in simple]
    reference = reference_method(simple, names)
    against = simple[f"test/{reference}"].argmax(axis=1) == truth
    known = [_Cell(runs, simple) for runs in cells]
    judged = judge(cells, simple, reference)
    methods = [_simple_row(name, simple, against, reference) for name in names]
    for cell, fate in zip(known, judged, strict=True):
        methods += [_cell_row(cell, fate, truth), _ensemble_row(cell, truth, against)]
    shown = {name: simple[f"test/{name}"] for name in names}
    shown |= {cell.runs.cell: cell.scaled.mean(axis=0) for cell in known}
    confusions = {name: confusion(truth, told.argmax(axis=1), len(classes)) for name, told in shown.items()}
    return TextOutcome(
        verdict=verdict(
            judged,
            origins_non_overlapping=len(truth),
            provisional=not ended,
            wanted=spec.cells,
        ),
        reference=reference,
        methods=tuple(sorted(methods, key=lambda m: -(m.scores["accuracy"] or 0.0))),
        shown=min(known, key=lambda cell: _validation_loss(cell, simple)).runs.cell,
        classes=tuple(classes),
        rows=simple["test_rows"],
        truth=truth,
        confusions=confusions,
        by_class={name: class_scores(table) for name, table in confusions.items()},
        calibration={cell.runs.cell: _calibration(cell, truth) for cell in known},
        mistakes={cell.runs.cell: _mistakes(shown[cell.runs.cell], simple) for cell in known},
        probabilities=shown,
        facts=dict(facts),
        seeds_done=min(len(runs.backtests) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def reference_method(simple: Arrays, names: Sequence[str]) -> str:
    """The simple method with the highest accuracy on validation; log loss settles ties."""

    def rank(name: str) -> tuple[float, float]:
        told, truth = simple[f"validation/{name}"], validation_truth(simple, name)
        return float(np.mean(told.argmax(axis=1) == truth)), -log_loss(truth, told)

    return max(names, key=rank)


def validation_truth(simple: Arrays, name: str) -> Ints:
    """Classes of the validation texts that a simple method was chosen on: of several experiments, its own."""
    return simple.get(f"validation_truth/{name}", simple["validation_truth"])


def judge(cells: Sequence[CellRuns], simple: Arrays, reference: str) -> list[Judged]:
    """Each cell against every simple method; `reference` was chosen beforehand."""
    truth = simple["test_truth"]
    right = {
        name.removeprefix("test/"): told.argmax(axis=1) == truth
        for name, told in simple.items()
        if name.startswith("test/")
    }
    return judged_texts({runs.cell: _Cell(runs, simple).right for runs in cells}, right, reference)


def _simple_row(name: str, simple: Arrays, against: "np.ndarray", reference: str) -> Classifier:
    truth, told = simple["test_truth"], simple[f"test/{name}"]
    return Classifier(
        name, "simple", 1, 0, scores(truth, told), {}, *_gain(told, truth, against, name != reference)
    )


def _cell_row(cell: _Cell, fate: Judged, truth: Ints) -> Classifier:
    each = [scores(truth, told) for told in cell.raw]
    return Classifier(
        cell.runs.cell, "cell", len(each), cell.runs.weights,
        {key: _over_seeds(np.mean, [one[key] for one in each]) for key in each[0]},
        {key: _over_seeds(_deviation, [one[key] for one in each]) for key in each[0]},
        fate.skill, fate.low, fate.high, fate.p, fate.p_holm,
    )  # fmt: skip


def _ensemble_row(cell: _Cell, truth: Ints, against: "np.ndarray") -> Classifier:
    told, seeds = cell.scaled.mean(axis=0), len(cell.raw)
    gain = _gain(told, truth, against, True)
    return Classifier(
        cell.runs.cell, "ensemble", seeds, cell.runs.weights * seeds, scores(truth, told), {}, *gain
    )


def _gain(told: Floats, truth: Ints, against: "np.ndarray", other: bool) -> tuple[float, Any, Any]:
    """Accuracy above the reference with its interval; the reference itself has none."""
    if not other:
        return 0.0, None, None
    right = (told.argmax(axis=1) == truth)[None]
    gain, low, high, _ = accuracy_difference(right, against, seed=BOOTSTRAP_SEED)
    return gain, low, high


def _validation_loss(cell: _Cell, simple: Arrays) -> float:
    told = softmax(cell.runs.stacked("validation")).mean(axis=0)
    return log_loss(simple["validation_truth"], told)


def _calibration(cell: _Cell, truth: Ints) -> Calibration:
    raw, scaled = cell.raw.mean(axis=0), cell.scaled.mean(axis=0)
    return Calibration(
        float(np.mean(cell.temperatures)),
        reliability(truth, raw),
        reliability(truth, scaled),
        calibration_error(truth, raw),
        calibration_error(truth, scaled),
        len(cell.simple["calibration_truth"]),
    )


def _mistakes(told: Floats, simple: Arrays) -> tuple[Mistake, ...]:
    truth, rows = simple["test_truth"], simple["test_rows"]
    wrong = np.flatnonzero(told.argmax(axis=1) != truth)
    order = wrong[np.argsort(-told.max(axis=1)[wrong], kind="stable")][:MOST_MISTAKES]
    ranks = np.argsort(-told, axis=1, kind="stable")
    return tuple(
        Mistake(int(rows[n]), int(truth[n]), int(ranks[n, 0]), float(told[n].max()), int(ranks[n, 1]))
        for n in order
    )


def _over_seeds(how: Any, values: Sequence[float | None]) -> float | None:
    return None if any(value is None for value in values) else float(how(np.array(values, dtype=float)))


def _deviation(values: Floats) -> float:
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0
