"""What networks that translate are shown: a sentence, a translation, and the word that is asked about."""

import streamlit as st

from app.components.typed import area, line
from app.errors import explained
from app.i18n import Translate
from app.inside.asking import told
from app.inside.inputs import Chosen, Layer
from app.inside.traced import layers_of
from app.numbers import in_address
from app.store import open_store, outcome
from app.tasks.translate.use import MOST_TYPED
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.results import baseline_run
from core.tasks.translate.outcome import TranslationOutcome
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.texts import unpacked
from core.text.pieces import pieces

END = "</s>"  # as the engine has it


def pair(t: Translate, experiment: Experiment) -> Chosen | None:
    """A sentence to read and a translation to tell; networks say how likely one of its words is."""
    store, text, target = open_store(), "", ""
    runs = store.runs(experiment.id)
    known: TranslationOutcome | None = outcome(store, experiment, runs)
    simple = baseline_run(runs)
    if known is None or simple is None:
        return None
    with explained(t):
        key = f"inside.pair.{experiment.id[:8]}"
        if key not in st.session_state:
            st.session_state[key] = st.query_params.get("text", known.examples[0].source)
        text = area(t("translate.inside.source"), MOST_TYPED, key=key, height=80).strip()
        if text:
            target = _target(t, experiment, known, text)
    if not target:
        if not text:
            st.info(t("inside.text.none"), icon=":material/edit:")
        return None
    words = _words(store, simple.id)
    task = experiment.spec.of(TranslateSpec)
    told_words = [*pieces(target, task.cut_target, lower=task.lower), END]
    place = _place(t, experiment, told_words)
    outputs = ["·", t("translate.inside.unknown"), *words, END]
    truth = len(outputs) - 1 if place == len(told_words) - 1 else _number(words, told_words[place])
    return Chosen(
        {"text": text, "target": target, "place": place}, [], outputs, "",
        lambda found, first, end: found["words"], truth, kept="start", every_step=True,
        layers=_layers(t, experiment),
    )  # fmt: skip


def _target(t: Translate, experiment: Experiment, known: TranslationOutcome, text: str) -> str:
    """What the cell that is shown makes of the sentence, until the person writes something else."""
    key = f"inside.target.{experiment.id[:8]}.{text}"
    if key not in st.session_state:
        proposed = st.query_params.get("target", "") if st.query_params.get("text") == text else ""
        st.session_state[key] = proposed or _proposed(t, experiment, known.shown, text)
    target = line(t("translate.inside.target"), most=MOST_TYPED, key=key).strip()
    st.caption(t("translate.inside.proposed", cell=t(f"cell.{known.shown}")))
    st.query_params.update({"text": text, "target": target})
    return target


def _proposed(t: Translate, experiment: Experiment, cell: str, text: str) -> str:
    beam = experiment.spec.of(TranslateSpec).beam
    with st.spinner(t("inside.asking")):
        cells = told(experiment, "translate", text=text, beam=beam)["cells"]
    found = cells.get(cell) or next(iter(cells.values()))
    return str(found["found"][0]["text"])


def _place(t: Translate, experiment: Experiment, words: list[str]) -> int:
    asked = (in_address(st.query_params.get("word", "")) or 1) - 1
    place = st.selectbox(
        t("translate.inside.word"), range(len(words)), min(asked, len(words) - 1),
        format_func=lambda one: f"{one + 1} · {words[one]}",
        key=f"inside.word.{experiment.id[:8]}.{len(words)}",
    )  # fmt: skip
    st.query_params["word"] = str(place + 1)
    return int(place)


def _number(words: tuple[str, ...], word: str) -> int:
    """As the networks number it."""
    return words.index(word) + 2 if word in words else 1


@st.cache_resource(show_spinner=False, max_entries=8)
def _words(_store: Store, run: str) -> tuple[str, ...]:
    """The words that networks may tell."""
    return tuple(unpacked(_store.arrays(run)["target_words"]))


def _layers(t: Translate, experiment: Experiment) -> tuple[Layer, ...]:
    """Those of the encoder, then those of the decoder, which reads one way."""
    model = experiment.spec.model
    encoder = layers_of(t, model.layers, model.bidirectional)
    decoder = layers_of(t, model.layers, False)
    return tuple(
        Layer(one.code, one.number, one.backwards, t("translate.inside.encoder", name=one.name))
        for one in encoder
    ) + tuple(
        Layer(f"d{one.code}", model.layers + one.number, False, t("translate.inside.decoder", name=one.name))
        for one in decoder
    )
