"""Values that look wrong, named, with the repairs that a person may choose; none is chosen beforehand."""

import streamlit as st

from app.errors import in_words
from app.i18n import Translate
from core.data.frame import Dataset
from core.data.repairs import NAMED, Offer, offers, repaired
from core.errors import Refusal
from core.notes import Note


def repair_choice(t: Translate, data: Dataset | Refusal | None) -> Dataset | Refusal | None:
    """The data set as it is, or with the repairs that were ticked; what is none, as it came."""
    if not isinstance(data, Dataset) or not (found := _offers(data.sha256, data)):
        return data
    with st.container(border=True):
        title = st.empty()
        wanted = []
        for offer in found:
            key = f"data_picker.repair.{offer.repair}.{data.sha256[:12]}"
            if st.checkbox(
                t(f"repair.{offer.repair}", **in_words(t, offer.facts)), key=key, persist_state="session"
            ):
                wanted.append(offer.repair)
        title.markdown(t("repair.title.some" if wanted else "repair.title"))
    return _repaired(data.sha256, tuple(wanted), data)


def unoffered(data: Dataset) -> list[Note]:
    """The notes of a data set without those on values for which a repair is offered: its box names them."""
    found = {offer.repair for offer in _offers(data.sha256, data)}
    return [note for note in data.notes if NAMED.get(note.key) not in found]


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _offers(content: str, _data: Dataset) -> list[Offer]:
    return offers(_data)


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _repaired(content: str, wanted: tuple[str, ...], _data: Dataset) -> Dataset:
    return repaired(_data, wanted)
