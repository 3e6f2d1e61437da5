"""From the arrays of finished runs to the outcome over many series."""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.arrays import Arrays, Bools, Floats
from core.evaluate.many_series import Units, many_scores, mase, rmsse
from core.evaluate.paired_series import FEWEST_SERIES, judged_over_series, paired_series
from core.evaluate.significance import MIN_ORIGINS
from core.evaluate.verdict import Judged, verdict
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.over_seeds import mean_and_deviation
from core.tasks.panel.outcome import LEVELS, RIDGES, PanelMethod, PanelOutcome
from core.tasks.panel.sending import chosen_methods, picked, shared_steps
from core.words.methods import with_other

SENT = "sent"


def panel_report(
    spec: ExperimentSpec, arrays: Arrays, facts: dict[str, Any], cells: list[CellRuns], *, ended: bool
) -> PanelOutcome:
    """Judge what is there."""
    report = _Report(arrays, facts, cells)
    judged = report.judged(report.alone)
    found = verdict(
        judged, independent=_enough(report), provisional=not ended, wanted=spec.cells
    )  # fmt: skip
    added = report.judged(report.together, only=report.beforehand)
    chosen = report.chosen()
    return PanelOutcome(
        found, report.reference, report.beforehand, report.rows(judged, added, chosen), tuple(added),
        report.measure, chosen, (report.before, picked(report.calibration, chosen)), report.truth,
        report.test | {SENT: picked(report.test, chosen)},
        *report.sent(chosen), report.units, report.errors, report.counted, report.truth.shape[1], facts,
        min(len(one.seeds) for one in cells), spec.seeds,
    )  # fmt: skip


def _enough(report: "_Report") -> int:
    """What `verdict` compares with the fewest origins: enough series can take their place."""
    return MIN_ORIGINS if report.counted.sum() >= FEWEST_SERIES else report.truth.shape[1]


