"""Experiments that translate beside each other: BLEU by length, and one sentence translated by all."""

import numpy as np
import streamlit as st

from app.charts.theme import CONFIG
from app.compare.view import View, letter
from app.components.typed import line
from app.errors import explained
from app.i18n import Translate
from app.numbers import whole
from app.tasks.translate.asking import translated
from app.tasks.translate.charts.lengths import group_lines, length_chart
from app.tasks.translate.use import MOST_TYPED, unknown_words
from core.store.records import Experiment
from core.tasks.translate.report import by_length

MOST_EXPERIMENTS = 4  # asked about one sentence
BEAM = 4
ASKED = "compare.sentence.asked"  # in the session: what was asked last


def one_sentence_part(view: View) -> None:
    """BLEU by length; a box, and below it what each experiment's cells made of the sentence."""
    t = view.t
    if view.tested:
        with explained(t):
            _lengths(view)
    with st.form("compare.sentence.form", border=False):
        text = line(t("translate.text"), "", MOST_TYPED, key="compare.sentence")
        if st.form_submit_button(t("translate.go"), icon=":material/translate:", type="primary"):
            st.session_state[ASKED] = text
    st.caption(t("translate.one_sentence.about", beam=BEAM))
    if not text or st.session_state.get(ASKED) != text:
        return
    known = view.experiments[:MOST_EXPERIMENTS]
    for place, experiment in enumerate(known):
        cells = [group.cell for group in view.groups if group.rows[0].experiment.id == experiment.id]
        _draw(t, experiment, set(cells), text, letter(place) if len(known) > 1 else "")


def _lengths(view: View) -> None:
    """All groups on the sentences that they share, means over seeds."""
    t, places = view.t, view.shared.places
    known = {str(place): view.looks[place] for place in places}
    each = {
        str(place): np.stack([view.answers(row.run)["test"] for row in view.groups[place].tested])
        for place in places
    }
    first = view.groups[places[0]].rows[0].experiment.id
    parts = by_length(each, {}, view.test_sets[first].arrays["test_lengths"])
    st.subheader(t("translate.lengths"))
    names = t("words.comma").join(look.name for look in known.values())
    chart = length_chart(group_lines(known, parts), t)
    alt = t("translate.lengths.compared.alt", names=names)
    st.plotly_chart(chart, key="compare.lengths", config=CONFIG, alt=alt)
    st.caption(t("translate.lengths.about", sentences=whole(sum(part.sentences for part in parts))))


def _draw(t: Translate, experiment: Experiment, cells: set[str], text: str, home: str) -> None:
    """A column per cell; of an experiment whose networks are not there yet it is said why."""
    with explained(t), st.spinner(t("inside.asking")):
        told = translated(experiment, text, BEAM)
        unknown_words(t, told)
        shown = {cell: one for cell, one in told["cells"].items() if cell in cells}
        for column, (cell, one) in zip(st.columns(len(shown), gap="medium"), shown.items(), strict=True):
            column.markdown(f"**{t(f'cell.{cell}')}**{f' · {home}' if home else ''}")
            column.code(one["found"][0]["text"] or " ", language=None, wrap_lines=True)
