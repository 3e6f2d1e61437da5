"""How much of the loss' gradient reaches each step back in time, before training and after."""

from dataclasses import fields, replace
from typing import Any

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.gradient_words import meaning
from app.components.saving import csv_button
from app.components.table import table
from app.errors import literal
from app.i18n import Translate
from app.inside.asking import told
from app.inside.charts.gradients import NormFacts, gradients_chart, norm_facts, reach_of
from app.inside.inputs import Chosen
from app.inside.traced import which_way
from app.numbers import figure
from core.cells import CELLS
from core.specs import ModelSpec
from core.store.records import Experiment
from core.words.sentences import counted

INITIALIZERS = next(f.metadata["options"] for f in fields(ModelSpec) if f.name == "recurrent_initializer")


def gradients_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """Two charts with equal axes, switches for the first weights, a table, and what it means."""
    way = which_way(t, experiment, chosen)
    start = _switches(t, experiment)
    with st.spinner(t("inside.asking")):
        after = told(experiment, "gradients", **chosen.asked, when="after")
        before = told(experiment, "gradients", **chosen.asked, when="before", **start)
        own = told(experiment, "gradients", **chosen.asked, when="before") if start else before
    lines = {"before": _lines(before, way), "after": _lines(after, way)}
    ghosts = _lines(own, way, ghost=True) if start else []
    reach = reach_of([*lines["before"], *lines["after"], *ghosts])
    for column, when in zip(st.columns(2, gap="medium"), lines, strict=True):
        with column:
            st.subheader(t(f"inside.gradients.{when}"))
            drawn = [*(ghosts if when == "before" else []), *lines[when]]
            st.plotly_chart(
                gradients_chart(drawn, t, reach),
                key=f"inside.gradients.{when}",
                config=CONFIG,
                alt=t(f"inside.alt.gradients.{when}", told=_told(t, lines[when])),
            )
    _table(t, lines)
    shown = replace(experiment.spec.model, **start)
    st.markdown(meaning(t, list(after["cells"]), shown, every_step=chosen.every_step, trained=True))
    _loss(t, chosen, after)
    key = "inside.gradients.download"
    csv_button(t, t("inside.download"), lambda: _figures(lines), "inside-gradients.csv", key=key)


def _switches(t: Translate, experiment: Experiment) -> dict[str, Any]:
    """Another beginning than the run's own; empty where it is the same."""
    model, known = experiment.spec.model, INITIALIZERS
    asked = st.query_params.get("initializer", "")
    left, right = st.columns(2, vertical_alignment="bottom")
    first = left.selectbox(
        t("spec.recurrent_initializer"), known,
        known.index(asked if asked in known else model.recurrent_initializer),
        format_func=lambda name: t(f"option.recurrent_initializer.{name}"), key="inside.initializer",
    )  # fmt: skip
    bias = model.forget_bias
    if any(CELLS[cell].forgets for cell in experiment.spec.cells):
        begun = {"1": True, "0": False}.get(st.query_params.get("bias", ""), model.forget_bias)
        bias = right.toggle(t("spec.forget_bias"), begun, key="inside.bias", help=t("help.forget_bias"))
    st.query_params.update({"initializer": first, "bias": str(int(bias))})
    changed = {"recurrent_initializer": first, "forget_bias": bias}
    return {name: value for name, value in changed.items() if value != getattr(model, name)}


def _lines(found: dict[str, Any], way: dict[str, Any], *, ghost: bool = False) -> list[NormFacts]:
    """The lines of one layer and direction."""
    lines = []
    for cell, one in found["cells"].items():
        (norms,) = (here["states"] for here in one["norms"] if way.items() <= here.items())
        lines += [
            norm_facts(cell, state, values, backwards=way["backwards"], ghost=ghost)
            for state, values in norms.items()
        ]
    return lines


def _table(t: Translate, lines: dict[str, list[NormFacts]]) -> None:
    """What share of the gradient is left at the step that was read first."""
    rows = []
    for first, last in zip(lines["before"], lines["after"], strict=True):
        rows.append({
            t("inside.cell"): t(f"cell.{first.cell}"),
            t("inside.state"): first.state,
            t("inside.reaches.before"): figure(first.reaches, 2),
            t("inside.reaches.after"): figure(last.reaches, 2),
        })  # fmt: skip
    table(rows, names=2)
    st.caption(t("inside.reaches.about", steps=len(lines["after"][0].norms) - 1))


def _loss(t: Translate, chosen: Chosen, after: dict[str, Any]) -> None:
    """Which loss is meant, and of which network."""
    seeds = t("words.comma").join(
        f"{t(f'cell.{cell}')} {one['seed']}" for cell, one in after["cells"].items()
    )
    if not chosen.classes:
        made = after["facts"].get("transform") == "made"
        st.caption(t("inside.gradients.loss.made" if made else "inside.gradients.loss.forecast", seeds=seeds))
    elif chosen.truth is not None:
        st.caption(t("inside.gradients.loss.class", label=literal(chosen.outputs[chosen.truth]), seeds=seeds))
    else:
        st.caption(t("inside.gradients.loss.told", seeds=seeds))


def _told(t: Translate, lines: list[NormFacts]) -> str:
    return counted(t, {f"{t(f'cell.{line.cell}')} {line.state}": figure(line.reaches, 2) for line in lines})


def _figures(lines: dict[str, list[NormFacts]]) -> pd.DataFrame:
    columns = {
        f"{when}_{line.cell}_{line.state}": line.norms for when, some in lines.items() for line in some
    }
    steps = pd.RangeIndex(len(next(iter(columns.values()))), name="steps_back")
    return pd.DataFrame(columns, index=steps)
