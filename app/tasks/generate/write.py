"""Write: the trained cells go on with one prompt, side by side, while one watches."""

from dataclasses import replace
from typing import Any

import streamlit as st

from app.components.typed import area
from app.errors import explained, literal
from app.i18n import Translate
from app.numbers import percent
from app.tasks.generate.asking import Wanted, gone_on
from app.tasks.generate.surprise import stretches
from core.store.records import Experiment
from core.tasks.generate.characters import Characters
from core.tasks.generate.outcome import WritingOutcome

PIECE = 60  # characters between two looks at the page
MOST_PROMPT = 2000
GRAM = 8  # characters of a stretch that is looked for in the training text
FIELDS: dict[str, tuple[float, float, float, float]] = {  # lowest, highest, first, step
    "letters": (10, 3000, 300, 50),
    "temperature": (0.0, 3.0, 0.8, 0.1),
    "top_k": (0, 500, 0, 1),
    "top_p": (0.05, 1.0, 1.0, 0.05),
    "seed": (0, 1_000_000, 1, 1),
}
NAMED = 12  # unknown characters of a prompt that are named


def write_part(t: Translate, experiment: Experiment, outcome: WritingOutcome, train: str) -> None:
    """The prompt with its settings; below it what each cell made of it.

    Args:
        train: The training part of the text.
    """
    st.subheader(t("generate.write"))
    key = f"generate.write.{experiment.id[:8]}"
    wanted: Wanted | None = None
    with explained(t):
        wanted, asked = _form(t, train, key)
    if wanted is None:
        return
    characters = Characters(outcome.facts["characters"])
    if unknown := characters.unknown(wanted.prompt):
        names = t("words.comma").join(repr(letter) for letter in unknown[:NAMED])
        st.warning(t("generate.prompt_unknown", letters=literal(names)), icon=":material/help:")
    cells = [one.name for one in outcome.methods if one.kind == "cell"]
    if asked:
        st.session_state[key] = (wanted, dict.fromkeys(cells, ""))
    known = st.session_state.get(key)
    if known is None:
        st.caption(t("generate.write.about"))
        return
    with explained(t):
        wanted, texts = known
        _written(t, experiment, wanted, texts, train, key)


def _form(t: Translate, train: str, key: str) -> tuple[Wanted, bool]:
    """The prompt and how to go on with it; whether this was asked for just now."""
    st.session_state.setdefault(f"{key}.prompt", first_line(train))
    with st.form(f"{key}.form", border=False):
        prompt = area(t("generate.prompt"), MOST_PROMPT, key=f"{key}.prompt", height=80)
        columns = st.columns(5)
        numbers = [
            column.number_input(
                t(f"generate.{name}"), low, high, first, step,
                key=f"{key}.{name}", help=t(f"generate.{name}.help"),
            )
            for column, (name, (low, high, first, step)) in zip(columns, FIELDS.items(), strict=True)
        ]  # fmt: skip
        asked = st.form_submit_button(t("generate.go"), icon=":material/edit:", type="primary")
    letters, heat, top_k, top_p, seed = numbers
    return Wanted(prompt, int(letters), float(heat), int(top_k), float(top_p), int(seed)), asked


def first_line(train: str) -> str:
    """What a prompt begins with: how the text's second half goes on after a line's end, its first words."""
    middle = train.find("\n", len(train) // 2)
    line = train[middle + 1 :].lstrip("\n").split("\n")[0] if middle >= 0 else train
    return line[:24].rsplit(" ", 1)[0] if " " in line[:24] else line[:6]


def _written(
    t: Translate, experiment: Experiment, wanted: Wanted, texts: dict[str, str], train: str, key: str
) -> None:
    """Draw what is there, and go on until all is written; whatever is pressed meanwhile ends it."""
    places = {}
    for column, cell in zip(st.columns(len(texts), gap="medium"), texts, strict=True):
        column.markdown(f"**{t(f'cell.{cell}')}**")
        places[cell] = column.empty()
        _draw(places[cell], wanted.prompt, texts[cell])
    left = wanted.letters - min(map(len, texts.values()))
    below = st.empty()
    if left > 0 and not st.session_state.pop(f"{key}.stopped", False):
        stop = f"{key}.stop.{len(next(iter(texts.values())))}"
        below.button(
            t("progress.stop"), icon=":material/stop_circle:", key=stop,
            on_click=lambda: st.session_state.update({f"{key}.stopped": True}),
        )  # fmt: skip
        while left > 0:
            for cell, more in gone_on(experiment, wanted, texts, min(PIECE, left)).items():
                texts[cell] += more
                _draw(places[cell], wanted.prompt, texts[cell])
            left -= PIECE
        below.empty()
    elif left > 0:
        st.session_state[key] = (replace(wanted, letters=min(map(len, texts.values()))), texts)
    for cell, text in texts.items():
        if (share := copied(text, train)) is not None:
            told = t("generate.copied", cell=t(f"cell.{cell}"), share=percent(share), gram=GRAM)
            st.caption(told)


def _draw(place: Any, prompt: str, text: str) -> None:
    """The prompt and what was written; nothing in either is taken for markup."""
    place.code(prompt + text, language=None, wrap_lines=True)


def copied(text: str, train: str) -> float | None:
    """Share of a written text's stretches that stand in the training text; None where it is too short."""
    grams = stretches(text, GRAM)
    return sum(gram in train for gram in grams) / len(grams) if grams else None
