"""The dials: a card per block with its weights, and a gate that can be held still."""

import streamlit as st

from app.i18n import Translate
from app.learn.hand.bench import HALF, Bench
from core.byhand.cell import Dial
from core.byhand.challenges import START
from core.cells.steps import steps_of

LOWEST, HIGHEST, STEP = -8.0, 8.0, 0.1
READS = {"W": "learn.hand.reads.input", "U": "learn.hand.reads.state", "b": "learn.hand.reads.bias"}


def controls(t: Translate, bench: Bench) -> None:
    """A column of dials for each block; of several units those of one."""
    unit = _unit(t, bench)
    steps = steps_of(bench.cell)
    blocks = [one.part for one in steps.EQUATIONS if one.part in steps.BLOCKS]  # as they are drawn
    for column, block in zip(st.columns(max(len(blocks), 3), gap="medium"), blocks, strict=False):
        with column:
            _block(t, bench, block, [one for one in bench.dials if (one.block, one.unit) == (block, unit)])


def _unit(t: Translate, bench: Bench) -> int:
    if bench.units == 1:
        return 1
    chosen = st.segmented_control(
        t("learn.hand.unit"), range(1, bench.units + 1), default=1, required=True,
        key=f"{bench.scope}.unit", persist_state="session",
    )  # fmt: skip
    return int(chosen or 1)


def _block(t: Translate, bench: Bench, block: str, dials: list[Dial]) -> None:
    """One block: its name, whether it is held, and where its dials stand."""
    role = next((part.role for part in steps_of(bench.cell).PARTS if part.name == block), "hidden")
    st.markdown(f"**{block}** · {t(f'inside.role.{role}')}")
    if block in bench.gates and _held(t, bench, block):
        st.slider(
            t("learn.hand.open"), 0.0, 1.0, st.session_state.get(f"{bench.scope}.{block}.at", HALF), 0.01,
            key=f"{bench.scope}.{block}.at", persist_state="session",
        )  # fmt: skip
        return
    for one in dials:
        _dial(t, bench, one)


def _held(t: Translate, bench: Bench, block: str) -> bool:
    return st.toggle(
        t("learn.hand.hold"), key=f"{bench.scope}.{block}.held", persist_state="session",
        help=t("learn.hand.hold.help"),
    )  # fmt: skip


def _dial(t: Translate, bench: Bench, one: Dial) -> None:
    """A slider; arrow keys move it by a tenth."""
    places = f"{one.unit}{one.source or ''}" if bench.units > 1 and one.letter == "U" else ""
    st.slider(
        t(READS[one.letter], letter=one.letter, block=one.block, unit=places),
        LOWEST, HIGHEST, st.session_state.get(bench.key(one), START[one.letter]), STEP,
        key=bench.key(one), format="%.1f", persist_state="session",
    )  # fmt: skip
