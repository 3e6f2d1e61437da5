"""One sentence tagged by the networks of different experiments."""

import streamlit as st

from app.compare.view import View, letter
from app.components.typed import area
from app.errors import explained
from app.i18n import Translate
from app.tasks.tag.asking import Told, cut, tags_of
from app.tasks.tag.known import tagged, to_begin_with
from app.tasks.tag.words import tagged_words
from core.store.records import Experiment

MOST_EXPERIMENTS = 4  # asked about one sentence
MOST_LETTERS = 2_000
ASKED = "compare.tagged.asked"  # in the session: what was asked last


def one_sentence_part(view: View) -> None:
    """The box, and below it what each experiment's cells make of it."""
    t, known = view.t, view.experiments[:MOST_EXPERIMENTS]
    with explained(t):
        key = "compare.tagged"
        if key not in st.session_state:
            st.session_state[key] = to_begin_with(tagged(known[0].spec))
        with st.form("compare.tagged.form", border=False):
            text = area(t("tag.use.text"), MOST_LETTERS, key=key, height=80)
            if st.form_submit_button(t("tag.use.go"), icon=":material/label:", type="primary"):
                st.session_state[ASKED] = text
        if st.session_state.get(ASKED) != text:
            st.caption(t("tag.use.about"))
            return
        for place, experiment in enumerate(known):
            cells = [group.cell for group in view.groups if group.rows[0].experiment.id == experiment.id]
            _draw(t, experiment, list(dict.fromkeys(cells)), text, letter(place) if len(known) > 1 else "")


def _draw(t: Translate, experiment: Experiment, cells: list[str], text: str, home: str) -> None:
    """A sentence per cell; of an experiment whose networks are not there yet it is said why."""
    with explained(t), st.spinner(t("inside.asking")):
        facts = tagged(experiment.spec)
        told: Told = tags_of(experiment, facts, cut(text.encode("utf-8", "replace"), facts))
        for cell in cells:
            st.markdown(f"**{t(f'cell.{cell}')}**{f' · {home}' if home else ''}")
            for words in told.cells.get(cell, []):
                st.html(tagged_words(words, facts.names, t))
