"""W x and U h, opened: what is read times its weight; and where a weight acts along the input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.i18n import Translate
from app.inside.charts.summands import acts_chart, summands_chart
from app.inside.inputs import Chosen
from app.inside.traced import Traced
from app.numbers import figure
from core.arrays import Floats

MOST = 10  # summands that are drawn; the others together


@dataclass(frozen=True)
class Sum:
    """One block's sum for one unit, with names of what it reads."""

    block: str
    letter: str
    gate: str
    read: Floats
    weights: Floats
    names: Sequence[str]

    @property
    def products(self) -> Floats:
        """What adds up to it."""
        return self.read * self.weights

    @property
    def term(self) -> str:
        """As in the equations."""
        return f"{self.letter}_{self.block} {'x' if self.letter == 'W' else 'h'}"

    @property
    def largest(self) -> list[int]:
        """Places of the summands that are drawn, the largest first."""
        return [int(place) for place in np.argsort(-np.abs(self.products), kind="stable")[:MOST]]


def summands_view(t: Translate, shown: Traced, chosen: Chosen, cell: str, found: dict[str, Any]) -> None:
    """Choose a sum: its summands; choose one of their weights: where it acts."""
    sums = [_sum(t, chosen, shown, one) for one in found["summands"]]
    if not sums:
        return
    st.subheader(t("inside.summands"))
    place = st.pills(
        t("inside.summands.which"), range(len(sums)), default=0, required=True, key=f"inside.summands.{cell}",
        format_func=lambda one: sums[one].term, label_visibility="collapsed",
    ) or 0  # fmt: skip
    one, unit = sums[place], found["unit"] + 1
    names, values = _drawn(t, one)
    value = figure(float(one.products.sum()))
    st.caption(t("inside.summands.about", term=f"${one.term}$", unit=unit, value=value))
    told = [f"{name} {figure(value, 2)}" for name, value in zip(names, values, strict=True)]
    alt = t("inside.alt.summands", term=one.term, unit=unit, told=t("words.comma").join(told))
    picture = summands_chart(t, cell, names, values)
    st.plotly_chart(picture, key="inside.summands.chart", config=CONFIG, alt=alt)
    _acts(t, shown, cell, one)
    table = pd.DataFrame({"name": one.names, "read": one.read, "weight": one.weights, "added": one.products})
    key = "inside.summands.download"
    csv_button(t, t("inside.download"), lambda: table, f"inside-{cell}-sum-{one.block}.csv", key=key)


def _sum(t: Translate, chosen: Chosen, shown: Traced, told: dict[str, Any]) -> Sum:
    read, weights = np.array(told["read"]), np.array(told["weights"])
    if told["letter"] == "U":
        names = [t("inside.summands.state", unit=number) for number in range(1, len(read) + 1)]
    elif len(chosen.names) == len(read) and not shown.way["layer"]:
        names = list(chosen.names)
    else:
        names = [t("inside.summands.input", number=number) for number in range(1, len(read) + 1)]
    return Sum(told["block"], told["letter"], told["gate"], read, weights, names)


def _drawn(t: Translate, one: Sum) -> tuple[list[str], list[float]]:
    """The largest, and all others together."""
    names = [one.names[place] for place in one.largest]
    values = [float(one.products[place]) for place in one.largest]
    others = len(one.read) - len(values)
    if others:
        names.append(t("inside.summands.others", count=others))
        values.append(float(one.products.sum()) - sum(values))
    return names, values


def _acts(t: Translate, shown: Traced, cell: str, one: Sum) -> None:
    """What one weight adds at every step that is shown."""
    known = {
        place: steps for place in one.largest if (steps := over_steps(shown, cell, one, place)) is not None
    }
    if not known:
        return
    place = st.selectbox(
        t("inside.summands.weight"), list(known), key=f"inside.weight.{cell}.{one.term}",
        format_func=lambda at: _named(t, one, at),
    )  # fmt: skip
    values = known[place]
    facts = {"low": figure(float(np.nanmin(values))), "high": figure(float(np.nanmax(values)))}
    st.plotly_chart(
        acts_chart(t, cell, shown.labels, shown.told["first"], values, shown.at),
        key="inside.acts.chart",
        config=CONFIG,
        alt=t("inside.alt.acts", name=one.names[place], **facts),
    )


def _named(t: Translate, one: Sum, place: int) -> str:
    """A weight, by what it is multiplied with."""
    return t("inside.summands.acts", name=one.names[place], weight=figure(float(one.weights[place])))


def over_steps(shown: Traced, cell: str, one: Sum, place: int) -> Floats | None:
    """A weight times what it reads, (steps,); not a number at the step whose state before is not shown.

    None where the unit that it reads was not sent, or there is but one step.
    """
    arrays = shown.told["arrays"]
    if one.letter == "W":
        return np.asarray(one.weights[place] * arrays["inputs"][:, place])
    units = [int(unit) for unit in arrays[f"{cell}/units"]]
    if place not in units or len(arrays["inputs"]) < 2:
        return None
    column = units.index(place)
    before = np.full(len(arrays["inputs"]), np.nan)
    states = arrays[f"{cell}/h"][:, column]
    if shown.way["backwards"]:
        before[:-1] = states[1:]
    else:
        before[1:] = states[:-1]
    gate = arrays[f"{cell}/{one.gate}"][:, column] if one.gate else 1.0
    return np.asarray(one.weights[place] * before * gate)
