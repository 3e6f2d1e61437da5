"""The columns of the table of runs: what each holds, and how it reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.compare.view import View, letter
from app.experiments.settings_table import shown
from app.i18n import Translate
from app.moments import made
from app.numbers import NONE, figure, percent, whole
from core.compare.comparison import LOSS, Comparison
from core.compare.rows import Row
from core.compare.settings import differing

SETTING = "set."  # begins the name of a column that holds a setting
ALWAYS = ("cell", "seed")
FACTS = ("state", "units", "weights", "seconds", "samples", "updates", "best_updates", "epochs", "best_epoch",
         "latency", "device", "kernel", "data", "created")  # fmt: skip
FRACTIONS = ("seconds", "latency", "epochs", "best_epoch")
WHOLE = ("seed", "units", "weights", "samples", "updates", "best_updates")


@dataclass(frozen=True)
class Column:
    """One column of the table."""

    name: str  # in the address and in files
    title: str
    value: Callable[[Row], Any]  # a number where it is one; None where it is not known
    tell: Callable[[Any], str]  # how it reads
    apart: bool = False  # a setting that differs between the runs
    best: str | None = None  # "low" or "high": which value is best


def columns_of(view: View) -> dict[str, Column]:
    """Every column there is for some runs, by name."""
    t = view.t
    found = [_experiment(view)] if len(view.experiments) > 1 else []
    facts = [name for name in FACTS if name != "latency" or name in view.task.costs]
    found += [_fact(t, name) for name in (*ALWAYS, *facts)]
    if sized(view):
        found = [replace(one, apart=one.name == "units") for one in found]
    found += [_measure(t, view.task, one.name) for one in (*view.task.measures, LOSS)]
    found += [_setting(t, name) for name in apart(view)]
    return {column.name: column for column in found}


def default_columns(view: View) -> list[str]:
    """What is shown until a person has chosen otherwise."""
    states = ["state"] if any(row.run.state != "done" for row in view.rows) else []
    tested = any(row.lacks is None for row in view.rows)
    scores = [one.name for one in view.task.measures[:4]] if tested else []
    untested = [LOSS.name] if any(row.lacks == "trial" for row in view.rows) or not tested else []
    return [*states, *scores, *untested, "weights", "seconds", "best_updates"]


def fixed(view: View) -> list[str]:
    """What names a run, and the settings that differ: always shown."""
    home = ["experiment"] if len(view.experiments) > 1 else []
    units = ["units"] if sized(view) else []
    return [*home, *ALWAYS, *units, *(SETTING + name for name in apart(view))]


def sized(view: View) -> bool:
    """Whether the runs differ in their units, which each run has its own of."""
    return len({row.run.units for row in view.rows}) > 1


def apart(view: View) -> list[str]:
    """The settings that differ between the runs."""
    return differing([row.settings for row in view.rows])[0]


def _experiment(view: View) -> Column:
    return Column(
        "experiment",
        view.t("compare.column.experiment"),
        lambda row: f"{letter(row.place)} · {view.titles[row.experiment.id]}",
        lambda value: str(value).split(" · ")[0],  # the names stand above; a phone has no room for them
    )


def _fact(t: Translate, name: str) -> Column:
    values: dict[str, Callable[[Row], Any]] = {
        "cell": lambda row: t(f"cell.{row.run.cell}"),
        "state": lambda row: _state(t, row),
        "device": lambda row: row.run.device,
        "kernel": lambda row: t(f"kernel.{row.run.kernel}") if row.run.kernel else None,
        "data": lambda row: row.data_name,
        "created": lambda row: made(row.experiment.created),
        "seed": lambda row: row.run.seed,
        "units": lambda row: row.run.units,
        "weights": lambda row: row.run.weights,
        "latency": lambda row: row.cost("latency"),
    }
    value = values.get(name, lambda row: row.run.facts.get(name))
    tell = _or_none(whole if name in WHOLE else figure if name in FRACTIONS else str)
    best = "low" if name in ("weights", "seconds", "latency") else "high" if name == "samples" else None
    return Column(name, t(f"compare.column.{name}"), value, tell, best=best)


def _state(t: Translate, row: Row) -> str:
    state = "stopped" if row.run.state == "cancelled" else row.run.state
    told = t(f"state.{state}")
    return t("compare.trial", state=told) if row.run.kind == "trial" else told


def _measure(t: Translate, task: Comparison, name: str) -> Column:
    one = task.measure(name)
    tell = _or_none(percent if one.share else figure)
    best = "low" if one.lower else "high"
    return Column(name, t(f"metric.{name}"), lambda row: row.scores.get(name), tell, best=best)


def _setting(t: Translate, name: str) -> Column:
    def value(row: Row) -> Any:
        held = row.settings.get(name)
        return held if isinstance(held, int | float) and not isinstance(held, bool) else shown(t, name, held)

    def tell(held: Any) -> str:
        return held if isinstance(held, str) else shown(t, name, held)

    return Column(SETTING + name, t(f"spec.{name}"), value, _or_none(tell), apart=True)


def _or_none(tell: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: NONE if value is None or value != value else tell(value)
