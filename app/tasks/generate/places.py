"""What each network thought would come next, at a place of a text that one points at."""

from collections.abc import Sequence

import streamlit as st

from app.charts.theme import CONFIG
from app.components.clicked_text import Piece, clicked_text
from app.errors import explained
from app.i18n import Translate
from app.inside.asking import told
from app.numbers import percent
from app.tasks.generate.charts.next import next_chart
from app.tasks.generate.visible import visible
from core.store.records import Experiment
from core.tasks.generate.alphabet import Alphabet
from core.tasks.generate.spec import GenerateSpec

SHOWN = 1200  # characters of a text that can be pointed at, its last ones
READ = 1000  # characters before a place that networks read of a longer text


def places_part(
    t: Translate, experiment: Experiment, alphabet: Alphabet, prompt: str, texts: dict[str, str], key: str
) -> None:
    """Choose whose text, and point at a place; below it a picture for each cell.

    Args:
        texts: What each cell has written.
    """
    task = experiment.spec.of(GenerateSpec)
    st.markdown(f"**{t('generate.places')}**")
    cell = st.selectbox(
        t("generate.places.text"),
        list(texts),
        format_func=lambda one: t(f"cell.{one}"),
        key=f"{key}.place.of",
    )
    text = prompt + texts[cell]
    begins = max(0, len(text) - SHOWN)
    pieces = pieces_of(alphabet, text[begins:])
    first = len(pieces_of(alphabet, prompt[begins:]))
    place = clicked_text(
        [Piece(_seen(one)) for one in pieces], t(task.worded("generate.places.label")),
        key=f"{key}.place.{cell}.{len(text)}", first=min(first, len(pieces) - 1),
    )  # fmt: skip
    if place is not None:
        so_far = text[:begins] + "".join(pieces[:place])
        next_part(t, experiment, list(texts), so_far, pieces[place], f"{key}.next")
    st.caption(t(task.worded("generate.places.about")))


def next_part(
    t: Translate, experiment: Experiment, cells: Sequence[str], so_far: str, written: str, key: str
) -> None:
    """What each cell thought would follow a text; what stands there is filled."""
    task = experiment.spec.of(GenerateSpec)
    if task.unit != "characters":  # blanks between them are none
        so_far, written = so_far.rstrip(" "), written.strip(" ")
    with explained(t), st.spinner(t("inside.asking")):
        found = told(experiment, "next", texts=dict.fromkeys(cells, so_far))["cells"]
        for column, name in zip(st.columns(len(cells), gap="medium"), cells, strict=True):
            likely = found[name]
            column.markdown(f"**{t(f'cell.{name}')}**")
            first, share = likely[0]
            alt = t(
                task.worded("generate.places.alt"), cell=t(f"cell.{name}"), letter=visible(first),
                share=percent(share),
            )  # fmt: skip
            chart = next_chart(likely, written, name, t)
            column.plotly_chart(chart, key=f"{key}.{name}", config=CONFIG, alt=alt)


def pieces_of(alphabet: Alphabet, text: str) -> list[str]:
    """A text in its characters or words; blanks belong to the word before them."""
    begins = [start for start, _ in alphabet.cut(text)]
    ends = [*begins[1:], len(text)]
    return [text[start:end] for start, end in zip([0, *begins[1:]], ends, strict=True)] if begins else []


def _seen(piece: str) -> str:
    return piece.replace("\n", "⏎\n")
