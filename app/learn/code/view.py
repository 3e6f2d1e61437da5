"""The tab: a tutorial's code beside what it computes, then a cell's code to take home."""

from collections.abc import Mapping

import streamlit as st

from app.components.tabs import choose_tab
from app.experiments.take_home import MIME
from app.exports.script_words import in_words_of
from app.i18n import Translate, current_language
from app.learn.code.tutorials import TUTORIALS, Shape, Tutorial
from core.takehome.cell_code import CELLS_OF, cell_code

NARROW = "\u00a0"  # a shape stays in one line


def code_view(t: Translate) -> None:
    """Draw it."""
    st.subheader(t("learn.code.title"))
    st.markdown(t("learn.code.text"))
    chosen = st.segmented_control(
        t("learn.code.which"), list(TUTORIALS), default=next(iter(TUTORIALS)), required=True,
        format_func=lambda name: t(f"learn.code.{name}"), key="learn.code.which", persist_state="session",
    )  # fmt: skip
    _tutorial(t, TUTORIALS[chosen or next(iter(TUTORIALS))])
    st.subheader(t("learn.code.cell"))
    st.fragment(_cell)(t)


def _tutorial(t: Translate, shown: Tutorial) -> None:
    """Part by part: code to the left, to the right what it does and which shapes come about."""
    for number, (part, shapes) in enumerate(zip(shown.parts, shown.shapes, strict=True), start=1):
        with st.container(border=True, key=f"learn-code-{number}"):
            left, right = st.columns([1, 1], gap="medium")
            left.code(part, language="python", wrap_lines=True)
            with right:
                st.markdown(t(f"learn.code.{shown.name}.{number}"))
                if shapes:
                    st.markdown(shapes_told(shapes))
    st.button(
        t("learn.code.open", step=t(f"learn.{shown.step}")),
        icon=":material/arrow_forward:",
        key="learn.code.open",
        on_click=_open_step,
        args=(t, shown.step),
    )


def shapes_told(shapes: Mapping[str, Shape]) -> str:
    """Each name with its shape, as Python writes it."""
    told = (f"`{name}`\u00a0{str(shape).replace(' ', NARROW)}" for name, shape in shapes.items())
    return " · ".join(told)


def _open_step(t: Translate, step: str) -> None:
    choose_tab("learn", "path", t("learn.tab.path"))
    st.query_params["about"] = step


def _cell(t: Translate) -> None:
    st.markdown(t("learn.code.cell.text"))
    left, right = st.columns(2, gap="medium")
    with left:
        library = st.segmented_control(
            t("learn.code.library"), list(CELLS_OF), default="numpy", required=True,
            format_func=lambda name: t(f"learn.code.library.{name}"), key="learn.code.library",
            persist_state="session",
        ) or "numpy"  # fmt: skip
    known = CELLS_OF[library]
    with right:
        cell = st.segmented_control(
            t("inside.cell"), known, default="lstm", required=True,
            format_func=lambda name: t(f"cell.{name}"), key=f"learn.code.kind.{library}",
        ) or "lstm"  # fmt: skip
    script = in_words_of(current_language(), cell_code(library, cell))
    st.code(script, language="python")
    st.download_button(
        t("learn.code.take"), script, file_name=f"{library}_{cell}.py", mime=MIME["py"],
        key="learn.code.take", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
