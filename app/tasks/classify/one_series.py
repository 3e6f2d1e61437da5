"""One test series told by the networks of different experiments."""

from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.compare.view import View, letter
from app.errors import explained, literal
from app.i18n import Translate
from app.inside.asking import told
from app.numbers import NONE, percent, whole
from app.store import open_store
from app.tasks.classify.charts.drawn import Panel, panels_chart
from app.tasks.classify.known import labelled, shown_class, shown_classes
from core.store.records import Experiment
from core.tasks.classify.keeping import series_of
from core.tasks.results import baseline_run
from core.words.methods import method_word

MOST_EXPERIMENTS = 4  # asked about one series


def one_series_part(view: View) -> None:
    """Choose one of the first experiment's test series; below it what each experiment's cells tell."""
    t, known = view.t, view.experiments[:MOST_EXPERIMENTS]
    with explained(t):
        first, store = known[0], open_store()
        simple = baseline_run(store.runs(first.id))
        if simple is None:
            st.caption(t("classify.compare.none"))
            return
        arrays = store.arrays(simple.id)
        count = len(arrays["test_rows"])
        number = st.number_input(
            t("classify.inside.number", count=whole(count)), 1, count, key="compare.series"
        )
        place = int(number) - 1
        ((name, values),) = series_of(store, first.data, [int(arrays["test_rows"][place])])
        facts = labelled(first.spec)
        truth = shown_classes(t, facts)[int(arrays["test_truth"][place])]
        shown = Panel(f"{name} · {truth}", [(list(range(1, len(values) + 1)), values.T.tolist())])
        chart, alt = panels_chart([shown], facts.columns, t), t("labelled.drawn.alt", classes=truth)
        st.plotly_chart(chart, key="compare.series.drawn", config=CONFIG, alt=alt)
        rows: list[dict[str, str]] = []
        for at, experiment in enumerate(known):
            home = f" · {letter(at)}" if len(known) > 1 else ""
            with explained(t), st.spinner(t("inside.asking")):
                rows += _rows(t, experiment, told(experiment, "classify", series=[values.tolist()]), home)
        classes = list(dict.fromkeys(key for row in rows for key in row))
        st.dataframe(
            [{key: row.get(key, NONE) for key in classes} for row in rows],
            hide_index=True, width="content", height="content",
        )  # fmt: skip
        st.caption(t("compare.text.seeds"))


def _rows(t: Translate, experiment: Experiment, answered: dict[str, Any], home: str) -> list[dict[str, str]]:
    """The probability of each class by each cell of an experiment, and by what is to be used."""
    facts = labelled(experiment.spec)
    names = [literal(shown_class(t, facts, name)) for name in facts.classes]
    told = {name: one[0] for name, one in answered["others"].items()}
    told |= {cell: one["probabilities"][0] for cell, one in answered["cells"].items()}
    return [
        {t("compare.column.group"): method_word(t, method) + home}
        | {name: percent(share) for name, share in zip(names, one, strict=True)}
        for method, one in told.items()
    ]
