"""An experiment that tags words at its address, in whichever state it is."""

from functools import partial

import streamlit as st

from app.charts.skill import skill_chart
from app.charts.theme import CONFIG
from app.components.about import links
from app.components.table import table
from app.components.tabs import kept_tabs
from app.errors import explained
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.take_home import take_home
from app.i18n import Translate
from app.numbers import whole
from app.store import open_store
from app.tasks.tag.about import data_line, show_sentences
from app.tasks.tag.charts.gain import gain_facts
from app.tasks.tag.export import tag_exports
from app.tasks.tag.known import tagged
from app.tasks.tag.methods import kind_rows, methods_about, tagger_rows
from app.tasks.tag.mistakes import choose_method, confusion_part, mistakes_part
from app.tasks.tag.settings import tag_settings_rows
from app.tasks.tag.use import use_part
from app.tasks.tag.verdict import tag_send_card, tag_verdict
from core.store.records import Experiment, Run
from core.tasks.tag.outcome import TagOutcome
from core.text.tagged.facts import TaggedFacts

TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "mistakes": ":material/error:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
}


def tag_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        facts = tagged(experiment.spec, experiment.source_name)
        result_header(t, experiment, runs, data_line(t, facts), partial(once_more, experiment))
        known: TagOutcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        tag_send_card(t, known)
        tag_verdict(t, known, runs, experiment.spec)
        use_part(t, experiment, known, facts)
        _scores(t, known)
        _tabs(t, experiment, runs, facts, known)


def _scores(t: Translate, known: TagOutcome) -> None:
    """Every method's gain beside what the shown one mixes up."""
    left, right = st.columns([3, 2], gap="medium")
    unit = known.facts["unit"]
    with left:
        st.subheader(t("tag.gain.spans" if known.spans else "tag.gain"))
        reference = t(f"method.{known.reference}")
        axis = t("tag.chart.gain.spans" if known.spans else "tag.chart.gain", reference=reference)
        st.plotly_chart(
            skill_chart(gain_facts(known), t, axis, in_points=True), key="tag.gain", config=CONFIG,
            alt=t("tag.alt.gain", reference=reference),
        )  # fmt: skip
        sizes = {"sentences": whole(len(known.lengths)), "words": whole(len(known.truth))}
        st.caption(t(f"tag.gain.about.{unit}", **sizes, seeds=known.seeds_done))
        st.caption(links(t, "accuracy", "paired", "seeds"))
    with right:
        st.subheader(t("text_result.confusion"))
        confusion_part(t, known, choose_method(t, known, "tag.confusion"))


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], facts: TaggedFacts, known: TagOutcome
) -> None:
    tabs = kept_tabs("tag.tab", {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()})
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        _methods(t, known)
    with tabs["mistakes"]:
        mistakes_part(t, known, experiment, choose_method(t, known, "tag.mistakes"))
    with tabs["data"]:
        show_sentences(t, facts, "result", described=True)
    with tabs["settings"]:
        table(tag_settings_rows(t, experiment, known), names=2)
    with tabs["take_home"]:
        exports = tag_exports(t, experiment, runs, facts, known)
        take_home(t, experiment, runs, exports, known.verdict.cell, drawn=bool(tabs["take_home"].open))


def _methods(t: Translate, known: TagOutcome) -> None:
    table(tagger_rows(t, known))
    st.caption(methods_about(t, known))
    if (fitted := known.facts["fitted"]) < known.facts["sizes"]["train"]:
        st.caption(t("tag.methods.limited", sentences=whole(fitted)))
    if known.spans:
        method = choose_method(t, known, "tag.kinds")
        table(kind_rows(t, known, method))
        st.caption(t("tag.kinds.about"))
