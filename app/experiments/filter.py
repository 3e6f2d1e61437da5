"""Which experiments of a list are shown, and in which order."""

from dataclasses import dataclass

import streamlit as st

from app.components.typed import line
from app.experiments.found import found_words, gain_of
from app.i18n import Translate
from app.names import experiment_name
from app.tasks import VIEWS
from core.store.records import ExperimentLine

ORDERS = ("newest", "oldest", "name", "gain")
FINDINGS = ("better", "not_better", "open")


@dataclass(frozen=True)
class Wanted:
    """What a person asked to see; empty parts ask for nothing."""

    words: str = ""
    tasks: tuple[str, ...] = ()
    finding: str | None = None
    order: str = "newest"


def wanted(t: Translate, lines: list[ExperimentLine]) -> Wanted:
    """Draw the search, the filters and the order, above the list."""
    search, finding, order = st.columns([4, 3, 3], vertical_alignment="bottom")
    words = line(
        t("experiments.search"), place=search, key="experiments.search", icon=":material/search:",
        placeholder=t("experiments.search.about"),
    )  # fmt: skip
    found = finding.selectbox(
        t("experiments.finding"), FINDINGS, index=None, key="experiments.finding",
        placeholder=t("experiments.finding.any"),
        format_func=lambda one: t(f"experiments.finding.{one}"),
    )  # fmt: skip
    by = order.selectbox(
        t("experiments.order"), ORDERS, key="experiments.order",
        format_func=lambda one: t(f"experiments.order.{one}"),
    )  # fmt: skip
    there = [task for task in VIEWS if any(line.experiment.task == task for line in lines)]
    tasks: list[str] = []
    if len(there) > 1:
        tasks = st.pills(
            t("experiments.tasks"), there, selection_mode="multi", key="experiments.tasks",
            format_func=lambda task: t(f"page.{task}"), label_visibility="collapsed",
        )  # fmt: skip
    return Wanted(words, tuple(tasks), found, by or ORDERS[0])


def chosen(t: Translate, lines: list[ExperimentLine], asked: Wanted) -> list[ExperimentLine]:
    """The lines that were asked for, in the order that was asked for."""
    kept = [line for line in lines if _fits(t, line, asked)]
    if asked.order == "oldest":
        return kept[::-1]
    if asked.order == "name":
        return sorted(kept, key=lambda line: experiment_name(t, line.experiment).casefold())
    return sorted(kept, key=lambda line: -gain_of(line)) if asked.order == "gain" else kept


def _fits(t: Translate, line: ExperimentLine, asked: Wanted) -> bool:
    if asked.tasks and line.experiment.task not in asked.tasks:
        return False
    if asked.finding and asked.finding != finding_of(line):
        return False
    told = _told(t, line)
    return all(word in told for word in asked.words.casefold().split())


def finding_of(line: ExperimentLine) -> str:
    """One of FINDINGS."""
    found = line.found
    if found is None or found["outcome"] in ("none", "too_little", "unclear"):
        return "open"
    solved = found.get("solved")
    return "better" if solved or found["outcome"] == "better" else "not_better"


def _told(t: Translate, line: ExperimentLine) -> str:
    """Everything about a line that can be searched for, in small letters."""
    spec = line.experiment.spec
    target = getattr(spec.task, "target", "")
    parts = [
        experiment_name(t, line.experiment), line.data_name, target, t(f"page.{line.experiment.task}"),
        t(f"state.{line.state}"), found_words(t, line), *(t(f"cell.{cell}") for cell in spec.cells),
    ]  # fmt: skip
    return " ".join(parts).casefold()
