"""What the networks of an experiment that writes on are shown: held-out text, or one's own."""

import streamlit as st

from app.components.typed import area
from app.errors import explained
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.store import open_store, outcome
from app.tasks.generate.known import reader, session_of
from app.tasks.generate.visible import visible
from core.store.records import Experiment
from core.tasks.generate.outcome import WritingOutcome
from core.tasks.generate.spec import GenerateSpec

SHOWN = 80  # characters of the held-out text to begin with
MOST = 500


def prompt(t: Translate, experiment: Experiment) -> Chosen | None:
    """A text to read; networks tell what comes after it."""
    text = ""
    store, task = open_store(), experiment.spec.of(GenerateSpec)
    with explained(t):
        key = f"inside.prompt.{experiment.id[:8]}"
        if key not in st.session_state:
            held_out = reader(experiment.spec, "test")(0, SHOWN)
            begins = session_of(experiment.spec) if task.unit == "items" else held_out
            st.session_state[key] = st.query_params.get("text", begins)
        text = area(t("generate.inside.text"), MOST, key=key, height=90)
    if not text:
        st.info(t("inside.text.none"), icon=":material/edit:")
        return None
    st.query_params["text"] = text
    found: WritingOutcome | None = outcome(store, experiment, store.runs(experiment.id))
    known = found.facts["characters"] if found is not None else ""
    outputs = [t(task.worded("generate.unknown_letter")), *map(visible, known)]
    return Chosen(
        {"texts": [text]}, [], outputs, "", lambda told, first, end: list(map(visible, told["words"])),
        kept="end",
    )  # fmt: skip
