"""Short facts with a longer explanation, below a verdict."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import streamlit as st

from app.i18n import Translate
from app.numbers import NONE, whole
from core.runs.records import Run
from core.specs import ExperimentSpec

Look = Literal["green", "orange", "red", "gray"]


class Badge(NamedTuple):
    """A short fact with a longer explanation."""

    text: str
    icon: str | None
    color: Look
    help: str


def draw_badges(badges: Sequence[Badge]) -> None:
    """Draw them side by side."""
    with st.container(horizontal=True, gap="small"):
        for text, icon, color, help in badges:
            st.badge(text, icon=icon, color=color, help=help)


def provisional_badge(t: Translate, done: int, wanted: int) -> None:
    """Say that some seeds have not ended."""
    text = t("verdict.provisional", done=done, wanted=wanted)
    st.badge(text, icon=":material/hourglass_top:", color="orange")


def seeds_badge(t: Translate, spec: ExperimentSpec, cells: Mapping[str, tuple[int, int]]) -> Badge:
    """How many seeds each cell had, and what was equal between the cells.

    Args:
        cells: Seeds and weights by cell.
    """
    weights = " · ".join(f"{t(f'cell.{name}')} {whole(count)}" for name, (_, count) in cells.items())
    seeds = min(seeds for seeds, _ in cells.values())
    text = t(f"audit.seeds.{spec.match}", seeds=seeds, units=spec.model.units)
    return Badge(text, None, "gray", t("audit.seeds.help", weights=weights))


def device_badges(t: Translate, runs: list[Run]) -> list[Badge]:
    """Where it was trained, with which kernel, and why."""
    run = next((run for run in runs if run.kernel), None)
    if run is None:
        return []
    text = t("audit.device", device=run.device or NONE, kernel=t(f"kernel.{run.kernel}"))
    return [Badge(text, None, "gray", t(f"kernel.why.{run.kernel_reason}"))]
