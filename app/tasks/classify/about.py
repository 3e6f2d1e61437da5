"""What labelled series hold: a line of figures, a few of each class, the balance of classes, findings."""

import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.data.charts.texts import balance_chart
from app.errors import noted
from app.experiments.settings_table import in_two_columns
from app.i18n import Translate
from app.numbers import whole
from app.tasks.classify.charts.drawn import Panel, panels_chart
from app.tasks.classify.known import data_name, shown_classes
from core.data.labelled.facts import LabelledFacts
from core.specs import ExperimentSpec
from core.words.sentences import counted


def data_line(t: Translate, facts: LabelledFacts) -> str:
    """Name, number of series, classes, columns and steps in one line."""
    lengths = (whole(facts.shortest), whole(facts.longest))
    steps = lengths[0] if lengths[0] == lengths[1] else t("labelled.steps", first=lengths[0], last=lengths[1])
    return t(
        "labelled.line", name=data_name(t, facts), series=whole(facts.series), classes=len(facts.classes),
        columns=len(facts.columns), steps=steps,
    )  # fmt: skip


def swept_line(t: Translate, spec: ExperimentSpec, data: LabelledFacts) -> str:
    """The series; every task on them is the same."""
    return data_line(t, data)


def show_series(t: Translate, facts: LabelledFacts, key: str) -> None:
    """A few of each class as pictures; figures and the balance below; then findings."""
    names = shown_classes(t, facts)
    panels = [
        Panel(name, [(one.steps, one.values) for one in facts.drawn if one.label == label])
        for label, name in enumerate(names)
    ]
    st.plotly_chart(
        panels_chart(panels, facts.columns, t), key=f"{key}.drawn", config=CONFIG,
        alt=t("labelled.drawn.alt", classes=t("words.comma").join(names)),
    )  # fmt: skip
    counts = dict(zip(names, facts.counts.values(), strict=True))
    left, right = st.columns(2, gap="medium")
    left.plotly_chart(
        balance_chart(counts, t("chart.series")), key=f"{key}.balance", config=CONFIG,
        alt=t("alt.balance", counts=counted(t, counts)),
    )  # fmt: skip
    with right:
        table(figures(t, facts), names=2)
    for note in facts.notes:
        st.caption(f":material/info: {noted(t, note)}")


def figures(t: Translate, facts: LabelledFacts) -> list[dict[str, str]]:
    """Rows for a table."""
    lengths = " · ".join(whole(one) for one in (facts.shortest, facts.usual, facts.longest))
    told = {
        "series": whole(facts.series),
        "given_test": whole(facts.given_test) if facts.given_test else t("text.drawn"),
        "lengths": lengths,
        "columns": t("words.comma").join(facts.columns),
    }
    return in_two_columns(t, {t(f"labelled.{name}"): value for name, value in told.items()})
