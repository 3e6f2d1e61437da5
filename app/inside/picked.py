"""Which cell and which of its units; the address holds both."""

import numpy as np
import streamlit as st

from app.i18n import Translate
from app.inside.charts.states import reacting
from app.inside.traced import Traced
from app.numbers import in_address


def picked_unit(t: Translate, shown: Traced) -> tuple[str, int]:
    """A cell, and the place of a unit among those that were sent; at first the one that reacts most."""
    cells = list(shown.told["cells"])
    asked = st.query_params.get("cell", "")
    cell = st.segmented_control(
        t("inside.cell"), cells, default=asked if asked in cells else cells[-1], required=True,
        format_func=lambda name: t(f"cell.{name}"), key="inside.cell",
    ) or cells[0]  # fmt: skip
    arrays = shown.told["arrays"]
    units: list[int] = [int(unit) for unit in arrays[f"{cell}/units"]]
    wanted = in_address(st.query_params.get("unit", ""))
    number = units[reacting(arrays[f"{cell}/h"], shown.at, 1)[0]] if wanted is None else wanted - 1
    default = (
        units.index(number) if number in units else int(np.argmax(np.abs(arrays[f"{cell}/h"]).max(axis=0)))
    )
    unit = st.selectbox(
        t("inside.unit"), range(len(units)), default, format_func=lambda place: str(units[place] + 1),
        key=f"inside.unit.{cell}.{len(units)}", help=t("inside.unit.help"),
    )  # fmt: skip
    st.query_params.update({"cell": cell, "unit": str(units[unit] + 1)})
    return cell, int(unit)
