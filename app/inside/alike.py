"""Units that are on during a chosen stretch of the input and off elsewhere (after LSTMVis)."""

from functools import partial

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.components.table import table
from app.errors import literal
from app.i18n import Translate
from app.inside.charts.alike import alike_chart
from app.inside.inputs import Chosen
from app.inside.traced import Traced, cell_line, traced
from app.numbers import percent
from core.inside.alike import Tuned, tuned_units
from core.store.records import Experiment

FEW, MOST_PLACES = 3, 6  # steps that are chosen at first; steps elsewhere that are named


def alike_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """Choose a stretch; a picture and a table for each cell."""
    shown = traced(t, experiment, chosen)
    if len(shown.labels) < 2:
        st.info(t("inside.alike.too_short"), icon=":material/straighten:")
        return
    stretch, level = _stretch(t, shown), _level(t)
    columns = st.columns(len(shown.told["cells"]), gap="medium")
    for column, cell in zip(columns, shown.told["cells"], strict=True):
        with column:
            st.markdown(f"**{t(f'cell.{cell}')}**")
            st.caption(literal(cell_line(t, chosen, shown.told, cell)))
            _cell(t, shown, cell, stretch, level)
    st.caption(t("inside.alike.legend"))


def _stretch(t: Translate, shown: Traced) -> tuple[int, int]:
    """Places of the first and the last step; the address holds their numbers."""
    first, count = shown.told["first"], len(shown.labels)
    asked = st.query_params.get("stretch", "").split("-")
    places = [int(one) - 1 - first for one in asked if one.isdecimal() and len(one) < 7]
    if len(places) != 2 or not 0 <= places[0] <= places[1] < count:
        places = [max(0, shown.at - FEW + 1), shown.at]
    begin, end = st.select_slider(
        t("inside.alike.stretch"), range(count), (places[0], places[1]),
        format_func=lambda one: _named(shown, one),
        key=f"inside.stretch.{first}.{count}",
    )  # fmt: skip
    st.query_params["stretch"] = f"{first + begin + 1}-{first + end + 1}"
    return begin, end


def _level(t: Translate) -> float:
    chosen = st.slider(
        t("inside.alike.level"), 10, 90, 50, 5, format="%d%%", key="inside.alike.level",
        help=t("inside.alike.level.help"),
    )  # fmt: skip
    return chosen / 100


def _cell(t: Translate, shown: Traced, cell: str, stretch: tuple[int, int], level: float) -> None:
    states, numbers = (shown.told["arrays"][f"{cell}/{name}"] for name in ("h", "units"))
    found = tuned_units(states, stretch[0], stretch[1] + 1, level)
    if not found:
        st.info(t("inside.alike.none"), icon=":material/search_off:")
        return
    places = [one.place for one in found]
    units = [int(numbers[place]) + 1 for place in places]
    st.plotly_chart(
        alike_chart(states[:, places], units, shown.labels, shown.told["first"], stretch, t),
        key=f"inside.alike.{cell}",
        config=CONFIG,
        alt=t("inside.alt.alike", cell=t(f"cell.{cell}"), units=t("words.comma").join(map(str, units))),
    )
    rows = [_row(t, shown, one, unit, stretch) for one, unit in zip(found, units, strict=True)]
    table(rows)
    st.button(
        t("inside.alike.follow", unit=units[0]),
        icon=":material/visibility:",
        key=f"inside.alike.follow.{cell}",
        on_click=partial(_follow, cell, units[0], len(numbers)),
    )
    key = f"inside.alike.download.{cell}"
    csv_button(t, t("inside.download"), lambda: pd.DataFrame(rows), f"inside-{cell}-alike.csv", key=key)


def _row(t: Translate, shown: Traced, one: Tuned, unit: int, stretch: tuple[int, int]) -> dict[str, str]:
    others = [int(step) for step in one.on if not stretch[0] <= step <= stretch[1]]
    named = [_named(shown, step) for step in others[:MOST_PLACES]]
    more = ["…"] if len(others) > MOST_PLACES else []
    return {
        t("inside.unit"): f"{unit} {t('inside.alike.high' if one.sign > 0 else 'inside.alike.low')}",
        t("inside.alike.on"): f"{percent(one.within, 0)} / {percent(one.elsewhere, 0)}",
        t("inside.alike.places"): t("words.comma").join([*named, *more]) or "–",
    }


def _named(shown: Traced, place: int) -> str:
    """The step's number, and its word or date where it has one of its own."""
    number, label = str(shown.told["first"] + place + 1), shown.labels[place]
    return number if label == number else f"{number} · {label}"


def _follow(cell: str, unit: int, count: int) -> None:
    """Open the view of one unit on this one."""
    st.session_state.pop(f"inside.unit.{cell}.{count}", None)
    st.session_state.update({"inside.view": "unit", "inside.cell": cell})
    st.query_params.update({"view": "unit", "cell": cell, "unit": str(unit)})
