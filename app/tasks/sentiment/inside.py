"""What the networks of an experiment on texts are shown: a test text, or one of the person's own."""

from functools import partial

import streamlit as st

from app.data_words import class_names
from app.errors import explained, literal
from app.i18n import Translate
from app.inside.asking import told
from app.inside.inputs import Chosen
from app.numbers import in_address
from app.store import open_store, text_facts
from app.tasks.sentiment.scoring import cleaned, no_answer, text_box, warn_of_doubt
from core.store.records import Experiment
from core.tasks.results import baseline_run
from core.tasks.sentiment.scoring import doubt_of
from core.tasks.sentiment.spec import SentimentSpec

LONGEST_LINK = 1500  # letters of a text that the address holds


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
    task = experiment.spec.of(SentimentSpec)
    return Chosen(
        {"texts": [shown]} | ({"label": label} if label is not None else {}),
        [],
        list(classes),
        "",
        lambda told, start, end: told["words"],
        label,
        kept=task.keep,
        every_step=task.pooling != "last",
        doubt=partial(_doubt, t, experiment, shown),
    )


def _doubt(t: Translate, experiment: Experiment, text: str) -> str:
    """Of a text that Score gives no answer for, it is said here too, with the same reason."""
    with st.spinner(t("inside.asking")):
        about = told(experiment, "score", texts=[text])["texts"][0]
    doubt = doubt_of(about)
    if not doubt:
        return ""
    warn_of_doubt(t, doubt, about)
    return no_answer(t, doubt)


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
