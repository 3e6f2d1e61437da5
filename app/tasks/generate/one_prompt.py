"""One prompt, gone on with by the networks of different experiments."""

import streamlit as st

from app.compare.view import View, letter
from app.components.typed import area
from app.errors import explained
from app.i18n import Translate
from app.numbers import figure
from app.tasks.generate.asking import Wanted, gone_on
from app.tasks.generate.known import prompt_of
from app.tasks.generate.write import MOST_PROMPT
from core.store.records import Experiment
from core.tasks.generate.spec import GenerateSpec

MOST_EXPERIMENTS = 4  # asked about one prompt
LETTERS, HEAT = {"characters": 200, "words": 50, "items": 20}, 0.8
ASKED = "compare.prompt.asked"  # in the session: what was asked last


def one_prompt_part(view: View) -> None:
    """The box, and below it what each experiment's cells made of it."""
    t, known = view.t, view.experiments[:MOST_EXPERIMENTS]
    with explained(t):
        key = "compare.prompt"
        if key not in st.session_state:
            st.session_state[key] = prompt_of(known[0].spec)
        with st.form("compare.prompt.form", border=False):
            prompt = area(t("generate.prompt"), MOST_PROMPT, key=key, height=80)
            if st.form_submit_button(t("generate.go"), icon=":material/edit:", type="primary"):
                st.session_state[ASKED] = prompt
        st.caption(t("generate.one_prompt.about", heat=figure(HEAT, 1)))
        if st.session_state.get(ASKED) != prompt:
            return
        for place, experiment in enumerate(known):
            cells = [group.cell for group in view.groups if group.rows[0].experiment.id == experiment.id]
            _draw(t, experiment, list(dict.fromkeys(cells)), prompt, letter(place) if len(known) > 1 else "")


def _draw(t: Translate, experiment: Experiment, cells: list[str], prompt: str, home: str) -> None:
    """A column per cell; of an experiment whose networks are not there yet it is said why."""
    letters = LETTERS[experiment.spec.of(GenerateSpec).unit]
    wanted = Wanted(prompt, letters, HEAT, 0, 1.0, 1)
    with explained(t), st.spinner(t("inside.asking")):
        told = gone_on(experiment, wanted, dict.fromkeys(cells, ""), letters)
        for column, (cell, text) in zip(st.columns(len(told), gap="medium"), told.items(), strict=True):
            column.markdown(f"**{t(f'cell.{cell}')}**{f' · {home}' if home else ''}")
            column.code(prompt + text, language=None, wrap_lines=True)
