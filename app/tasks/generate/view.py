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
from app.experiments.take_home import take_home
from app.i18n import Translate
from app.numbers import figure, whole
from app.store import open_store
from app.tasks.generate.charts.bits import bits_chart, bits_facts, told_by
from app.tasks.generate.export import writing_exports, writing_settings_rows
from app.tasks.generate.items import items_part
from app.tasks.generate.known import known_text, show_text, text_line
from app.tasks.generate.methods import writing_rows
from app.tasks.generate.surprise import surprise_part
from app.tasks.generate.verdict import writing_verdict
from app.tasks.generate.write import write_part
from core.arrays import Floats, Ints
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.generate.characters import BLOCKS
from core.tasks.generate.outcome import WritingOutcome
from core.tasks.generate.results import places as places_in
from core.tasks.generate.results import surprises
from core.tasks.results import fingerprint
from core.text.long_facts import LongFacts

TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
}


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
        if known.task.unit == "items":
            items_part(t, experiment, known)
            _bits(t, known)
        else:
            write_part(t, experiment, known)
            _bits(t, known)
            st.subheader(t("generate.surprise"))
            places = _places(open_store(), experiment, runs, experiment.id, fingerprint(runs))
            surprise_part(t, experiment, known, partial(_bits_of, experiment, runs), places)
        _tabs(t, experiment, runs, data, known)


def _bits_of(experiment: Experiment, runs: list[Run], method: str) -> Floats:
    return _surprises(open_store(), experiment, runs, experiment.id, fingerprint(runs), method)


@st.cache_data(show_spinner=False, max_entries=2)
def _surprises(
    _store: Store, _experiment: Experiment, _runs: list[Run], id: str, depends_on: tuple[str, ...],
    method: str,
) -> Floats:  # fmt: skip
    return surprises(_store, _experiment, _runs, method)


@st.cache_data(show_spinner=False, max_entries=2)
def _places(
    _store: Store, _experiment: Experiment, _runs: list[Run], id: str, depends_on: tuple[str, ...]
) -> Ints | None:
    return places_in(_store, _experiment, _runs)


def _bits(t: Translate, known: WritingOutcome) -> None:
    st.subheader(t(known.task.worded("generate.bits")))
    best = known.method(known.verdict.cell)
    task, told = known.task, figure(told_by(best, known))
    alt = t(task.worded("generate.bits.alt"), cell=t(f"cell.{best.name}"), bits=told)
    chart = bits_chart(bits_facts(known), t(task.worded("chart.bits")), t)
    st.plotly_chart(chart, key="generate.bits", config=CONFIG, alt=alt)
    letters = known.facts["letters"]
    st.caption(t(task.worded("generate.bits.about"), **{name: whole(letters[name]) for name in BLOCKS}))


def _tabs(
    t: Translate, experiment: Experiment, runs: list[Run], data: LongFacts, known: WritingOutcome
) -> None:
    tabs = kept_tabs("generate.tab", {name: f"{icon} {t(f'tab.{name}')}" for name, icon in TABS.items()})
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        table(writing_rows(t, known))
        st.caption(t(known.task.worded("generate.methods.about"), tests=known.verdict.tests))
    with tabs["data"]:
        show_text(t, data)
    with tabs["settings"]:
        table(writing_settings_rows(t, experiment), names=2)
    with tabs["take_home"]:
        exports = writing_exports(t, experiment, runs, data, known)
        take_home(t, experiment, runs, exports, known.verdict.cell, drawn=bool(tabs["take_home"].open))
