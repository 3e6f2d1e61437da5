"""What methods said of series that somebody brought: counts, a table, a few of them drawn."""

from dataclasses import replace

import numpy as np
import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.i18n import Translate
from app.numbers import NONE, percent, whole
from app.tasks.classify.charts.drawn import LINES, Panel, panels_chart
from core.data.labelled.facts import MOST_COLUMNS, MOST_POINTS, LabelledFacts
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classified.ranking import is_unsure, ranked
from core.tasks.classify.telling import Told, Totals, totals
from core.words.methods import method_word
from core.words.sentences import spaced

SHOWN = 20  # rows of the table
DRAWN = 4  # series


def show_told(t: Translate, told: Told, facts: LabelledFacts, outcome: ClassOutcome) -> None:
    """Draw everything but the download.

    Args:
        told: With the classes as they are shown.
    """
    told = _as_shown(told, facts)
    _doubts(t, told, facts)
    table([_counts(t, method, one) for method, one in totals(told).items()])
    st.caption(_who_answers(t, told))
    first = (told.sent, outcome.verdict.cell, *told.probabilities)
    best = next(name for name in first if name in told.probabilities)
    panels = [_panel(told, place, best) for place in range(min(DRAWN, len(told.series.ids)))]
    alt = t("classify.use.alt", count=len(panels), cell=method_word(t, best))
    chart = panels_chart(panels, facts.columns, t)
    st.plotly_chart(chart, key="classify.use.drawn", config=CONFIG, alt=alt)
    st.dataframe(
        [_row(t, told, place) for place in range(min(SHOWN, len(told.series.ids)))],
        hide_index=True, width="stretch", height="content",
    )  # fmt: skip
    if len(told.series.ids) > SHOWN:
        st.caption(t("scoring.file.shown", shown=SHOWN, all=whole(len(told.series.ids))))


def _as_shown(told: Told, facts: LabelledFacts) -> Told:
    """Labels of the file under the names that its classes are shown by."""
    names = dict(zip(facts.classes, told.classes, strict=True))
    labels = tuple(names.get(label, label) for label in told.series.labels)
    return replace(told, series=replace(told.series, labels=labels))


def _doubts(t: Translate, told: Told, facts: LabelledFacts) -> None:
    """Say which series are of other lengths than the networks know, and which were left out."""
    if count := sum(map(bool, told.doubts)):
        known = {"first": whole(facts.shortest), "last": whole(facts.longest)}
        st.warning(t("classify.use.lengths", count=count, **known), icon=":material/straighten:")
    if told.series.left_out:
        first = whole(len(told.series.ids))
        st.warning(t("classify.use.left_out", first=first, count=told.series.left_out), icon=":material/cut:")


def _counts(t: Translate, method: str, one: Totals) -> dict[str, str]:
    row = {t("column.method"): method_word(t, method)}
    row |= {name: whole(count) for name, count in one.classes.items()}
    row[t("scoring.file.unsure")] = whole(one.unsure)
    if one.labelled:
        share = percent(one.right / one.labelled)
        of = {"right": whole(one.right), "labelled": whole(one.labelled), "share": share}
        row[t("classify.use.agree")] = t("scoring.file.right.of", **of)
    return row


def _who_answers(t: Translate, told: Told) -> str:
    """Whose answers these are, and which of them is to be used."""
    who = t("classify.use.who", count=max(map(len, told.seeds.values())))
    if told.sent not in told.probabilities:  # from before such a method was named
        return who
    kind = "sent" if told.seeds[told.sent] else "sent.simple"
    return spaced(t, who, t(f"classify.use.{kind}", method=method_word(t, told.sent)))


def _panel(told: Told, place: int, method: str) -> Panel:
    values, row = told.series.values[place], told.probabilities[method][place]
    values = values[:, : MOST_COLUMNS if values.shape[1] > LINES else LINES]
    steps = np.unique(np.linspace(0, len(values) - 1, MOST_POINTS).round().astype(int))
    best = told.classes[int(row.argmax())]
    title = f"{told.series.rows[place]} · {best} {percent(row.max(), 0)}"
    return Panel(title, [(steps.tolist(), values[steps].T.tolist())])


def _row(t: Translate, told: Told, place: int) -> dict[str, str]:
    series = told.series
    row = {t("column.row"): str(series.rows[place]), t("classify.use.series"): series.ids[place]}
    if any(series.labels):
        row[t("classify.use.label")] = series.labels[place] or NONE
    for method, probabilities in told.probabilities.items():
        mine = probabilities[place].tolist()
        best = ranked(mine)[0]
        unsure = f" · {t('scoring.unsure.short')}" if is_unsure(mine) else ""
        row[method_word(t, method)] = f"{told.classes[best]} · {percent(mine[best], 0)}{unsure}"
    doubt = told.doubts[place]
    return row | {t("column.doubt"): t(f"classify.use.{doubt}") if doubt else ""}
