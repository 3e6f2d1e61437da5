"""What the networks of an experiment that writes on are shown: held-out text, or one's own."""

import streamlit as st

from app.components.typed import area
from app.errors import explained
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.tasks.generate.text import known_text
from core.store.records import Experiment
from core.tasks.generate.characters import characters_of, parts_of
from core.tasks.generate.spec import GenerateSpec

SHOWN = 80  # characters of the held-out text to begin with
MOST = 500


def prompt(t: Translate, experiment: Experiment) -> Chosen | None:
    """A text to read; networks tell what comes after it."""
    text = ""
    with explained(t):
        data, task = known_text(experiment.spec), experiment.spec.of(GenerateSpec)
        start, _ = parts_of(len(data.text), task)["test"]
        key = f"inside.prompt.{experiment.id[:8]}"
        if key not in st.session_state:
            st.session_state[key] = st.query_params.get("text", data.text[start : start + SHOWN])
        text = area(t("generate.inside.text"), MOST, key=key, height=90)
    if not text:
        st.info(t("inside.text.none"), icon=":material/edit:")
        return None
    st.query_params["text"] = text
    known = characters_of(data.text, task).known
    outputs = [t("generate.unknown_letter"), *map(visible, known)]
    return Chosen(
        {"texts": [text]}, [], outputs, "", lambda told, first, end: list(map(visible, told["words"])),
        kept="end",
    )  # fmt: skip


def visible(letter: str) -> str:
    """A character as one can see it."""
    return {"\n": "⏎", " ": "␣", "\t": "⇥"}.get(letter, letter)
