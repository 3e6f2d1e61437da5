"""What was found over many series, in one sentence; then its evidence; then badges."""

import streamlit as st

from app.errors import literal
from app.experiments.badges import device_badges, limit_badges, seeds_badge
from app.experiments.live import active
from app.experiments.verdict_frame import verdict_frame
from app.i18n import Translate
from app.numbers import figure, interval, p_value, percent, whole
from core.evaluate.paired_series import FEWEST_SERIES
from core.evaluate.significance import MIN_ORIGINS
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.panel.outcome import PanelOutcome
from core.words.methods import method_word
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

EXPLAINED = ("verdict", "mase", "holm", "seeds")


def headline(t: Translate, outcome: PanelOutcome) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    told = t(
        f"panel_verdict.{outcome.verdict.outcome}{outcome.words}",
        series=whole(int(outcome.judged.sum())),
        cell=t(f"cell.{best.name}"),
        reference=t(f"method.{outcome.reference}"),
        beforehand=t(f"method.{outcome.beforehand}"),
        gain=percent(best.gain),
        count=outcome.verdict.tests,
    )
    return spaced(t, told, also_better(t, outcome.verdict))


def evidence(t: Translate, outcome: PanelOutcome) -> str:
    """The figures that the verdict rests on, and which tests were possible."""
    best = outcome.method(outcome.verdict.cell)
    told = t(
        f"panel_evidence.scores{outcome.words}",
        cell=t(f"cell.{best.name}"), measure=t(f"metric.{outcome.measure}"),
        score=figure(best.scores[outcome.measure]), reference=t(f"method.{outcome.reference}"),
        theirs=figure(outcome.method(outcome.reference).scores[outcome.measure]),
        wins=percent(best.wins, 0), interval=interval(best.low, best.high),
    )  # fmt: skip
    over = (outcome.judged.sum() >= FEWEST_SERIES, outcome.origins >= MIN_ORIGINS)
    which = "none" if not any(over) else "both" if all(over) else "series" if over[0] else "time"
    tested = (
        t(f"panel_evidence.{which}{outcome.words}", p=p_value(best.p_holm), origins=outcome.origins)
        if best.p_holm is not None
        else t(f"panel_evidence.none{outcome.words}")
    )
    return spaced(t, told, tested, _added(t, outcome), not_judged(t, outcome.verdict))


def panel_verdict(t: Translate, outcome: PanelOutcome, runs: list[Run], spec: ExperimentSpec) -> None:
    """Draw the cards: what is sent, and the verdict."""
    with st.container(border=True):
        st.markdown(f"## {t('panel_send.headline')}")
        st.markdown(sent_line(t, outcome))
    cells = {m.name: (m.seeds, m.weights) for m in outcome.methods if m.kind == "cell"}
    badges = [seeds_badge(t, spec, cells), *limit_badges(t, runs, spec.training), *device_badges(t, runs)]
    reference = t(
        "panel_verdict.reference",
        reference=t(f"method.{outcome.reference}"),
        beforehand=t(f"method.{outcome.beforehand}"),
    )
    verdict_frame(
        t, outcome, headline(t, outcome), evidence(t, outcome), reference, badges, EXPLAINED,
        going=active(runs),
    )  # fmt: skip


def sent_line(t: Translate, outcome: PanelOutcome) -> str:
    """What is sent, and how it did on the test."""
    counts = {name: outcome.chosen.count(name) for name in dict.fromkeys(outcome.chosen)}
    ranked = sorted(counts, key=lambda name: -counts[name])
    several = not outcome.words
    told = (literal(method_word(t, name)) + f" ({whole(counts[name])})" * several for name in ranked)
    row, same = outcome.sent_row, set(outcome.chosen) == {outcome.reference}
    gain = row.gain and abs(row.gain)  # None: not defined
    found = "reference" if same else "worse" if row.gain != gain else "evidence"
    return t(
        f"panel_send.{found}{outcome.words}",
        methods=t("words.comma").join(told), measure=t(f"metric.{outcome.measure}"),
        score=figure(row.scores[outcome.measure]), gain=percent(gain),
        reference=t(f"method.{outcome.reference}"), held=percent(outcome.coverage[0.8], 0),
    )  # fmt: skip


def _added(t: Translate, outcome: PanelOutcome) -> str:
    """Whether a cell adds anything to the best local method."""
    if not outcome.added:
        return ""
    best = max(outcome.added, key=lambda one: (one.better, one.gain or 0.0))
    key = "adds" if best.better else "adds_nothing"
    local = t(f"method.{outcome.beforehand}")
    return t(f"panel_evidence.{key}", name=method_word(t, best.cell), local=local, gain=percent(best.gain))
