"""Where a decoder looked while it told each word, cell by cell."""

from typing import Any

import streamlit as st

from app.charts.attention import AttentionFacts, attention_chart, visible
from app.charts.theme import CONFIG
from app.i18n import Translate


def attention_part(t: Translate, told: dict[str, Any]) -> None:
    """A matrix per cell; nothing for networks without attention."""
    cells = [cell for cell in told["cells"] if f"{cell}/attention" in told["arrays"]]
    if not cells:
        return
    read, written = (list(map(visible, words)) for words in told["sides"])
    st.subheader(t("inside.attention"))
    st.caption(t("inside.attention.about"))
    for column, cell in zip(st.columns(len(cells), gap="medium"), cells, strict=True):
        facts = AttentionFacts(read, written, told["arrays"][f"{cell}/attention"].tolist())
        column.markdown(f"**{t(f'cell.{cell}')}**")
        column.plotly_chart(
            attention_chart(facts, t),
            key=f"inside.attention.{cell}",
            config=CONFIG,
            alt=t("translate.attention.alt", read=len(read), written=len(written)),
        )
