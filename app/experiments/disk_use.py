"""For an operator: what the store takes, and of whom."""

import streamlit as st

from app.components.table import table
from app.i18n import Translate
from app.moments import made
from app.numbers import NONE, megabytes, whole
from app.store import open_store
from core.store.store import Store
from core.store.usage import DiskUse, Usage, disk_use

SHOWN = 12  # letters of an owner's hash, by which the command line stops and deletes
FRESH = 60.0  # seconds


def disk_use_table(t: Translate) -> None:
    """A table by owner, who has most first; and what the disk says."""
    with st.expander(t("disk.title"), icon=":material/hard_drive:"):
        found = _looked_at(open_store(), str(open_store().folder))
        table([_row(t, one) for one in found.people])
        sizes = {"data": found.data, "database": found.database, "free": found.free}
        told = {name: megabytes(size) for name, size in sizes.items()}
        st.caption(t("disk.total", files=found.files, **told))
        st.caption(t("disk.about"))


@st.cache_data(show_spinner=False, ttl=FRESH)
def _looked_at(_store: Store, folder: str) -> DiskUse:
    return disk_use(_store)


def _row(t: Translate, one: Usage) -> dict[str, str]:
    return {
        t("disk.owner"): one.owner[:SHOWN] or t("disk.nobody"),
        t("disk.experiments"): whole(one.experiments),
        t("disk.sweeps"): whole(one.sweeps),
        t("disk.waiting"): whole(one.waiting),
        t("disk.data"): megabytes(one.data),
        t("disk.results"): megabytes(one.results),
        t("disk.newest"): NONE if one.newest is None else made(one.newest),
    }
