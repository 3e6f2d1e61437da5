"""One text read by the networks of different experiments: the probability of a class after each word."""

from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.compare.charts.styles import Drawn, drawn
from app.compare.view import View, letter
from app.data_words import class_names
from app.errors import explained, literal
from app.i18n import Translate
from app.numbers import percent
from app.people import owner
from app.store import open_store, text_facts
from app.tasks.sentiment.charts.readings import Reading, readings_chart
from app.tasks.sentiment.scoring import PATIENCE, cleaned, text_box, warn_of_doubt
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.requests import answer, ask
from core.tasks.sentiment.scoring import doubt_of

MOST_EXPERIMENTS = 4  # asked about one text


def one_text_part(view: View) -> None:
    """The box, and below it what each experiment's networks thought word by word."""
    t = view.t
    with st.form("compare.text", border=False):
        text = text_box(t, "compare.text.box", t("compare.text.label"))
        asked = st.form_submit_button(t("scoring.ask"), icon=":material/psychology:", type="primary")
    if asked:
        st.session_state["compare.text.asked"] = text
    if not text or st.session_state.get("compare.text.asked") != text:
        st.caption(t("compare.text.about"))
        return
    told: dict[str, dict[str, Any]] = {}
    with explained(t), st.spinner(t("scoring.asking")):
        (clean,) = cleaned(t, [text])
        for experiment in view.experiments[:MOST_EXPERIMENTS]:
            with explained(t):
                told[experiment.id] = _ask(experiment, clean)
    with explained(t):
        known = _without_doubt(view, told)
        if known:
            _draw(view, known)


def readings(view: View, told: dict[str, dict[str, Any]], label: int) -> list[Reading]:
    """A reading per experiment and cell that was asked about.

    Args:
        told: Answers by experiment.
        label: Number of the class.
    """
    cells = [(id, cell) for id, one in told.items() for cell in one["cells"]]
    looks = drawn([cell for _, cell in cells], [_name(view, *one) for one in cells])
    return [_reading(look, told[id], cell, label) for look, (id, cell) in zip(looks, cells, strict=True)]


def _without_doubt(view: View, told: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Only the answers that mean something; of each other experiment it is said why there is none."""
    t, known = view.t, {}
    for id, one in told.items():
        if doubt := doubt_of(one["about"]):
            if len(view.experiments) > 1:
                st.caption(letter([home.id for home in view.experiments].index(id)))
            warn_of_doubt(t, doubt, one["about"])
        else:
            known[id] = one
    return known


def _reading(look: Drawn, answered: dict[str, Any], cell: str, label: int) -> Reading:
    one, words = answered["cells"][cell], answered["words"]
    reached = [words[min(end, len(words)) - 1] for end in one["ends"] if end > 0 and words]
    values = [row[label] for row in one["beginnings"]][-len(reached) :]
    return Reading(look, [w["end"] for w in reached], [w["text"] for w in reached], values)


def _draw(view: View, told: dict[str, dict[str, Any]]) -> None:
    t, store = view.t, open_store()
    homes = {one.id: one for one in view.experiments}
    classes = {id: class_names(t, text_facts(store, homes[id].data)) for id in told}
    first = next(iter(classes.values()))
    if any(one != first for one in classes.values()):
        st.info(t("compare.text.classes"), icon=":material/link_off:")
        told = {id: one for id, one in told.items() if classes[id] == first}
    names = [literal(name) for name in first]
    label = st.segmented_control(
        t("column.class"), range(len(first)), default=len(first) - 1, required=True,
        format_func=names.__getitem__, key="compare.text.class",
    )  # fmt: skip
    label = len(first) - 1 if label is None else label
    found = readings(view, told, label)
    words = next(iter(told.values()))["words"]
    st.plotly_chart(
        readings_chart(found, [(word["end"], word["text"]) for word in words], t, first[label]),
        key="compare.readings",
        config=CONFIG,
        alt=t("alt.beginnings", label=first[label]),
    )
    cells = [one for answered in told.values() for one in answered["cells"].values()]
    means = [one["probabilities"][0][label] for one in cells]
    st.dataframe(_rows(t, found, means), hide_index=True, width="content", height="content")
    st.caption(t("compare.text.seeds"))


def _rows(t: Translate, found: list[Reading], means: list[float]) -> list[dict[str, str]]:
    """What each cell answers, the mean of its seeds, and what the one network says whose curve is drawn."""
    return [
        {
            t("compare.column.group"): one.look.name,
            t("compare.text.whole"): percent(mean),
            t("compare.text.one_network"): percent(one.told[-1]),
        }
        for one, mean in zip(found, means, strict=True)
        if one.told
    ]


def _name(view: View, id: str, cell: str) -> str:
    place = [one.id for one in view.experiments].index(id)
    home = f" · {letter(place)}" if len(view.experiments) > 1 else ""
    return view.t(f"cell.{cell}") + home


def _ask(experiment: Experiment, text: str) -> dict[str, Any]:
    store = open_store()
    ensure_engine(store)
    picked = ask(store.engine, experiment.id, "explain", asker=owner(), texts=[text])
    return answer(store.engine, picked, PATIENCE)
