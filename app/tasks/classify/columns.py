"""What the columns of a table of series are: chosen beside its first lines; what is left open is found."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.i18n import Translate
from core.data.labelled.choices import LAYOUTS, LabelledChoices
from core.data.labelled.reading import Outline


def chosen_columns(
    t: Translate, first: Outline | None, now: Outline | None, choices: LabelledChoices, key: str, scope: str
) -> LabelledChoices:
    """Draw the choice; a file that says so itself is not asked about.

    Args:
        first: As it was found.
        now: As it was read last.
        choices: By which it was read last.
        key: Begins the keys of the widgets.
        scope: Of the file, ends them.
    """
    if first is None or now is None:
        return choices
    with st.expander(t("file.panel"), icon=":material/tune:"):
        st.caption(t("file.raw"))
        st.code("\n".join(now.raw), language=None)
        left, middle, right = st.columns(3)
        words = {name: t(f"labelled.layout.{name}") for name in LAYOUTS}
        found = t("file.found", value=words[first.layout.kind])
        layout = left.selectbox(
            t("labelled.layout"), [None, *LAYOUTS],
            format_func=lambda one: found if one is None else words[one],
            key=f"{key}.layout.{scope}", persist_state="session",
        )  # fmt: skip
        label = _column(t, middle, "label", first, first.layout.label, key, scope)
        series = time = None
        if (layout or first.layout.kind) == "long":
            series = _column(t, right, "series", first, first.layout.series, key, scope)
            time = _column(t, right, "time", first, first.layout.time, key, scope)
    return LabelledChoices(layout=layout, label=label, series=series, time=time)


def _column(
    t: Translate, place: DeltaGenerator, role: str, seen: Outline, found: str | None, key: str, scope: str
) -> str | None:
    """A column of the table; None for the one that was found."""
    options: Sequence[str | None] = [None, *seen.columns]
    told = t("file.found", value=found) if found else t("labelled.column.none")
    return place.selectbox(
        t(f"labelled.column.{role}"), options, format_func=lambda one: told if one is None else one,
        key=f"{key}.{role}.{scope}.{len(seen.columns)}", persist_state="session",
    )  # fmt: skip
