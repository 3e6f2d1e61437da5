"""What the networks of an experiment on whole series are shown: a test series, or one of the person's own."""

from typing import Any, TypeAlias

import numpy as np
import streamlit as st

from app.errors import explained, literal
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.numbers import in_address, whole
from app.store import open_store
from app.tasks.classify.brought import brought_series, file_or_pasted
from app.tasks.classify.known import labelled, shown_classes
from core.arrays import Floats
from core.data.labelled.facts import LabelledFacts
from core.store.records import Experiment, Run
from core.tasks.classify.keeping import series_of
from core.tasks.classify.prepare import averaged
from core.tasks.classify.spec import ClassifySpec
from core.tasks.results import baseline_run

OWN = "inside.series.own"  # begins the keys of the widgets
Shown: TypeAlias = tuple[dict[str, Any], Floats, int | None]  # for the question; its values; its class


def one_series(t: Translate, experiment: Experiment) -> Chosen | None:
    """A test series, chosen by its number, or one that the person brings."""
    options = {"test": t("classify.inside.test"), "own": t("classify.inside.own")}
    kind = st.segmented_control(
        t("classify.inside.which"), list(options), default="test", required=True,
        format_func=options.__getitem__, key=f"inside.series.kind.{experiment.id[:8]}",
    )  # fmt: skip
    with explained(t):
        facts, store = labelled(experiment.spec), open_store()
        simple = baseline_run(store.runs(experiment.id))
        assert simple is not None
        shown = _own(t, facts) if kind == "own" else _of_test(t, experiment, facts, simple)
        if shown is None:
            st.info(t("classify.inside.none"), icon=":material/edit:")
            return None
        asked, values, truth = shown
        read = averaged(values, int(simple.facts["together"]))
        return Chosen(
            asked, list(facts.columns), list(shown_classes(t, facts)), "",
            lambda told, start, end: _steps(len(values), len(read))[start:end],
            truth, values=read, every_step=experiment.spec.of(ClassifySpec).pooling != "last",
        )  # fmt: skip
    return None


def _own(t: Translate, facts: LabelledFacts) -> Shown | None:
    """One of the series that a person brings; its class, if the file has one, is not asked for."""
    brought = brought_series(t, facts, file_or_pasted(t, OWN), OWN)
    if brought is None:
        return None
    series, place = brought.series, 0
    if (count := len(series.ids)) > 1:
        number = st.number_input(
            t("classify.inside.number.own", count=whole(count)), 1, count, key=f"{OWN}.number.{brought.read}"
        )
        place = int(number) - 1
    values = series.values[place]
    name = literal(series.ids[place])
    st.caption(t("classify.inside.series.own", name=name, steps=whole(len(values))))
    if not facts.shortest <= len(values) <= facts.longest:
        known = {"first": whole(facts.shortest), "last": whole(facts.longest)}
        st.warning(t("classify.use.lengths", count=1, **known), icon=":material/straighten:")
    st.query_params.pop("row", None)
    return {"series": [values.tolist()]}, values, None


def _of_test(t: Translate, experiment: Experiment, facts: LabelledFacts, simple: Run) -> Shown:
    """One of the series that judged the networks, with its class."""
    store = open_store()
    arrays = store.arrays(simple.id)
    place, row = _place(t, experiment, arrays["test_rows"].tolist())
    ((name, values),) = series_of(store, experiment.data, [row])
    truth = int(arrays["test_truth"][place])
    label, steps = literal(shown_classes(t, facts)[truth]), whole(len(values))
    st.caption(t("classify.inside.series", name=literal(name), steps=steps, label=label))
    return {"row": row, "label": truth}, values, truth


def _place(t: Translate, experiment: Experiment, rows: list[int]) -> tuple[int, int]:
    """Place among the test series, and row in the data; the address holds the row."""
    asked = in_address(st.query_params.get("row", ""))
    first = rows.index(asked) if asked in rows else 0
    number = st.number_input(
        t("classify.inside.number", count=whole(len(rows))), 1, len(rows), first + 1,
        key=f"inside.series.{experiment.id[:8]}",
    )  # fmt: skip
    row = rows[int(number) - 1]
    st.query_params["row"] = str(row)
    return int(number) - 1, row


def _steps(steps: int, read: int) -> list[str]:
    """What each step that is read covers of the series: a step, or those that are averaged."""
    parts = np.array_split(np.arange(1, steps + 1), read)
    return [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in parts]
