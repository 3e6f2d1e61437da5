"""A sweep's settings and tests as rows, for the page and to take home."""

import pandas as pd

from app.i18n import Translate
from app.numbers import NONE, SPACE, figure, p_value, percent, whole
from app.sweep.words import dimension_name, dimension_value
from app.tasks import VIEWS
from core.sweeps.api import trial_row
from core.sweeps.records import Sweep, Trial, ranked
from core.sweeps.report import SweepReport
from core.sweeps.spec import NUMBERS

MOST_ROWS = 40  # of a table on the page; the file holds all
ORDER = ("running", "queued", "failed", "stopped")  # of those without a rank


def in_order(trials: list[Trial]) -> list[Trial]:
    """The ranking first, then what runs, waits, failed and was stopped."""
    best = ranked(trials)
    others = [trial for trial in trials if trial.state != "done"]
    return best + sorted(others, key=lambda trial: (ORDER.index(trial.state), trial.number))


def ranking_rows(t: Translate, sweep: Sweep, trials: list[Trial]) -> list[dict[str, str]]:
    """One row per setting, best first."""
    shown = in_order(trials)[:MOST_ROWS]
    return [_row(t, sweep, trial, place) for place, trial in enumerate(shown, 1)]


def _row(t: Translate, sweep: Sweep, trial: Trial, place: int) -> dict[str, str]:
    done = trial.state == "done"
    row = {t("sweep.column.rank"): str(place) if done else NONE}
    row[t("audit.column.cell")] = t(f"cell.{trial.setting.cell}")
    row[t(f"sweep.loss.{sweep.task}")] = _loss(trial)
    for name in NUMBERS:
        value = trial.units if name == "units" else getattr(trial.setting, name)
        row[dimension_name(t, sweep.spec, name)] = dimension_value(name, value)
    if VIEWS[sweep.task].shares:
        row[t("sweep.column.accuracy")] = percent(trial.fact("accuracy"))
    row[t("column.weights")] = whole(trial.weights)
    row[t("sweep.column.seconds")] = figure(trial.fact("seconds"))
    row[t("sweep.column.state")] = t(f"state.{trial.state}")
    return row


def _loss(trial: Trial) -> str:
    if not trial.losses:
        return NONE
    spread = trial.deviation
    return f"{figure(trial.loss, 4)} ± {figure(spread, 2)}" if spread is not None else figure(trial.loss, 4)


def pair_rows(t: Translate, report: SweepReport) -> list[dict[str, str]]:
    """One row per test between two cells' best settings."""
    return [
        {
            t("sweep.column.better"): t(f"cell.{pair.better}"),
            t("sweep.column.other"): t(f"cell.{pair.other}"),
            t("sweep.column.difference"): percent(pair.difference),
            t("column.p"): p_value(pair.p_holm).removeprefix(f"={SPACE}"),
            t("column.finding"): t(f"sweep.pair.{_finding(pair.p, pair.told_apart)}"),
        }
        for pair in report.pairs
    ]


def _finding(p: float | None, told_apart: bool) -> str:
    if p is None:
        return "too_few"
    return "apart" if told_apart else "close"


def sweep_table(trials: list[Trial]) -> pd.DataFrame:
    """Every setting that was begun, best first; losses are of validation rows."""
    rows = [trial_row(trial) | {"reason": (trial.error or {}).get("key", "")} for trial in in_order(trials)]
    table = pd.DataFrame(rows).drop(columns="error").rename(columns={"deviation": "validation_loss_sd"})
    table["tried"] = len(trials)
    table["chosen"] = [place == 0 and trial.state == "done" for place, trial in enumerate(in_order(trials))]
    return table.set_index("number")
