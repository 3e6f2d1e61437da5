"""From the arrays that runs left to an Outcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats
from core.data.frame import Dataset
from core.data.measured import Measured
from core.evaluate import from_before
from core.evaluate.direction import direction
from core.evaluate.follows import follows_yesterday
from core.evaluate.known import stride as stride_of
from core.evaluate.look_ahead import LookAhead
from core.evaluate.residuals import LjungBox, ljung_box, season_lag
from core.evaluate.significance import non_overlapping
from core.evaluate.verdict import Judged, Verdict, verdict
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.blanks import rows_of
from core.tasks.forecast.cuts import Cuts, origins
from core.tasks.forecast.fans import Fans
from core.tasks.forecast.judging import added, chosen_beforehand, hardest, judge
from core.tasks.forecast.outcome import Added, Method, Outcome
from core.tasks.forecast.rows import baseline_row, cell_row, ruler, seeds_row, with_ridge_row
from core.tasks.forecast.sending import sent
from core.tasks.forecast.spec import ForecastSpec


def report(
    spec: ExperimentSpec,
    data: Dataset,
    baselines: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    *,
    ended: bool,
) -> Outcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        baselines: What the baselines' run left: truth, origins and each method's forecasts.
        facts: Its facts: protocol, scale of MASE, period, cuts, audits.
        cells: At least one cell with at least one finished seed.
        ended: All seeds are there, and refitted; otherwise the verdict is provisional.
    """
    outdated = from_before(facts)
    rows = rows_of(data, spec.of(ForecastSpec), facts)
    chosen = None if outdated else sent(baselines, cells, spec.of(ForecastSpec).horizon)
    fans = Fans(spec, rows, baselines, facts, cells, chosen.name if chosen else None)
    reference = hardest(baselines, fans.baseline_names)
    judged = [] if outdated else _judged(fans)
    combined = () if outdated else _added(fans)
    methods = _methods(fans, reference, judged, combined)
    stride, came = stride_of(baselines["test_origins"]), _first_step(baselines, rows)
    starts = baselines["test_origins"]
    independent = non_overlapping(len(starts), stride, spec.of(ForecastSpec).horizon, starts)
    return Outcome(
        verdict=_verdict(methods, judged, independent, not ended, spec),
        reference=reference,
        beforehand=chosen_beforehand(baselines, fans.baseline_names),
        methods=methods,
        chosen=chosen,
        added=combined,
        covered={name: fan.covered for name, fan in fans.intervals.items()},
        drawn={name: fan.drawn for name, fan in fans.intervals.items()},
        backtest=fans.backtest(),
        future=fans.future(),
        history=rows.values,
        outdated=outdated,
        refitted_before_test=all(runs.refitted_before_test for runs in cells),
        leakage=facts["leakage"],
        weights_leakage={runs.cell: runs.leakage for runs in cells if runs.leakage},
        look_ahead=tuple(LookAhead(**one) for one in facts.get("look_ahead", ())),
        follows={
            runs.cell: follows_yesterday(
                runs.prediction("test"),
                baselines["test_last"],
                baselines["test_truth"],
                stride=stride,
                rows=starts,
            )
            for runs in cells
        },
        directions={runs.cell: direction(runs.prediction("test")[:, 0], *came) for runs in cells},
        reference_direction=direction(baselines[f"test/{reference}"][:, 0], *came),
        residuals={runs.cell: _ljung_box(runs, baselines, facts["period"]) for runs in cells},
        windows=_windows(spec, facts),
        facts={**facts, "apart": independent, "stride": stride},
        seeds_done=min(len(runs.backtests) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def _judged(fans: Fans) -> list[Judged]:
    predictions = {runs.cell: runs.prediction("test") for runs in fans.cells}
    return judge(predictions, fans.baselines, fans.baseline_names, fans.spec.of(ForecastSpec).horizon)


def _added(fans: Fans) -> tuple[Added, ...]:
    predictions = {cell: fans.forecast(name, "test") for cell, name in fans.with_ridge.items()}
    seeds = {runs.cell: len(runs.seeds) for runs in fans.cells}
    return added(predictions, seeds, fans.baselines, fans.spec.of(ForecastSpec).horizon)


def _methods(
    fans: Fans, reference: str, judged: Sequence[Judged], combined: Sequence[Added]
) -> tuple[Method, ...]:
    """Every row, best skill first."""
    scale, horizon = fans.facts["scale"], fans.spec.of(ForecastSpec).horizon
    by = ruler(fans.baselines, reference, scale, horizon, tested=bool(judged))
    fates, gains = {one.cell: one for one in judged}, {one.cell: one for one in combined}
    found = [baseline_row(name, fans.baselines[f"test/{name}"], by) for name in fans.baseline_names]
    for runs in fans.cells:
        found += [cell_row(runs, fates.get(runs.cell), by), seeds_row(runs, by)]
        if name := fans.with_ridge.get(runs.cell):
            prediction = fans.forecast(name, "test")
            found.append(with_ridge_row(name, runs, prediction, gains.get(runs.cell), by))
    return tuple(sorted(found, key=lambda row: -(row.skill if row.skill is not None else -np.inf)))


def _verdict(
    methods: Sequence[Method],
    judged: Sequence[Judged],
    independent: int,
    provisional: bool,
    spec: ExperimentSpec,
) -> Verdict:
    """What was found; of an experiment from before, which is not judged, the cell with the lowest error."""
    if not judged:
        best = next(row.name for row in methods if row.kind == "cell")
        return Verdict("outdated", best, provisional=provisional, tests=0)
    return verdict(judged, independent=independent, provisional=provisional, wanted=spec.cells)


def _windows(spec: ExperimentSpec, facts: Mapping[str, Any]) -> int:
    unmeasured = facts["blanks"]["left_out"]["train"] if "blanks" in facts else 0
    task = replace(
        spec.of(ForecastSpec), lookback=facts.get("lookback", spec.of(ForecastSpec).lookback)
    )  # whole days
    return len(origins(Cuts(**facts["cuts"]), "train", task)) - unmeasured


def _first_step(baselines: Arrays, series: Measured) -> tuple[Floats, Floats]:
    """Values at the origins, as far as they were measured, and what came next; shape (origins,) each."""
    last = np.where(series.known[baselines["test_origins"]], baselines["test_last"], np.nan)
    return last, baselines["test_truth"][:, 0]


def _ljung_box(runs: CellRuns, baselines: Arrays, period: int) -> LjungBox:
    actual = baselines["test_truth"][:, 0]
    forecast = runs.prediction("test")[:, 0]
    starts = baselines["test_origins"]
    stride = stride_of(starts)
    lag = season_lag(int(np.sum(~np.isnan(actual))), stride, period)
    return ljung_box(actual - forecast, lag, rows=starts, stride=stride)
