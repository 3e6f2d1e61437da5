"""Ways to the comparison from other pages."""

from collections.abc import Sequence

import streamlit as st

from app.i18n import Translate
from app.navigation import open_page
from app.store import open_store
from core.compare.rows import MOST_RUNS
from core.store.across import COMPARABLE
from core.store.records import Run


def compare_button(t: Translate, runs: Sequence[Run], key: str) -> None:
    """A button that opens the comparison with the runs of an experiment that can be compared."""
    ids = _comparable(runs)
    if ids and st.button(t("compare.open"), icon=":material/compare_arrows:", key=key):
        open_comparison(ids)


def comparable_ids(experiment: str) -> list[str]:
    """The runs of an experiment that can be compared."""
    return _comparable(open_store().runs(experiment))


def _comparable(runs: Sequence[Run]) -> list[str]:
    return [run.id for run in runs if run.kind in COMPARABLE]


def open_comparison(ids: Sequence[str]) -> None:
    """Go to the comparison of some runs."""
    open_page("compare", runs=address_of(ids))


def address_of(ids: Sequence[str]) -> str:
    """What the address says of some runs: whole ids, since shorter ones say nothing to others."""
    return ",".join(ids[:MOST_RUNS])
