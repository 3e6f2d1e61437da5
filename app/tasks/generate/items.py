"""What comes next: a session that one types, and the items that each cell thinks likeliest behind it."""

import streamlit as st

from app.components.typed import line
from app.errors import literal
from app.i18n import Translate
from app.tasks.generate.known import session_of
from app.tasks.generate.places import next_part
from core.store.records import Experiment
from core.tasks.generate.alphabet import ALPHABETS
from core.tasks.generate.items import END
from core.tasks.generate.outcome import WritingOutcome

LONGEST = 1000  # characters


def items_part(t: Translate, experiment: Experiment, outcome: WritingOutcome) -> None:
    """The session; below it a list for each cell."""
    st.subheader(t("generate.next"))
    key = f"generate.next.{experiment.id[:8]}"
    if key not in st.session_state:
        st.session_state[key] = session_of(experiment.spec)
    session = line(t("generate.next.session"), most=LONGEST, key=key, help=t("generate.next.session.help"))
    items = " ".join(session.replace(",", " ").split())
    if unknown := ALPHABETS["items"](outcome.facts["characters"]).unknown(items):
        names = t("words.comma").join(unknown)
        st.warning(t("generate.prompt_unknown", letters=literal(names)), icon=":material/help:")
    if items:
        cells = [one.name for one in outcome.methods if one.kind == "cell"]
        next_part(t, experiment, cells, END + items, "", f"{key}.told")
    st.caption(t("generate.next.about"))
