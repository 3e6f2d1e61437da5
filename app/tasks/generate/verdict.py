"""What was found about networks that write on, in one sentence; then its evidence; then badges."""

from app.experiments.badges import Badge, device_badges, limit_badges, seeds_badge
from app.experiments.live import active
from app.experiments.verdict_frame import verdict_frame
from app.i18n import Translate
from app.numbers import figure, p_value, percent, whole
from app.tasks.generate.charts.bits import told_by
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.generate.outcome import WritingOutcome
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

EXPLAINED = ("verdict", "holm", "seeds")
MANY_UNKNOWN = {"characters": 0.02, "words": 0.2, "items": 0.05}  # share of the test


def writing_headline(t: Translate, outcome: WritingOutcome) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    told = t(
        outcome.task.worded(f"generate.verdict.{outcome.verdict.outcome}"),
        cell=t(f"cell.{best.name}"),
        reference=t(f"method.{outcome.reference}"),
        beforehand=t(f"method.{outcome.beforehand}"),
        saved=percent(best.gain),
        count=outcome.verdict.tests,
    )
    return spaced(t, told, also_better(t, outcome.verdict))


def writing_evidence(t: Translate, outcome: WritingOutcome) -> str:
    """The figures that the verdict rests on."""
    best, simple = outcome.method(outcome.verdict.cell), outcome.method(outcome.reference)
    told = t(
        outcome.task.worded(f"generate.evidence.{'tested' if outcome.verdict.tests else 'untested'}"),
        cell=t(f"cell.{best.name}"),
        bits=figure(told_by(best, outcome)),
        reference=t(f"method.{outcome.reference}"),
        theirs=figure(told_by(simple, outcome)),
        low=percent(best.low),
        high=percent(best.high),
        letters=whole(outcome.facts["letters"]["test"]),
        blocks=whole(outcome.blocks),
        p=p_value(best.p_holm),
        tests=outcome.verdict.tests,
    )
    return spaced(t, told, not_judged(t, outcome.verdict))


def writing_verdict(t: Translate, outcome: WritingOutcome, runs: list[Run], spec: ExperimentSpec) -> None:
    """Draw the card."""
    names = {name: t(f"method.{getattr(outcome, name)}") for name in ("reference", "beforehand")}
    same = ".same" if outcome.reference == outcome.beforehand else ""
    items = ".items" if outcome.task.unit == "items" else ""
    cells = {one.name: (one.seeds, one.weights) for one in outcome.methods if one.kind == "cell"}
    badges = [_unknown(t, outcome), seeds_badge(t, spec, cells), *limit_badges(t, runs, spec.training)]
    verdict_frame(
        t, outcome, writing_headline(t, outcome), writing_evidence(t, outcome),
        t(f"generate.reference{same}{items}", **names), [*badges, *device_badges(t, runs)], EXPLAINED,
        going=active(runs),
    )  # fmt: skip


def _unknown(t: Translate, outcome: WritingOutcome) -> Badge:
    share, many = outcome.facts["unknown"], MANY_UNKNOWN[outcome.task.unit]
    key = outcome.task.worded("generate.unknown")
    text, about = t(key, share=percent(share)), t(f"{key}.help")
    return Badge(text, None, "orange" if share > many else "gray", about, "")
