"""From the arrays that runs left to an Outcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from core.arrays import Floats
from core.data.frame import Dataset
from core.data.measured import Measured
from core.evaluate.direction import direction
from core.evaluate.follows import follows_yesterday
from core.evaluate.known import losses as losses_of
from core.evaluate.known import stride as stride_of
from core.evaluate.look_ahead import LookAhead
from core.evaluate.metrics import mae
from core.evaluate.residuals import LjungBox, ljung_box, season_lag
from core.evaluate.significance import diebold_mariano, holm, non_overlapping, skill, skill_interval
from core.evaluate.verdict import Judged, verdict
from core.runs.arrays import Arrays
from core.specs import ExperimentSpec
from core.tasks.blanks import is_outdated, rows_of
from core.tasks.cell_runs import CellRuns
from core.tasks.cuts import Cuts, origins
from core.tasks.fans import Fans
from core.tasks.method_rows import cell_row, ensemble_row, simple_row
from core.tasks.outcome import Outcome
from core.tasks.sending import sent

BOOTSTRAP_SEED = 20


def report(
    spec: ExperimentSpec,
    data: Dataset,
    simple: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    *,
    ended: bool,
) -> Outcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        simple: What the simple methods' run left: truth, origins and each method's forecasts.
        facts: Its facts: scale of MASE, period, cuts, audits.
        cells: At least one cell with at least one finished seed.
        ended: All seeds are there; otherwise the verdict is provisional.
    """
    rows = rows_of(data, spec.forecast, facts)
    chosen = sent(simple, cells, spec.forecast.horizon)
    fans = Fans(spec, rows, simple, facts, cells, chosen.name)
    names = fans.simple_names
    reference = reference_method(simple, names)
    judged = judge(cells, simple, reference, spec)
    between = partial(_skill_interval, simple=simple, reference=reference, spec=spec)
    methods = [
        simple_row(name, simple, reference, facts["scale"], between(simple[f"test/{name}"])) for name in names
    ]
    for runs, fate in zip(cells, judged, strict=True):
        methods += [
            cell_row(runs, simple, fate, facts["scale"]),
            ensemble_row(runs, simple, reference, facts["scale"], between(runs.stacked("test").mean(axis=0))),
        ]
    stride, came = stride_of(simple["test_origins"]), _first_step(simple, rows)
    apart = non_overlapping(len(simple["test_origins"]), stride, spec.forecast.horizon)
    return Outcome(
        verdict=verdict(
            judged,
            origins_non_overlapping=apart,
            provisional=not ended,
            wanted=spec.cells,
        ),
        reference=reference,
        methods=tuple(sorted(methods, key=lambda m: -(m.skill if m.skill is not None else -np.inf))),
        sent=chosen,
        covered={name: fan.covered for name, fan in fans.intervals.items()},
        drawn={name: fan.drawn for name, fan in fans.intervals.items()},
        backtest=fans.backtest(),
        future=fans.future(),
        history=rows.values,
        outdated=is_outdated(data, spec.forecast, facts),
        leakage=facts["leakage"],
        weights_leakage={runs.cell: runs.leakage for runs in cells if runs.leakage},
        look_ahead=tuple(LookAhead(**one) for one in facts.get("look_ahead", ())),
        follows={
            runs.cell: follows_yesterday(
                runs.stacked("test").mean(axis=0), simple["test_last"], simple["test_truth"], stride=stride
            )
            for runs in cells
        },
        directions={runs.cell: direction(runs.stacked("test").mean(axis=0)[:, 0], *came) for runs in cells},
        reference_direction=direction(simple[f"test/{reference}"][:, 0], *came),
        residuals={runs.cell: _ljung_box(runs, simple, facts["period"]) for runs in cells},
        windows=_windows(spec, facts),
        facts={**facts, "apart": apart, "stride": stride},
        seeds_done=min(len(runs.backtests) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def reference_method(simple: Arrays, names: Sequence[str]) -> str:
    """The simple method with the lowest MAE on the calibration rows."""
    known = [name for name in names if f"calibration/{name}" in simple]
    return min(known, key=lambda name: mae(simple[f"calibration/{name}"], simple["calibration_truth"]))


def _skill_interval(
    forecast: Floats, *, simple: Arrays, reference: str, spec: ExperimentSpec
) -> tuple[float | None, float | None]:
    """Of one forecast against the reference; the reference itself has none."""
    truth, other = simple["test_truth"], simple[f"test/{reference}"]
    if forecast is other:
        return None, None
    block = -(-spec.forecast.horizon // stride_of(simple["test_origins"]))
    losses = losses_of(forecast, truth)[None]
    return skill_interval(losses, losses_of(other, truth), block=block, seed=BOOTSTRAP_SEED)


def judge(cells: Sequence[CellRuns], simple: Arrays, reference: str, spec: ExperimentSpec) -> list[Judged]:
    """Each cell against the reference and the last value, one-sided, Holm over the cells."""
    truth, horizon, stride = simple["test_truth"], spec.forecast.horizon, stride_of(simple["test_origins"])
    against = losses_of(simple[f"test/{reference}"], truth)
    last = losses_of(simple["test/last_value"], truth)
    found = []
    for runs in cells:
        losses = losses_of(runs.stacked("test"), truth)
        p = _harder(losses.mean(axis=0), (against, last), horizon, stride)
        low, high = skill_interval(losses, against, block=-(-horizon // stride), seed=BOOTSTRAP_SEED)
        found.append((runs.cell, skill(float(losses.mean()), float(against.mean())), low, high, p))
    adjusted = holm([p for *_, p in found])
    return [Judged(*row, p_holm) for row, p_holm in zip(found, adjusted, strict=True)]


def _harder(losses: Floats, others: Sequence[Floats], horizon: int, stride: int) -> float | None:
    """The larger p of better than each: whoever is called better is better than all (Berger 1982).

    The reference is chosen on few calibration rows. On a random walk it is often a method that is worse than
    the last value by chance, and to beat that alone is no feat: it came up on 7 of 100 walks, both on 2.
    """
    tests = [diebold_mariano(losses, other, horizon=horizon, stride=stride) for other in others]
    ps = [test.p for test in tests if test.p is not None]
    return max(ps) if len(ps) == len(tests) else None


def _windows(spec: ExperimentSpec, facts: Mapping[str, Any]) -> int:
    unmeasured = facts["blanks"]["left_out"]["train"] if "blanks" in facts else 0
    return len(origins(Cuts(**facts["cuts"]), "train", spec.forecast)) - unmeasured


def _first_step(simple: Arrays, series: Measured) -> tuple[Floats, Floats]:
    """Values at the origins, as far as they were measured, and what came next; shape (origins,) each."""
    last = np.where(series.known[simple["test_origins"]], simple["test_last"], np.nan)
    return last, simple["test_truth"][:, 0]


def _ljung_box(runs: CellRuns, simple: Arrays, period: int) -> LjungBox:
    actual = simple["test_truth"][:, 0]
    forecast = runs.stacked("test").mean(axis=0)[:, 0]
    return ljung_box(
        actual - forecast,
        season_lag(int(np.sum(~np.isnan(actual))), stride_of(simple["test_origins"]), period),
    )
