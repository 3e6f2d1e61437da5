"""Short facts with a longer explanation, below a verdict."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import streamlit as st

from app.components.about import links
from app.i18n import Translate
from app.numbers import NONE, whole
from core.specs import ExperimentSpec, TrainingSpec
from core.store.epoch_limit import ended_at_limit
from core.store.records import Run

Look = Literal["green", "orange", "red", "gray"]


class Badge(NamedTuple):
    """A short fact with a longer explanation."""

    text: str
    icon: str | None
    color: Look
    help: str
    about: str  # the paragraph that explains it; none where there is nothing to judge


def draw_badges(t: Translate, badges: Sequence[Badge], *verdict: str) -> None:
    """Draw them side by side, and below them links to what explains the verdict and each badge.

    Args:
        verdict: Names of the paragraphs that explain the sentences above the badges.
    """
    with st.container(horizontal=True, gap="small"):
        for text, icon, color, help, _ in badges:
            st.badge(text, icon=icon, color=color, help=help)
    st.caption(links(t, *dict.fromkeys([*verdict, *(badge.about for badge in badges if badge.about)])))


def seeds_badge(t: Translate, spec: ExperimentSpec, cells: Mapping[str, tuple[int, int]]) -> Badge:
    """How many seeds each cell had, and what was equal between the cells.

    Args:
        cells: Seeds and weights by cell.
    """
    weights = "\u00a0· ".join(f"{t(f'cell.{name}')} {whole(count)}" for name, (_, count) in cells.items())
    seeds = min(seeds for seeds, _ in cells.values())
    text = t(f"audit.seeds.{spec.match}", seeds=seeds, units=spec.model.units)
    return Badge(text, None, "gray", t("audit.seeds.help", weights=weights), "seeds")


def limit_badges(t: Translate, runs: list[Run], training: TrainingSpec) -> list[Badge]:
    """Cells whose training ended because the updates were used up."""
    cells = ended_at_limit(runs, training)
    if not cells:
        return []
    names = t("words.comma").join(t(f"cell.{cell}") for cell in cells)
    text = t("audit.limit", cells=names, updates=whole(training.updates))
    return [Badge(text, ":material/timer_off:", "orange", t("audit.limit.help"), "stopping")]


def device_badges(t: Translate, runs: list[Run]) -> list[Badge]:
    """Where it was trained, with which kernel, and why; which cells, where kernels differ."""
    alike: dict[tuple[str | None, str], list[Run]] = {}
    for run in runs:
        if run.kernel:
            alike.setdefault((run.device, run.kernel), []).append(run)
    found = []
    for (device, kernel), mine in alike.items():
        text = t("audit.device", device=device or NONE, kernel=t(f"kernel.{kernel}"))
        if len(alike) > 1:
            cells = [t(f"cell.{cell}") for cell in dict.fromkeys(run.cell for run in mine)]
            text += f" · {t('words.comma').join(cells)}"
        found.append(Badge(text, None, "gray", t(f"kernel.why.{mine[0].kernel_reason}"), ""))
    return found
