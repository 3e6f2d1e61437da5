"""Where new rows come from: a file, pasted figures, or the ticker again."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from app.changes import require_mine
from app.components.typed import MOST_DATA, area
from app.data.being_read import being_read
from app.data.file_source import given_of, understood_file
from app.experiments.start import start
from app.i18n import Translate
from app.people import owner
from app.store import open_store
from core.data.frame import Dataset
from core.data.questions import QUESTIONS
from core.data.reading import read_like
from core.errors import UserError
from core.sandbox.forkserver import get_ready
from core.store.engine_process import ensure_engine
from core.tasks.forecast.new_rows.fresh import fresh_prices
from core.tasks.forecast.new_rows.predicting import Live, Predicted, predict, together
from core.tasks.forecast.new_rows.told import CONTINUED, TRAINED

FILE, TEXT, WAY = "new_rows.file", "new_rows.text", "new_rows.way"
OPEN = "new_rows.open"  # in the session: of which experiment, and the file that asks something
ANEW = "anew"  # another experiment, on all rows
WAYS = (TRAINED, CONTINUED, ANEW)


@dataclass(frozen=True, eq=False)
class Asked:
    """What was brought in this run of the page, and what is to be done with it."""

    way: str
    data: Dataset | None  # None: from what is known already


def new_rows(t: Translate, known: Live, data: Dataset) -> Asked | None:
    """Draw the ways to bring rows; what was brought in this run of the page, or None.

    Args:
        data: What the experiment was trained on, whose file new ones are read like.

    Raises:
        UserError: Whatever is wrong with what was brought.
    """
    way = st.segmented_control(
        t("rows.way"), WAYS, default=TRAINED, required=True, format_func=lambda one: t(f"rows.way.{one}"),
        key=WAY,
    )  # fmt: skip
    st.caption(t(f"rows.way.{way}.about"))
    if data.source == "ticker":
        st.caption(t("rows.ticker", symbol=data.name))
        if st.button(t("rows.refresh"), icon=":material/refresh:", type="primary", key="new_rows.refresh"):
            with st.spinner(t("rows.fetching")):
                return Asked(way, fresh_prices(open_store(), known, datetime.now(UTC)))
    get_ready()
    with st.form("new_rows.form", border=False):
        left, right = st.columns(2, gap="medium")
        given = left.file_uploader(t("rows.file"), key=FILE, help=t("rows.file.help"))
        with right:
            text = area(t("rows.paste"), MOST_DATA, key=TEXT, height=120, placeholder=t("rows.example"))
        pressed = st.form_submit_button(
            t(f"rows.way.{way}.now"), icon=":material/update:", type="primary", key="new_rows.forecast"
        )
    if not pressed:
        return _answered(t, known, way)
    st.session_state.pop(OPEN, None)
    if given is None and not text.strip():
        if way != TRAINED and known.rows != known.experiment.data:
            return Asked(way, None)
        st.warning(t("rows.nothing"), icon=":material/help:")
        return None
    body, name = (given.getvalue(), given.name) if given else (text.encode(), t("data.pasted"))
    with being_read(t):
        try:
            return Asked(way, read_like(data, body, name))
        except UserError as error:
            if error.key not in QUESTIONS:
                raise
    st.session_state[OPEN] = known.experiment.id, given_of(body, name, "file")
    return _answered(t, known, way)


def _answered(t: Translate, known: Live, way: str) -> Asked | None:
    """The fields of a file that asks what the first one did not; once nothing is open, a button goes on."""
    of, given = st.session_state.get(OPEN, ("", None))
    if of != known.experiment.id or given is None:
        return None
    data = understood_file(t, given)
    if not isinstance(data, Dataset):
        return None
    if not st.button(t(f"rows.way.{way}.now"), icon=":material/update:", key="new_rows.answered"):
        return None
    st.session_state.pop(OPEN, None)
    return Asked(way, data)


def bring_rows(known: Live, asked: Asked) -> Predicted | None:
    """Forecast from new rows, or train on them: then the new experiment is opened, and there is nothing here.

    Raises:
        UserError: `not_yours`, and what `predict` and `start` do.
    """
    require_mine(known.experiment.id)
    if asked.way == ANEW:
        data = together(open_store(), known, asked.data).data
        start(data, known.experiment.spec, known.experiment.name)
        return None
    ensure_engine(open_store())
    return predict(open_store(), known, asked.data, owner(), asked.way)
