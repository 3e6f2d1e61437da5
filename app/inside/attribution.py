"""What a forecast or a class rests on, cell by cell."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.about import links
from app.components.saving import csv_button
from app.components.tinted_words import WordFacts, tinted_words
from app.errors import literal
from app.i18n import Translate
from app.inside.asking import told
from app.inside.charts.attribution import attribution_bars, attribution_heat
from app.inside.charts.stretch import stretch_chart, strongest_of
from app.inside.inputs import Chosen
from app.numbers import figure, in_address, percent
from core.arrays import Floats
from core.inside.stretch import strongest_stretch
from core.store.records import Experiment


def attribution_view(t: Translate, experiment: Experiment, chosen: Chosen) -> None:
    """Choose the output; a column per cell."""
    output = _output(t, chosen)
    with st.spinner(t("inside.asking")):
        found = told(experiment, "attribution", **chosen.asked, output=output)
    labels = chosen.labels(found, 0, found["length"])
    unit, reach = _unit(t, chosen, found), _reach(found)
    for column, (cell, one) in zip(
        st.columns(len(found["cells"]), gap="medium"), found["cells"].items(), strict=True
    ):
        with column:
            st.markdown(f"**{t(f'cell.{cell}')}**")
            st.caption(t("inside.attribution.seed", seed=one["seed"], gap=percent(one["gap"])))
            if chosen.classes:
                _answers(t, chosen, one, output)
            _charts(t, chosen, found, cell, labels, unit, reach)
    st.caption(t(f"inside.attribution.baseline{_kind(chosen)}"))
    st.caption(links(t, "contributions"))


def _kind(chosen: Chosen) -> str:
    """Which sentence says what contributions are compared with."""
    if not chosen.names:
        return ".text"
    return ".series" if chosen.classes else ""


def _output(t: Translate, chosen: Chosen) -> int:
    asked = (in_address(st.query_params.get("output", "")) or 0) - 1
    known = range(len(chosen.outputs))
    default = asked if asked in known else (chosen.truth or 0)
    output = st.selectbox(
        t("inside.output"), known, default, format_func=chosen.outputs.__getitem__,
        key=f"inside.output.{len(chosen.outputs)}",
    )  # fmt: skip
    st.query_params["output"] = str(output + 1)
    return int(output)


def _answers(t: Translate, chosen: Chosen, one: dict[str, Any], output: int) -> None:
    """What this network says of a class, and what the cell answers everywhere: the mean of its seeds."""
    if chosen.instead:
        st.caption(chosen.instead)
        return
    alone, together = (percent(one[name][0][output]) for name in ("single", "probabilities"))
    label = literal(chosen.outputs[output])
    if len(one["seeds"]) == 1:
        st.caption(t("inside.attribution.answer", label=label, alone=alone))
        return
    facts = {"count": len(one["seeds"]), "alone": alone, "together": together}
    st.caption(t("inside.attribution.answers", label=label, **facts))


def _unit(t: Translate, chosen: Chosen, found: dict[str, Any]) -> str:
    if chosen.classes:
        return t("inside.unit.logit")
    return t(f"inside.contribution.{found['facts']['transform']}", unit=chosen.unit)


def _reach(found: dict[str, Any]) -> tuple[float, float]:
    """The lowest and the highest value of all cells, and nothing."""
    told = [one[name] for one in found["cells"].values() for name in ("contributions", "occlusion")]
    values = np.concatenate([np.ravel(one) for one in told])
    return float(values.min(initial=0.0)), float(values.max(initial=0.0))


def _charts(
    t: Translate,
    chosen: Chosen,
    found: dict[str, Any],
    cell: str,
    labels: list[str],
    unit: str,
    reach: tuple[float, float],
) -> None:
    one = found["cells"][cell]
    given, taken = np.array(one["contributions"]), np.array(one["occlusion"])
    if not chosen.names:
        words = [
            WordFacts(word, known, float(value), float(left))
            for word, known, value, left in zip(found["words"], found["known"], given, taken, strict=True)
        ]
        st.html(tinted_words(words, t))
    if chosen.values is not None:
        _stretch(t, chosen, cell, given.sum(axis=1), labels, _most(found))
    strongest = int(np.abs(given.reshape(len(labels), -1)).sum(axis=1).argmax())
    alt = t("inside.alt.attribution", cell=t(f"cell.{cell}"), at=labels[strongest], unit=unit)
    columns = given.shape[1] if given.ndim == 2 else 1
    if columns == 1:
        chart = attribution_bars(cell, given.reshape(-1), taken.reshape(-1), labels, unit, reach, t)
        st.plotly_chart(chart, key=f"inside.attribution.{cell}", config=CONFIG, alt=alt)
    else:
        for name, values in (("ig", given), ("occlusion", taken)):
            names = chosen.names if values.shape[1] == columns else [t("inside.all_columns")]
            title = t("words.aside", first=t(f"inside.{name}"), second=unit)
            chart = attribution_heat(values, names, labels, title, reach, t)
            st.plotly_chart(chart, key=f"inside.attribution.{cell}.{name}", config=CONFIG, alt=alt)
    given_all, answer = float(given.sum()), one["answer"]
    st.caption(
        t(
            "inside.strongest",
            at=literal(labels[strongest]),
            start=figure(answer - given_all),
            sum=figure(given_all),
            answer=figure(answer),
        )
    )
    csv_button(
        t,
        t("inside.download"),
        lambda: _figures(chosen, labels, given, taken),
        f"inside-{cell}-attribution.csv",
        key=f"inside.attribution.download.{cell}",
    )


def _stretch(t: Translate, chosen: Chosen, cell: str, given: Floats, labels: list[str], most: float) -> None:
    """The series itself, and which stretch of it speaks most for the class."""
    assert chosen.values is not None
    start, end = strongest_stretch(given - max(0.0, float(given.mean())))  # less what any step adds
    told = t(
        "inside.stretch.strongest",
        first=labels[start].split("–")[0],
        last=labels[end - 1].split("–")[-1],
        sum=figure(float(given[start:end].sum())),
        all=figure(float(given.sum())),
    )
    chart = stretch_chart(chosen.values, chosen.names, given, labels, most, t)
    st.plotly_chart(chart, key=f"inside.stretch.{cell}", config=CONFIG, alt=told)
    st.caption(told)


def _most(found: dict[str, Any]) -> float:
    """The strongest step of all cells, its columns together."""
    return strongest_of([np.array(one["contributions"]).sum(axis=1) for one in found["cells"].values()])


def _figures(chosen: Chosen, labels: list[str], given: Floats, taken: Floats) -> pd.DataFrame:
    """A line per step: contributions and what taking away changes, by column."""
    columns: dict[str, Any] = {"at": labels}
    for name, values in (("contribution", given), ("occlusion", taken)):
        wide = values.reshape(len(labels), -1)
        names = chosen.names if wide.shape[1] == len(chosen.names) else ["all"] * wide.shape[1]
        columns |= {f"{name}_{column}": wide[:, place] for place, column in enumerate(names)}
    return pd.DataFrame(columns, index=pd.RangeIndex(1, len(labels) + 1, name="step"))
