"""A sweep's settings and findings in words."""

from app.errors import literal
from app.i18n import Translate
from app.numbers import NONE, figure, interval, p_value, percent, points, points_interval, signed, whole
from app.tasks import VIEWS
from app.tasks.base import part
from core.specs import ExperimentSpec
from core.store.datasets import Data
from core.store.records import Experiment
from core.sweeps.advice import Advice
from core.sweeps.records import Sweep, Trial
from core.sweeps.report import Scored, SweepReport
from core.sweeps.spec import NUMBERS, SweepSpec
from core.words.methods import method_word


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
    return "\u00a0· ".join(told)


def sweep_line(t: Translate, sweep: Sweep) -> str:
    """What a sweep tries, in one line."""
    spec = sweep.spec
    facts = {"cells": t("words.comma").join(t(f"cell.{cell}") for cell in spec.cells), "seeds": spec.seeds}
    return t(
        "sweep.line", sampler=t(f"option.sampler.{spec.sampler}"), settings=whole(spec.settings), **facts
    )


def on_what(t: Translate, spec: ExperimentSpec, data: Data) -> str:
    """The data and the task, safe to show as Markdown."""
    line: str = part(VIEWS[spec.task.kind].line)(t, spec, data)
    return literal(line)


def headline(t: Translate, sweep: Sweep, report: SweepReport) -> str:
    """What to use, in one sentence without markup."""
    found = _advice(report)
    reference = method_word(t, report.scored.reference) if report.scored else ""
    sent = method_word(t, report.scored.sent) if report.scored and report.scored.sent else reference
    best = setting_words(t, sweep.spec, found.winner)
    facts = {"setting": best, "reference": reference, "sent": sent, "tried": len(report.trials)}
    return t(f"sweep.use.{found.use}", **facts)


def reasons(t: Translate, sweep: Sweep, report: SweepReport, experiment: Experiment | None) -> list[str]:
    """Quality on test, significance on validation, cost: a sentence each."""
    best, found = setting_words(t, sweep.spec, _advice(report).winner), _advice(report)
    told = [_quality(t, sweep, report.scored, best, len(report.trials))] if report.scored else []
    if report.scored is None and sweep.winner is not None:
        told.append(t("sweep.scoring" if experiment else "sweep.winner_gone"))
    cells = t("words.comma").join(t(f"cell.{cell}") for cell in found.close)
    facts = {"setting": best, "cells": cells, "tests": report.tests, "judged": judged_words(t, sweep, report)}
    told.append(t(f"sweep.told.{found.told}", **facts))
    if sweep.spec.seeds == 1:
        told.append(t("sweep.one_seed"))
    if found.cheaper is not None:
        faster = t("sweep.times", times=figure(found.faster, 2))
        cheaper = setting_words(t, sweep.spec, found.cheaper)
        told.append(t("sweep.cheaper", setting=cheaper, best=best, faster=faster))
    return told


def judged_words(t: Translate, sweep: Sweep, report: SweepReport) -> str:
    """How many rows, texts or blocks of a text judged the settings."""
    return t(f"sweep.judged.{sweep.task}", judged=whole(report.judged))


def _advice(report: SweepReport) -> Advice:
    assert report.advice is not None
    return report.advice


def _quality(t: Translate, sweep: Sweep, scored: Scored, best: str, tried: int) -> str:
    shares = VIEWS[sweep.task].shares
    return t(
        f"sweep.quality.{sweep.task}",
        setting=best,
        tried=tried,
        score=percent(scored.score) if shares else figure(scored.score),
        gain=points(t, scored.gain) if shares else signed(scored.gain),
        interval=(
            points_interval(t, scored.low, scored.high) if shares else interval(scored.low, scored.high)
        )
        or NONE,
        reference=method_word(t, scored.reference),
        p=p_value(scored.p),
    )
