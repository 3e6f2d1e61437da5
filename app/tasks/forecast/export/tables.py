"""Forecasts, scores and the series as tables that programs and spreadsheets read."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from app.exports.tables import table_csv
from app.tasks.forecast.methods import seeds_below
from core.arrays import Floats
from core.data.frame import Dataset
from core.data.measured import measured
from core.evaluate import PROTOCOL
from core.tasks.forecast.outcome import Method, Outcome

SPELT_OUT = {"mean": "historical_mean"}  # beside forecasts, "mean" would read as that of their distribution
AGAINST = {"cell": "every_simple_method", "with_ridge": "ridge"}  # what better is tested against, by kind


def data_csv(data: Dataset, target: str) -> bytes:
    """The table as the networks had it: times or steps first, then every column; what is missing is empty.

    Scripts read it, so it is written the same for everybody.

    Args:
        target: That is forecast; times between its values that had no row have an empty one.
    """
    return table_csv(measured(data, target).whole.frame)


def forecast_table(outcome: Outcome) -> pd.DataFrame:
    """The forecast from the last row, a line per step: what to send first, then every other method."""
    columns: dict[str, Floats] = {}
    for name, values in sent_first(outcome, outcome.future.forecasts):
        columns |= with_bounds(name, values, outcome.future.intervals.get(name, {}))
    times = outcome.future.times
    return pd.DataFrame(columns, index=times.rename(times.name or "time"))


def sent_first(outcome: Outcome, forecasts: Mapping[str, Floats]) -> list[tuple[str, Floats]]:
    """Forecasts by method, that which is to be sent before all others."""
    return sorted(forecasts.items(), key=lambda one: one[0] != outcome.sent.name)


def with_bounds(
    name: str, values: Floats, bounds: Mapping[float, tuple[Floats, Floats]]
) -> dict[str, Floats]:
    """A method's column, and those of its intervals' ends by level."""
    told = SPELT_OUT.get(name, name)
    columns = {told: values.ravel()}
    for level, (low, high) in bounds.items():
        columns[f"{told}_lo{100 * level:.0f}"] = low.ravel()
        columns[f"{told}_hi{100 * level:.0f}"] = high.ravel()
    return columns


def methods_table(outcome: Outcome) -> pd.DataFrame:
    """Every method with its scores on the test origins, a cell's single seeds below it; what is not defined
    is empty.

    Skill is against the baseline that was hardest to beat. `p` is that of better than what
    `tested_against` says, `p_worse` that of worse than the baseline that was chosen before the test.
    """
    families = {"cell": outcome.verdict.tests, "with_ridge": sum(one.p is not None for one in outcome.added)}
    rows = [
        _method(method)
        | {
            "tested_against": AGAINST.get(method.kind, ""),
            "holm_one_sided_tests": families.get(method.kind),
            "skill_against": outcome.reference,
            "chosen_before_test": outcome.beforehand,
            "protocol": PROTOCOL,
        }
        for method in seeds_below(outcome.methods)
    ]
    return pd.DataFrame(rows).set_index("method")


def ablation_table(outcome: Outcome) -> pd.DataFrame:
    """Each cell with and without the covariates."""
    rows = [asdict(one) | {"finding": one.finding} for one in outcome.ablation]
    return pd.DataFrame(rows).set_index("cell")


def _method(method: Method) -> dict[str, Any]:
    deviations = {f"{name}_sd": value for name, value in method.deviation.items()}
    return {
        "method": method.name, "kind": method.kind, "seeds": method.seeds, "parameters": method.weights,
        **method.scores, **deviations,
        "skill": method.skill, "skill_lo95": method.low, "skill_hi95": method.high,
        "p": method.p, "p_holm": method.p_holm,
        "p_worse": method.p_worse, "p_worse_holm": method.p_worse_holm,
    }  # fmt: skip
