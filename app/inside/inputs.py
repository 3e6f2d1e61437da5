"""What the networks are shown: a window before a forecast, or a text. One function per task."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.components.origin import origin_slider
from app.data_words import class_names
from app.errors import explained, literal
from app.i18n import Translate
from app.numbers import in_address, moments
from app.store import dataset, open_store, text_facts
from app.tasks import VIEWS
from app.tasks.base import part
from app.tasks.forecast.result import unit_of
from app.tasks.sentiment.scoring import cleaned, text_box
from core.store.records import Experiment
from core.tasks.forecast.blanks import rows_of
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.results import baseline_run

LONGEST_LINK = 1500  # letters of a text that the address holds


@dataclass(frozen=True)
class Chosen:
    """An input, and how its parts are called."""

    asked: dict[str, Any]  # for the question
    names: list[str]  # columns of the input; none of a text
    outputs: list[str]  # steps ahead or classes
    unit: str  # of the outputs
    labels: Callable[
        [dict[str, Any], int, int], list[str]
    ]  # of the steps from one to another, given the answer
    truth: int | None = None  # class of a test text
    doubt: str = ""  # why what the networks say of a text means nothing


def chosen_input(t: Translate, experiment: Experiment) -> Chosen | None:
    """Let the person choose; nothing as long as there is none."""
    name = VIEWS[experiment.task].input
    chosen: Chosen | None = part(name)(t, experiment) if name else None
    return chosen


def window(t: Translate, experiment: Experiment) -> Chosen | None:
    """One of the windows that judged the networks."""
    store, task = open_store(), experiment.spec.of(ForecastSpec)
    data = dataset(store, experiment.data, experiment.source_name)
    simple = baseline_run(store.runs(experiment.id))
    assert simple is not None  # whoever is asked has been judged
    times = rows_of(data, task, simple.facts).frame.index
    moment = moments(times)
    origins = [int(row) for row in store.arrays(simple.id)["test_origins"]]
    asked = st.query_params.get("origin", "")
    first = origins.index(number) if (number := in_address(asked)) in origins else len(origins) // 2
    if asked and str(origins[first]) != asked:
        st.warning(t("inside.no_such_origin", time=moment(times[origins[first]])), icon=":material/help:")
    key = f"inside.origin.{experiment.id[:8]}"
    origin = origins[origin_slider(t("inside.origin"), times[origins], moment, key=key, first=first)]
    st.query_params["origin"] = str(origin)
    rows, lookback = simple.facts.get("blocks", 1), simple.facts.get("lookback", task.lookback)
    facts = {"steps": lookback // rows, "rows": rows, "time": moment(times[origin])}
    st.caption(t("inside.window" if rows == 1 else "inside.window.days", **facts))
    ends = times[origin - lookback + rows : origin + 1 : rows]  # of each step its last row
    return Chosen(
        {"origin": origin},
        _columns(t, task, simple.facts, times[origin - rows + 1 : origin + 1]),
        _ahead(t, experiment),
        unit_of(data, task.target),
        lambda told, start, end: [moment(time) for time in ends[start:end]],
    )


def _ahead(t: Translate, experiment: Experiment) -> list[str]:
    """The numbers a network answers with: a recursive one tells one step only."""
    task = experiment.spec.of(ForecastSpec)
    steps = 1 if task.strategy == "recursive" else task.horizon
    return [t("inside.ahead", step=step) for step in range(1, steps + 1)]


def _columns(t: Translate, task: ForecastSpec, facts: dict[str, Any], times: Any) -> list[str]:
    """The names of what is read at a step; where a step is a day, one for each of its times.

    Args:
        times: Of the last step's rows.
    """
    bare = [("seen", task.target), *(("column", name) for name in task.covariates)]
    found = []
    for kind, name in facts.get("inputs", bare):
        if kind not in ("seen", "level", "column"):
            found.append(_told_once(t, kind, name))
            continue
        word = t("inside.level", column=name) if kind == "level" else name
        found += [word] if len(times) == 1 else [f"{word} {time:%H:%M}" for time in times]
    return found


def _told_once(t: Translate, kind: str, name: str) -> str:
    """A column that tells of the calendar: a cycle's wave, or a holiday so many steps ahead."""
    if kind == "cycle":
        cycle, wave = name.split()
        return f"{t(f'inside.cycle.{cycle}')} {wave}"
    return t("inside.holiday") if name == "0" else t("inside.holiday.ahead", step=name)


def text(t: Translate, experiment: Experiment) -> Chosen | None:
    """A test text, or one of the person's own."""
    store = open_store()
    classes = class_names(t, text_facts(store, experiment.data))
    own = "text" in st.query_params
    options = {"test": t("inside.text.test"), "own": t("inside.text.own")}
    kind = st.segmented_control(
        t("inside.text"), list(options), default="own" if own else "test", required=True,
        format_func=options.__getitem__, key=f"inside.text.kind.{experiment.id[:8]}",
    )  # fmt: skip
    shown, label = "", None
    with explained(t):
        shown, label = _own(t) if kind == "own" else _of_test(t, experiment, classes)
    if not shown:
        st.info(t("inside.text.none"), icon=":material/edit:")
        return None
    asked = {"texts": [shown]} | ({"label": label} if label is not None else {})
    return Chosen(asked, [], list(classes), "", lambda told, start, end: told["words"], label)


def _own(t: Translate) -> tuple[str, int | None]:
    if "text" in st.query_params and "inside.text.own" not in st.session_state:
        st.session_state["inside.text.own"] = st.query_params["text"]
    text = text_box(t, "inside.text.own", t("inside.text.own"))
    text = cleaned(t, [text])[0] if text else ""
    st.query_params.pop("row", None)
    if text:
        st.query_params["text"] = text[:LONGEST_LINK]
    if len(text) > LONGEST_LINK:
        st.caption(t("inside.text.long_link"))
    return text, None


def _of_test(t: Translate, experiment: Experiment, classes: tuple[str, ...]) -> tuple[str, int | None]:
    """One of the texts that judged the networks, with its class."""
    store = open_store()
    simple = baseline_run(store.runs(experiment.id))
    assert simple is not None
    arrays = store.arrays(simple.id)
    rows, truth = arrays["test_rows"].tolist(), arrays["test_truth"].tolist()
    asked = st.query_params.get("row", "")
    known = (number := in_address(asked)) in rows
    first, key = rows.index(number) if known else 0, f"inside.row.{experiment.id[:8]}"
    if asked and not known:
        first = st.session_state.get(key, 1) - 1
        st.warning(t("inside.no_such_row", row=literal(asked[:20])), icon=":material/search_off:")
    place = st.number_input(
        t("inside.text.number", count=len(rows)),
        1,
        len(rows),
        first + 1,
        key=key,
    )
    row = rows[int(place) - 1]
    st.query_params["row"] = str(row)
    st.query_params.pop("text", None)
    (text,), (place_in_file,) = (
        store.texts_of(experiment.data, [row]),
        store.file_rows(experiment.data, [row]),
    )
    with st.container(border=True):
        st.text(text)
        if place_in_file is not None:
            st.caption(t("inside.text.row", row=place_in_file))
        st.caption(t("inside.text.truth", label=classes[truth[int(place) - 1]]))
    return text, int(truth[int(place) - 1])
