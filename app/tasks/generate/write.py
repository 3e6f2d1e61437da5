"""Write: the trained cells go on with one prompt, side by side, while one watches."""

from dataclasses import replace
from typing import Any

import streamlit as st

from app.components.typed import area
from app.errors import explained, literal
from app.i18n import Translate
from app.numbers import percent
from app.tasks.generate.asking import Wanted, gone_on
from app.tasks.generate.known import copied, prompt_of
from app.tasks.generate.places import places_part
from core.store.records import Experiment
from core.tasks.generate.alphabet import ALPHABETS
from core.tasks.generate.forms import FORMS, MOST_BEAM
from core.tasks.generate.outcome import WritingOutcome
from core.tasks.generate.spec import GenerateSpec

# Characters or words between two looks at the page, and of a search along several beginnings.
PIECE = {"characters": 60, "words": 15}
MOST_PROMPT = 2000
# Characters of a stretch that is looked for in the training text: of words, eight would hardly be new.
GRAM = {"characters": 8, "words": 24}
FIRST_WORDS = 80
FIELDS: dict[str, tuple[float, float, float, float]] = {  # lowest, highest, first, step
    "letters": (10, 3000, 300, 50),
    "temperature": (0.0, 3.0, 0.8, 0.1),
    "top_k": (0, 500, 0, 1),
    "top_p": (0.05, 1.0, 1.0, 0.05),
    "seed": (0, 1_000_000, 1, 1),
    "beam": (1, MOST_BEAM, 1, 1),
}
NAMED = 12  # unknown characters of a prompt that are named


def write_part(t: Translate, experiment: Experiment, outcome: WritingOutcome) -> None:
    """The prompt with its settings; below it what each cell made of it."""
    st.subheader(t("generate.write"))
    key = f"generate.write.{experiment.id[:8]}"
    wanted: Wanted | None = None
    with explained(t):
        wanted, asked = _form(t, experiment, key)
    if wanted is None:
        return
    alphabet = ALPHABETS[outcome.task.unit](outcome.facts["characters"])
    if unknown := alphabet.unknown(wanted.prompt):
        names = t("words.comma").join(map(repr, unknown[:NAMED]))
        st.warning(t("generate.prompt_unknown", letters=literal(names)), icon=":material/help:")
    cells = [one.name for one in outcome.methods if one.kind == "cell"]
    if asked:
        st.session_state[key] = (wanted, dict.fromkeys(cells, ""), 0)
    known = st.session_state.get(key)
    if known is None:
        st.caption(t(outcome.task.worded("generate.write.about")))
        return
    with explained(t):
        wanted, texts, done = known
        texts = _written(t, experiment, wanted, texts, done, key)
        places_part(t, experiment, alphabet, wanted.prompt, texts, key)
        _copied(t, experiment, outcome, texts)


def _form(t: Translate, experiment: Experiment, key: str) -> tuple[Wanted, bool]:
    """The prompt and how to go on with it; whether this was asked for just now."""
    task = experiment.spec.of(GenerateSpec)
    words = task.unit == "words"
    if f"{key}.prompt" not in st.session_state:
        st.session_state[f"{key}.prompt"] = prompt_of(experiment.spec)
    with st.form(f"{key}.form", border=False):
        prompt = area(t("generate.prompt"), MOST_PROMPT, key=f"{key}.prompt", height=80)
        columns = [*st.columns(4), *st.columns(4)]
        numbers = [
            column.number_input(
                t(task.worded(f"generate.{name}") if name == "letters" else f"generate.{name}"), low, high,
                FIRST_WORDS if words and name == "letters" else first, step,
                key=f"{key}.{name}", help=t(f"generate.{name}.help"),
            )
            for column, (name, (low, high, first, step)) in zip(columns, FIELDS.items(), strict=False)
        ]  # fmt: skip
        form = "free" if words else columns[len(FIELDS)].selectbox(
            t("generate.form"), list(FORMS), format_func=lambda one: t(f"generate.form.{one}"),
            key=f"{key}.poem", help=t("generate.form.help"),
        )  # fmt: skip
        asked = st.form_submit_button(t("generate.go"), icon=":material/edit:", type="primary")
    letters, heat, top_k, top_p, seed, beam = numbers
    drawn = (float(heat), int(top_k), float(top_p), int(seed))
    return Wanted(prompt, int(letters), *drawn, int(beam), form), asked


def _written(
    t: Translate, experiment: Experiment, wanted: Wanted, texts: dict[str, str], done: int, key: str
) -> dict[str, str]:
    """Draw what is there, and go on until all is written; whatever is pressed meanwhile ends it.

    Args:
        done: Characters or words that each cell has written.
    """
    places, piece = {}, PIECE[experiment.spec.of(GenerateSpec).unit]
    for column, cell in zip(st.columns(len(texts), gap="medium"), texts, strict=True):
        column.markdown(f"**{t(f'cell.{cell}')}**")
        places[cell] = column.empty()
        _draw(places[cell], wanted.prompt, texts[cell])
    left = wanted.letters - done
    below = st.empty()
    if left > 0 and not st.session_state.pop(f"{key}.stopped", False):
        stop = f"{key}.stop.{done}"
        below.button(
            t("progress.stop"), icon=":material/stop_circle:", key=stop,
            on_click=lambda: st.session_state.update({f"{key}.stopped": True}),
        )  # fmt: skip
        while left > 0:
            for cell, more in gone_on(experiment, wanted, texts, min(piece, left), done).items():
                texts[cell] += more
                _draw(places[cell], wanted.prompt, texts[cell])
            done, left = done + min(piece, left), left - piece
            st.session_state[key] = (wanted, texts, done)
        below.empty()
    elif left > 0:
        st.session_state[key] = (replace(wanted, letters=done), texts, done)
    return texts


def _copied(t: Translate, experiment: Experiment, outcome: WritingOutcome, texts: dict[str, str]) -> None:
    """How much of what each cell wrote stands in the training text."""
    gram, end = GRAM[outcome.task.unit], outcome.facts.get("train_ends")
    for cell, text in texts.items():
        if (share := copied(text, experiment.spec, gram, end)) is not None:
            told = t("generate.copied", cell=t(f"cell.{cell}"), share=percent(share), gram=gram)
            st.caption(told)


def _draw(place: Any, prompt: str, text: str) -> None:
    """The prompt and what was written; nothing in either is taken for markup."""
    place.code(prompt + text, language=None, wrap_lines=True)
