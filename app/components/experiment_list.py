"""The experiments there are: open, rename, delete."""

import streamlit as st

from app.components.comparing.button import comparable_ids, open_comparison
from app.components.examples import example_badge
from app.components.start import open_experiment
from app.errors import explained, literal
from app.i18n import Translate
from app.moments import made
from app.names import experiment_name
from app.store import open_store
from core.names import LONGEST_NAME
from core.runs.records import ExperimentLine
from core.specs import ForecastSpec

STATE_COLOURS = {"running": "blue", "queued": "gray", "done": "green", "failed": "red", "stopped": "orange"}


def experiment_list(t: Translate, lines: list[ExperimentLine], *, editable: bool) -> None:
    """One row per experiment, newest first; the name opens it."""
    with st.container(border=True, gap="xsmall"):
        for line in lines:
            _row(t, line, editable=editable)


def _row(t: Translate, line: ExperimentLine, *, editable: bool) -> None:
    id, spec = line.experiment.id, line.experiment.spec
    name, rest = st.columns([2, 5], vertical_alignment="center")
    label = literal(experiment_name(t, line.experiment))
    if name.button(label, type="tertiary", icon=":material/arrow_outward:", key=f"experiments.open.{id}"):
        open_experiment(id, line.experiment.task)
    cells = t("words.comma").join(t(f"cell.{cell}") for cell in spec.cells)
    when = made(line.experiment.created)
    facts = {"horizon": spec.task.horizon} if isinstance(spec.task, ForecastSpec) else {}
    told = t(f"experiments.line.{spec.task.kind}", cells=cells, seeds=spec.seeds, when=when, **facts)
    with rest.container(horizontal=True, vertical_alignment="center"):
        st.caption(told)
        example_badge(t, line.experiment)
        if editable and st.button(
            t("compare.open"),
            type="tertiary",
            icon=":material/compare_arrows:",
            key=f"experiments.compare.{id}",
        ):
            open_comparison(comparable_ids(id))
        st.badge(t(f"state.{line.state}"), color=STATE_COLOURS[line.state])  # type: ignore[arg-type]
        if editable:
            with st.popover(t("experiments.more"), type="tertiary", key=f"experiments.more.{id}"):
                _edit(t, line)


def _edit(t: Translate, line: ExperimentLine) -> None:
    id, store = line.experiment.id, open_store()
    given = st.text_input(
        t("experiments.name"),
        experiment_name(t, line.experiment),
        max_chars=LONGEST_NAME,
        key=f"experiments.name.{id}",
    )
    if st.button(t("experiments.rename"), key=f"experiments.rename.{id}", width="stretch"):
        with explained(t):
            store.rename(id, given)
            st.rerun()
    sure = st.checkbox(t("experiments.sure"), key=f"experiments.sure.{id}")
    if st.button(
        t("experiments.delete"),
        key=f"experiments.delete.{id}",
        disabled=not sure,
        icon=":material/delete:",
        width="stretch",
    ):
        with explained(t):
            store.delete(id)
            st.rerun()
