"""An experiment that translates at its address, in whichever state it is."""

from functools import partial

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.components.tabs import kept_tabs
from app.errors import explained, literal
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.take_home import take_home
from app.i18n import Translate
from app.numbers import whole
from app.store import open_store
from app.tasks.translate.about import pairs_line, show_pairs
from app.tasks.translate.charts.lengths import length_chart, length_facts
from app.tasks.translate.export import translation_exports
from app.tasks.translate.known import known_pairs
from app.tasks.translate.methods import method_rows, methods_about, score
from app.tasks.translate.settings import translation_settings_rows
from app.tasks.translate.use import use_part
from app.tasks.translate.verdict import translation_verdict
from core.store.records import Experiment, Run
from core.tasks.translate.outcome import TranslationOutcome
from core.text.pairs import PairFacts

TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
}


def translation_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        data = known_pairs(experiment.spec, experiment.source_name)
        result_header(t, experiment, runs, pairs_line(t, data), partial(once_more, experiment))
        known: TranslationOutcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        translation_verdict(t, known, runs, experiment.spec)
        use_part(t, experiment, known)
        _lengths(t, known)
        _examples(t, known)
        _tabs(t, experiment, runs, data, known)


def _lengths(t: Translate, known: TranslationOutcome) -> None:
    st.subheader(t("translate.lengths"))
    best = known.method(known.verdict.cell)
    alt = t("translate.lengths.alt", cell=t(f"cell.{best.name}"), bleu=score(best.bleu))
    chart = length_chart(length_facts(known, t), t)
    st.plotly_chart(chart, key="translate.lengths", config=CONFIG, alt=alt)
    st.caption(t("translate.lengths.about", sentences=whole(known.sentences)))


def _examples(t: Translate, known: TranslationOutcome) -> None:
    """One at a time, from the best to the worst."""
    st.subheader(t("translate.examples"))
    count = len(known.examples)
    place = st.slider(t("translate.example"), 1, count, 1, key="translate.example") if count > 1 else 1
    one = known.examples[place - 1]
    said = {t("pairs.sentence"): one.source, t("translate.reference_text"): one.reference}
    said |= {t(f"cell.{cell}"): text for cell, text in one.texts.items()}
    table([{t("translate.what"): who, t("translate.said"): text} for who, text in said.items()], names=2)
    cell = literal(t(f"cell.{known.shown}"))
    st.caption(t("translate.examples.about", cell=cell, chrf=score(one.score), count=count))


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], data: PairFacts, known: TranslationOutcome
) -> None:
    tabs = kept_tabs("translate.tab", {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()})
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        table(method_rows(t, known))
        st.caption(methods_about(t, experiment.spec, known))
    with tabs["data"]:
        show_pairs(t, data)
    with tabs["settings"]:
        table(translation_settings_rows(t, experiment, known), names=2)
    with tabs["take_home"]:
        exports = translation_exports(t, experiment, runs, data, known)
        take_home(t, experiment, runs, exports, known.verdict.cell, drawn=bool(tabs["take_home"].open))
