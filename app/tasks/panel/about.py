"""What many series hold: a line of figures, some of them drawn, findings."""

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.errors import literal, noted
from app.experiments.settings_table import in_two_columns
from app.i18n import Translate
from app.numbers import NONE, whole
from app.tasks.panel.charts.some import some_chart
from app.tasks.panel.known import data_name
from core.data.panel.facts import PanelFacts

OF_MANY = ("series", "fixed", "ended")  # figures that say nothing of one series


def data_line(t: Translate, facts: PanelFacts) -> str:
    """Name, number of series, lengths and span in one line."""
    lengths = (whole(facts.shortest), whole(facts.longest))
    steps = lengths[0] if lengths[0] == lengths[1] else t("panel.steps", first=lengths[0], last=lengths[1])
    one = "" if facts.series > 1 else ".one"
    return t(
        f"panel.line{one}", name=data_name(t, facts), series=whole(facts.series), steps=steps,
        target=facts.column, first=facts.first, last=facts.last,
    )  # fmt: skip


def show_panel(t: Translate, facts: PanelFacts, key: str) -> None:
    """Some series as pictures; beside them figures; then findings."""
    left, right = st.columns([3, 2], gap="medium")
    names = [one.id for one in facts.drawn]
    left.plotly_chart(
        some_chart(facts.drawn, t), key=f"{key}.drawn", config=CONFIG,
        alt=t("panel.drawn.alt", series=t("words.comma").join(names)),
    )  # fmt: skip
    with right:
        table(figures(t, facts), names=2)
    for note in facts.notes:
        st.caption(f":material/info: {noted(t, note)}")


def figures(t: Translate, facts: PanelFacts) -> list[dict[str, str]]:
    """Rows for a table."""
    told = {
        "series": whole(facts.series),
        "target": literal(facts.column),
        "known": _listed(t, facts.known),
        **({"known_for": t("panel.known_for", steps=facts.ahead)} if facts.known else {}),
        "past": _listed(t, facts.past),
        "fixed": _listed(t, facts.fixed_names),
        "lengths": " · ".join(whole(one) for one in (facts.shortest, facts.usual, facts.longest)),
        "first": facts.first,
        "last": facts.last,
        "blanks": whole(facts.blanks),
        "ended": whole(facts.ended),
    }
    kept = [name for name in told if facts.series > 1 or name not in OF_MANY]
    return in_two_columns(t, {t(f"panel.figure.{name}"): told[name] for name in kept})


def _listed(t: Translate, names: tuple[str, ...]) -> str:
    return t("words.comma").join(map(literal, names)) or NONE
