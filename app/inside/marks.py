"""What gates do at the steps that matter, beside what they do elsewhere."""

import numpy as np
import streamlit as st

from app.components.table import table
from app.i18n import Translate
from app.inside.traced import Traced
from app.numbers import figure
from core.inside.marks import telling_unit


def at_marks(t: Translate, shown: Traced, marks: tuple[int, ...]) -> None:
    """A row per gate: the unit that tells the marks best; nothing where no mark or no gate is shown."""
    rows, arrays = [], shown.told["arrays"]
    places = np.array(marks) - 1 - shown.told["first"]
    here = places[(places >= 0) & (places < len(shown.labels))]
    for cell, one in shown.told["cells"].items():
        for name, kind, role in one["parts"]:
            if kind == "gate" and 0 < len(here) < len(shown.labels):
                unit, there, elsewhere = telling_unit(arrays[f"{cell}/{name}"], here)
                rows.append({
                    t("inside.cell"): t(f"cell.{cell}"),
                    t("inside.gate"): f"{name} · {t(f'inside.role.{role}')}",
                    t("inside.marks.unit"): str(int(arrays[f"{cell}/units"][unit]) + 1),
                    t("inside.marks.at"): figure(there, 2),
                    t("inside.marks.else"): figure(elsewhere, 2),
                })  # fmt: skip
    if rows:
        st.subheader(t("inside.marks"))
        table(rows, names=3)
        st.caption(t("inside.marks.about"))