class _Report:
    """Forecasts by method in each block, and what is told of them."""

    def __init__(self, arrays: Arrays, facts: dict[str, Any], cells: list[CellRuns]) -> None:
        self.facts, self.cells = facts, cells
        self.measure = "rmsse" if facts["intermittent"] else "mase"
        self.truth, self.before = arrays["test_truth"], arrays["calibration_truth"]
        self.units = Units(arrays["unit_test"], arrays["unit_squared_test"])
        self.units_before = Units(arrays["unit_before"], arrays["unit_squared_before"])
        self.simple = [name.removeprefix("test/") for name in arrays if name.startswith("test/")]
        self.calibration = self._block(arrays, "calibration")
        errors = {name: self._mean(self._each(self.before, self.calibration[name], self.units_before))
                  for name in self.simple if name not in RIDGES}  # fmt: skip
        self.beforehand = min(errors, key=lambda name: errors[name])
        self.alone = [runs.cell for runs in cells]
        self.together = [with_other(cell, self.beforehand) for cell in self.alone]
        self.test, self.future = self._block(arrays, "test"), self._block(arrays, "final")
        self._with_cells()
        self.errors = {name: self._each(self.truth, one, self.units) for name, one in self.test.items()}
        self.counted: Bools = np.asarray(np.isfinite(np.stack(list(self.errors.values()))).all(axis=0))
        known = {name: self._mean(self.errors[name][self.counted]) for name in self.simple}
        self.reference = min(known, key=lambda name: known[name])

    def _block(self, arrays: Arrays, block: str) -> dict[str, Floats]:
        return {name: arrays[f"{block}/{name}"].astype(np.float64) for name in self.simple}

    def _with_cells(self) -> None:
        """Cells, and cells with the best local method, behind the simple ones."""
        for block, found in ((self.calibration, "calibration"), (self.test, "test")):
            alone = {runs.cell: runs.prediction(found).astype(np.float64) for runs in self.cells}
            self._add(block, alone)
        self._add(self.future, {runs.cell: runs.future().astype(np.float64) for runs in self.cells})

    def _add(self, block: dict[str, Floats], alone: Mapping[str, Floats]) -> None:
        block |= alone
        half = block[self.beforehand]
        block |= {with_other(cell, self.beforehand): (one + half) / 2 for cell, one in alone.items()}

    def _each(self, truth: Floats, told: Floats, units: Units) -> Floats:
        """What is judged, of each series; (series,)."""
        if self.measure == "rmsse":
            return rmsse(truth, told, units)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a series without any truth
            return np.asarray(np.nanmean(mase(truth, told, units), axis=1))

    def _by_origin(self, name: str, *, before: bool = False) -> Floats:
        """The same of each series and origin, of the test or of the calibration before it."""
        truth = self.before if before else self.truth
        told = (self.calibration if before else self.test)[name]
        units = self.units_before if before else self.units
        if self.measure == "mase":
            return mase(truth, told, units)
        origins = range(truth.shape[1])
        return np.stack([rmsse(truth[:, [at]], told[:, [at]], units) for at in origins], axis=1)

    @staticmethod
    def _mean(values: Floats) -> float:
        known = values[np.isfinite(values)]
        return float(known.mean()) if known.size else float("inf")

    def judged(self, names: list[str], only: str | None = None) -> list[Judged]:
        """Each against every simple method, or against one."""
        against = [only] if only else self.simple
        horizon = self.truth.shape[2]
        return judged_over_series(
            {name: self._by_origin(name) for name in names},
            {name: self._by_origin(name) for name in against},
            only or self.beforehand,
            horizon,
        )

    def chosen(self) -> tuple[str, ...]:
        """For each series what is sent."""
        errors = {name: self._by_origin(name, before=True) for name in self.calibration}
        finite = {name: one for name, one in errors.items() if np.isfinite(self.future[name]).any()}
        shared = shared_steps(self.facts["cuts"]["calibration"], self.before.shape[2])
        return chosen_methods(finite, shared)

    def sent(
        self, chosen: tuple[str, ...]
    ) -> tuple[Floats, dict[float, tuple[Floats, Floats]], dict[float, float | None]]:
        """What is sent, its intervals, and how many values of the test such intervals hold.

        Conformal: quantiles of the chosen method's errors on the calibration, in units of each series' own,
        over all series together, step by step.
        """
        future, told = picked(self.future, chosen)[:, 0], picked(self.test, chosen)
        bounds, coverage = {}, {}
        for level in LEVELS:
            each = self._reach(level)
            reach = np.stack([each[name] for name in chosen]) * self.units.absolute[:, None]
            low, high = future - reach, future + reach
            bounds[level] = (np.maximum(low, 0.0) if self.facts["logarithm"] else low, high)
            known = np.isfinite(self.truth) & np.isfinite(told) & np.isfinite(reach)[:, None]
            held = np.abs(self.truth - told) <= reach[:, None]
            coverage[level] = float(held[known].mean()) if known.any() else None
        return future, bounds, coverage

    def _reach(self, level: float) -> dict[str, Floats]:
        found = {}
        for name, one in self.calibration.items():
            missed = np.abs(one - self.before) / self.units_before.absolute[:, None, None]
            flat = missed.reshape(-1, missed.shape[2])
            count = max(int(np.isfinite(flat).all(axis=1).sum()), 1)
            share = min(1.0, np.ceil((count + 1) * level) / count)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)  # no series has a unit
                found[name] = np.nanquantile(flat, share, axis=0)
        return found

    def rows(
        self, judged: list[Judged], added: list[Judged], chosen: tuple[str, ...]
    ) -> tuple[PanelMethod, ...]:
        """Every method, the lowest error first."""
        weights = {runs.cell: (len(runs.seeds), runs.weights) for runs in self.cells}
        fates = {one.cell: one for one in (*judged, *added)}
        found = [self._row(name, "simple", self.test[name]) for name in self.simple]
        for cell, both in zip(self.alone, self.together, strict=True):
            found.append(self._row(cell, "cell", self.test[cell], *weights[cell], fates[cell]))
            found.append(self._row(both, "with_local", self.test[both], *weights[cell], fates[both]))
        found += [self._seeds(runs) for runs in self.cells]
        found.append(self._row(SENT, SENT, picked(self.test, chosen)))
        return tuple(sorted(found, key=lambda row: _first(row.scores[self.measure])))

    def _row(
        self, name: str, kind: str, told: Floats, seeds: int = 1, weights: int = 0, fate: Judged | None = None
    ) -> PanelMethod:
        errors, theirs = self._each(self.truth, told, self.units), self.errors[self.reference]
        kept = self.counted & np.isfinite(errors)
        wins = float((errors[kept] < theirs[kept]).mean()) if kept.any() else None
        gain, low, high = (None, None, None)
        if name != self.reference and kept.any() and theirs[kept].sum() > 0:
            gain = 1 - float(errors[kept].mean() / theirs[kept].mean())
            low, high = (fate.low, fate.high) if fate else (None, None)
        if gain is not None and kept.sum() >= FEWEST_SERIES:
            one = paired_series(errors[kept], theirs[kept])
            low, high = one.low, one.high
        return PanelMethod(
            name, kind, seeds, weights, many_scores(self.truth, told, self.units), {}, wins,
            0.0 if name == self.reference else gain, low, high,
            fate.p if fate else None, fate.p_holm if fate else None,
        )  # fmt: skip

    def _seeds(self, runs: CellRuns) -> PanelMethod:
        each = [many_scores(self.truth, one.astype(np.float64), self.units) for one in runs.stacked("test")]
        means, spread = mean_and_deviation(each)
        return PanelMethod(runs.cell, "seeds", len(each), runs.weights, means, spread)


def _first(score: float | None) -> float:
    return float("inf") if score is None else score
