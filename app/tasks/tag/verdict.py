"""What was found about networks that tag, in one sentence; then its evidence; then badges."""

import streamlit as st

from app.components.about import links
from app.experiments.badges import Badge, device_badges, limit_badges, seeds_badge
from app.experiments.live import active
from app.experiments.verdict_frame import verdict_frame
from app.i18n import Translate
from app.numbers import p_value, percent, points, whole
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.tag.outcome import TagOutcome
from core.tasks.tag.sending import send_lines
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

EXPLAINED = ("verdict", "paired", "holm", "seeds")
MANY_REPEATED = 0.05  # share of the test sentences


def tag_headline(t: Translate, outcome: TagOutcome) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    told = t(
        f"tag_verdict.{outcome.verdict.outcome}",
        cell=t(f"cell.{best.name}"),
        reference=t(f"method.{outcome.reference}"),
        beforehand=t(f"method.{outcome.beforehand}"),
        gain=points(t, best.gain),
        count=outcome.verdict.tests,
    )
    return spaced(t, told, also_better(t, outcome.verdict))


def tag_evidence(t: Translate, outcome: TagOutcome) -> str:
    """The figures that the verdict rests on."""
    best, simple = outcome.method(outcome.verdict.cell), outcome.method(outcome.reference)
    tested, unit = "tested" if outcome.verdict.tests else "untested", outcome.facts["unit"]
    measure = t("tag.measure.spans" if outcome.spans else f"tag.measure.{unit}")
    told = t(
        f"tag_evidence.{tested}",
        measure=measure,
        cell=t(f"cell.{best.name}"),
        score=percent(best.scores["score"]),
        reference=t(f"method.{outcome.reference}"),
        theirs=percent(simple.scores["score"]),
        gain=points(t, best.gain),
        low=points(t, best.low),
        high=points(t, best.high),
        sentences=whole(len(outcome.lengths)),
        words=whole(len(outcome.truth)),
        p=p_value(best.p_holm),
        tests=outcome.verdict.tests,
    )
    return spaced(t, told, _unknown(t, outcome), not_judged(t, outcome.verdict))


def tag_send_lines(t: Translate, outcome: TagOutcome) -> tuple[str, str]:
    """What to tag with, and why."""
    score = outcome.method(outcome.sent.name).scores["score"] or 0.0
    return send_lines(t, outcome.sent, score, percent, spans=outcome.spans)


def tag_send_card(t: Translate, outcome: TagOutcome) -> None:
    """Draw the lines above the verdict."""
    first, then = tag_send_lines(t, outcome)
    with st.container(border=True):
        st.markdown(f"## {first}")
        st.markdown(then)
        st.caption(links(t, "send"))


def tag_verdict(t: Translate, outcome: TagOutcome, runs: list[Run], spec: ExperimentSpec) -> None:
    """Draw the card."""
    names = {name: t(f"method.{getattr(outcome, name)}") for name in ("reference", "beforehand")}
    same = ".same" if outcome.reference == outcome.beforehand else ""
    cells = {one.name: (one.seeds, one.weights) for one in outcome.methods if one.kind == "cell"}
    badges = [*_repeated(t, outcome), seeds_badge(t, spec, cells), *limit_badges(t, runs, spec.training)]
    verdict_frame(
        t, outcome, tag_headline(t, outcome), tag_evidence(t, outcome),
        t(f"tag_verdict.reference{same}", **names), [*badges, *device_badges(t, runs)], EXPLAINED,
        going=active(runs),
    )  # fmt: skip


def _unknown(t: Translate, outcome: TagOutcome) -> str:
    """How well words are tagged that no training sentence holds."""
    best, simple = outcome.method(outcome.verdict.cell), outcome.method(outcome.reference)
    if best.scores["unknown"] is None:
        return ""
    return t(
        f"tag_evidence.unknown.{outcome.facts['unit']}",
        count=whole(int(outcome.unknown.sum())),
        ours=percent(best.scores["unknown"]),
        reference=t(f"method.{outcome.reference}"),
        theirs=percent(simple.scores["unknown"]),
    )


def _repeated(t: Translate, outcome: TagOutcome) -> list[Badge]:
    """Of a given test, that some of its sentences stand in training too."""
    share = outcome.facts["repeated"]
    if not share:
        return []
    text, about = t("tag.repeated", share=percent(share)), t("tag.repeated.help")
    return [Badge(text, None, "orange" if share > MANY_REPEATED else "gray", about, "")]
