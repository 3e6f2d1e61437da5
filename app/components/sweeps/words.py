"""A sweep's settings and findings in words."""

from app.errors import literal
from app.i18n import Translate
from app.numbers import NONE, figure, interval, p_value, percent, signed, whole
from core.runs.records import Experiment
from core.specs import ForecastSpec
from core.sweeps.records import Sweep, Trial
from core.sweeps.report import Scored, SweepReport
from core.sweeps.spec import NUMBERS, SweepSpec


def dimension_name(t: Translate, spec: SweepSpec, name: str) -> str:
    """What people call a dimension; how much a network sees has a name in each task."""
    field = spec.base.task.span if name == "lookback" else name
    return t(f"spec.{field}")


def dimension_value(name: str, value: float) -> str:
    """A value as people write it."""
    return f"{value:g}" if name == "learning_rate" else whole(value)


def varied(spec: SweepSpec) -> list[str]:
    """The dimensions of numbers of which more than one value may come up."""
    return [name for name in NUMBERS if len(getattr(spec, name)) > 1]


def setting_words(t: Translate, spec: SweepSpec, trial: Trial) -> str:
    """The cell and what is varied besides, e.g. "GRU · 32 units · rate 0.005"."""
    told = [t(f"cell.{trial.setting.cell}")]
    for name in varied(spec) or ["units"]:
        told.append(t(f"sweep.value.{name}", value=dimension_value(name, getattr(trial.setting, name))))
    return " · ".join(told)


def sweep_line(t: Translate, sweep: Sweep) -> str:
    """What a sweep tries, in one line."""
    spec = sweep.spec
    facts = {"cells": ", ".join(t(f"cell.{cell}") for cell in spec.cells), "seeds": spec.seeds}
    return t(
        "sweep.line", sampler=t(f"option.sampler.{spec.sampler}"), settings=whole(spec.settings), **facts
    )


def on_what(t: Translate, sweep: Sweep) -> str:
    """The data and the task, safe to show as Markdown."""
    task = sweep.spec.base.task
    if isinstance(task, ForecastSpec):
        told = t("sweep.on.forecast", data=sweep.data_name, target=task.target, horizon=task.horizon)
    else:
        told = t("sweep.on.sentiment", data=sweep.data_name)
    return literal(told)


def headline(t: Translate, sweep: Sweep, report: SweepReport) -> str:
    """What to use, in one sentence without markup."""
    assert report.advice is not None
    reference = t(f"method.{report.scored.reference}") if report.scored else ""
    best = setting_words(t, sweep.spec, report.advice.winner)
    return t(f"sweep.use.{report.advice.use}", setting=best, reference=reference, tried=len(report.trials))


def reasons(t: Translate, sweep: Sweep, report: SweepReport, experiment: Experiment | None) -> list[str]:
    """Quality on test, significance on validation, cost: a sentence each."""
    told = [_quality(t, sweep, report.scored, len(report.trials))] if report.scored else []
    if report.scored is None and sweep.winner is not None:
        told.append(t("sweep.scoring" if experiment else "sweep.winner_gone"))
    return [*told, _significance(t, sweep, report), *_cost(t, sweep, report)]


def _quality(t: Translate, sweep: Sweep, scored: Scored, tried: int) -> str:
    return t(
        f"sweep.quality.{sweep.task}",
        tried=tried,
        score=percent(scored.score) if sweep.task == "sentiment" else figure(scored.score),
        gain=signed(scored.gain),
        interval=interval(scored.low, scored.high) or NONE,
        reference=t(f"method.{scored.reference}"),
        p=p_value(scored.p),
    )


def _significance(t: Translate, sweep: Sweep, report: SweepReport) -> str:
    found = report.advice
    assert found is not None
    cells = ", ".join(t(f"cell.{cell}") for cell in found.close)
    return t(f"sweep.told.{found.told}", cells=cells, tests=report.tests, judged=whole(report.judged))


def _cost(t: Translate, sweep: Sweep, report: SweepReport) -> list[str]:
    found = report.advice
    assert found is not None
    if found.cheaper is None:
        return []
    faster = t("sweep.times", times=figure(found.faster, 2))
    return [t("sweep.cheaper", setting=setting_words(t, sweep.spec, found.cheaper), faster=faster)]
