"""An experiment that writes on at its address, in whichever state it is."""

from functools import partial

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.components.tabs import kept_tabs
from app.errors import explained
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.settings_table import in_two_columns, spec_rows
from app.i18n import Translate
from app.numbers import figure, whole
from app.store import open_store
from app.tasks.generate.charts.bits import bits_chart, bits_facts
from app.tasks.generate.methods import writing_rows
from app.tasks.generate.surprise import surprise_part
from app.tasks.generate.text import known_text, show_text, text_line
from app.tasks.generate.verdict import writing_verdict
from app.tasks.generate.write import write_part
from core.store.records import Experiment, Run
from core.tasks.generate.characters import BLOCKS, parts_of
from core.tasks.generate.outcome import WritingOutcome
from core.tasks.generate.spec import GenerateSpec
from core.text.long_text import LongText

TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
}
IDLE = ("loss", "bidirectional")  # the cross-entropy; the next character is never read


def writing_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment."""
    runs = open_store().runs(experiment.id)
    with explained(t):
        data = known_text(experiment.spec, experiment.source_name)
        result_header(t, experiment, runs, text_line(t, data), partial(once_more, experiment))
        known: WritingOutcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        writing_verdict(t, known, runs, experiment.spec)
        parts = parts_of(len(data.text), experiment.spec.of(GenerateSpec))
        train, test = (data.text[slice(*parts[name])] for name in ("train", "test"))
        write_part(t, experiment, known, train)
        _bits(t, known)
        st.subheader(t("generate.surprise"))
        surprise_part(t, known, test)
        _tabs(t, experiment, runs, data, known)


def _bits(t: Translate, known: WritingOutcome) -> None:
    st.subheader(t("generate.bits"))
    best = known.method(known.verdict.cell)
    alt = t("generate.bits.alt", cell=t(f"cell.{best.name}"), bits=figure(best.bits))
    st.plotly_chart(bits_chart(bits_facts(known), t), key="generate.bits", config=CONFIG, alt=alt)
    letters = known.facts["letters"]
    st.caption(t("generate.bits.about", **{name: whole(letters[name]) for name in BLOCKS}))


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], data: LongText, known: WritingOutcome
) -> None:
    tabs = kept_tabs("generate.tab", {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()})
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        table(writing_rows(t, known))
        st.caption(t("generate.methods.about", tests=known.verdict.tests))
    with tabs["data"]:
        show_text(t, data)
    with tabs["settings"]:
        table(in_two_columns(t, spec_rows(t, experiment.spec, IDLE)), names=2)
