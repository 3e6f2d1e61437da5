"""The section of `docs/tasks.md` on classifying whole series, from what `benchmarks.tasks_classify` found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.record import machine
from core.specs import ExperimentSpec
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classify.spec import ClassifySpec

PUBLISHED = {  # TWIESN, an echo state network (Ismail Fawaz et al. 2019), accuracy in percent
    "GunPoint": 96.1,
    "ArrowHead": 65.9,
    "ItalyPowerDemand": 88.0,
    "OSULeaf": 59.5,
    "JapaneseVowels": 96.5,
}
SIMPLE = {
    "nearest": "1-NN Euclid", "nearest_dtw": "1-NN DTW", "ridge_values": "ridge",
    "summary_logistic": "features",
}  # fmt: skip

SENT = SIMPLE | {"majority": "largest class"}  # as what is to be used is called; cells by their names


@dataclass(frozen=True)
class Found:
    """What was found of one set."""

    spec: ExperimentSpec
    outcome: ClassOutcome
    seconds: Mapping[str, float]  # of training a network, by cell

    @property
    def together(self) -> float:
        """The accuracy of the mean of the cells' probabilities, in percent."""
        mean = np.mean([self.outcome.probabilities[cell] for cell in self.spec.cells], axis=0)
        return 100 * float(np.mean(mean.argmax(axis=1) == self.outcome.truth))

    def share(self, method: str) -> float:
        """The accuracy of a method, in percent."""
        told = self.outcome.probabilities[method].argmax(axis=1)
        return 100 * float(np.mean(told == self.outcome.truth))


def page(found: Mapping[str, Found]) -> str:
    """Everything that is known, as tables."""
    first = next(iter(found.values())).spec
    text = (
        f"Accuracy in percent on the given test series; {first.seeds} seeds, the settings that the page "
        f"begins with; {machine()} One thread. A cell: the mean of its seeds' probabilities. Best: the cell "
        "with the lowest loss on the validation series, a part of the training ones. All: the mean of the "
        "cells, which the pages do not offer. To use: what the product names before the test. TWIESN: the "
        "published recurrent reference, an echo state network, as Ismail Fawaz et al. (2019) have it; it is "
        "trained on all training series. The settings were chosen on folds of the training series (GRU, two "
        "or three seeds). Two earlier choices had been scored on the test, too: with one layer and dropout "
        "0.2 (3 seeds) best was above TWIESN on 2 of 5 sets, with one layer and without dropout of one "
        "column (5 seeds) on 3. No figure of DTW: more series than the product warps."
    )
    heads = ["set", "classes", "train", "test", "TWIESN", "best", "all", *map(str.upper, first.cells)]
    rows = [[*heads, *SIMPLE.values(), "to use"], *(_row(name, one) for name, one in found.items())]
    about = (
        "Single seeds: mean and standard deviation. Gain: points above the simple method that is hardest to "
        "beat on the test; p: paired bootstrap against all of them, Holm over the cells."
    )
    details = [["set", "cell", "single seeds %", "gain", "p", "weights", "seconds a network"]]
    details += [_detail(name, one, cell) for name, one in found.items() for cell in first.cells]
    return "\n\n".join([text, _settings(found), _above(found), table(rows), about, table(details)])


def table(rows: Sequence[Sequence[str]]) -> str:
    """In Markdown; the first row holds the heads."""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _settings(found: Mapping[str, Found]) -> str:
    """What networks were like, of which sets."""
    known: dict[str, list[str]] = {}
    for name, one in found.items():
        task, model, training = one.spec.of(ClassifySpec), one.spec.model, one.spec.training
        layers = f"{model.layers} {'layer' if model.layers == 1 else 'layers'} of {model.units} units"
        ways = "both ways" if model.bidirectional else "forwards"
        told = (
            f"{layers}, {ways}, {task.pooling} pooling over time, at most {task.most_steps} steps, "
            f"dropout {model.dropout:g} and {task.output_dropout:g}, Adam {training.learning_rate:g}, at "
            f"most {training.updates} updates"
        )
        known.setdefault(told, []).append(name)
    return " ".join(f"{', '.join(names)}: {told}." for told, names in known.items())


def _above(found: Mapping[str, Found]) -> str:
    """Of how many sets the published figure is passed, by whom."""
    shares = {"best": lambda one: one.share(one.outcome.shown), "all": lambda one: one.together}
    cells = next(iter(found.values())).spec.cells
    shares |= {cell.upper(): lambda one, cell=cell: one.share(cell) for cell in cells}
    counts = {who: sum(share(one) > PUBLISHED[name] for name, one in found.items())
              for who, share in shares.items()}  # fmt: skip
    told = ", ".join(f"{who} on {count}" for who, count in counts.items())
    return f"Above TWIESN, of {len(found)} sets: {told}."


def _row(name: str, one: Found) -> list[str]:
    sizes, sent = one.outcome.facts["sizes"], one.outcome.chosen.name if one.outcome.chosen else ""
    train = sum(sizes[block] for block in ("train", "validation", "calibration"))
    figures = [f"{one.share(one.outcome.shown):.1f}", f"{one.together:.1f}"]
    figures += [f"{one.share(cell):.1f}" for cell in one.spec.cells]
    figures += [
        f"{one.share(method):.1f}" if method in one.outcome.probabilities else "" for method in SIMPLE
    ]
    counts = [str(len(one.outcome.classes)), str(train), str(sizes["test"])]
    return [name, *counts, f"{PUBLISHED[name]:.1f}", *figures, SENT.get(sent, sent.upper())]


def _detail(name: str, one: Found, cell: str) -> list[str]:
    """A cell's single seeds, what it gained on the best simple method, and what it cost."""
    rows = {row.kind: row for row in one.outcome.methods if row.name == cell}
    mean, spread = rows["seeds"].scores["accuracy"] or 0.0, rows["seeds"].deviation["accuracy"] or 0.0
    gain, p = rows["cell"].gain or 0.0, rows["cell"].p_holm
    figures = [
        f"{100 * mean:.1f} ± {100 * spread:.1f}",
        f"{100 * gain:+.1f}",
        "" if p is None else f"{p:.3g}",
    ]
    return [name, cell.upper(), *figures, str(rows["cell"].weights), f"{one.seconds[cell]:.0f}"]
