"""What the networks over many series are shown: the window of a series before an origin of the test."""

import numpy as np
import pandas as pd
import streamlit as st

from app.errors import explained
from app.experiments.origin_slider import origin_slider
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.numbers import in_address
from app.store import open_store
from app.tasks.panel.known import many_series
from core.data.panel.dataset import Panel
from core.data.panel.facts import time_of
from core.store.records import Experiment
from core.tasks.panel.cuts import NONE
from core.tasks.panel.holiday_column import reads_holidays
from core.tasks.panel.positions import positions_of
from core.tasks.panel.spec import PanelSpec
from core.tasks.results import baseline_run


def one_window(t: Translate, experiment: Experiment) -> Chosen | None:
    """A series and an origin; the address holds both."""
    with explained(t):
        store, task = open_store(), experiment.spec.of(PanelSpec)
        data, simple = many_series(store, experiment.data), baseline_run(store.runs(experiment.id))
        assert simple is not None  # whoever is asked has been judged
        rows = store.arrays(simple.id)["test_origins"]  # (series, origins)
        place = _series(t, experiment, data, rows)
        origins = np.flatnonzero(rows[place] != NONE)
        steps = rows[place][origins] + data.starts[place]
        times = pd.Index([time_of(data.grid, int(step)) for step in steps])
        asked = in_address(st.query_params.get("origin", ""))
        known = origins.tolist()
        first = known.index(asked) if asked is not None and asked in known else len(known) // 2
        key = f"inside.origin.{experiment.id[:8]}.{place}"
        at = origin_slider(t("inside.origin"), times, str, key=key, first=first)
        st.query_params["origin"] = str(origins[at])
        last = int(steps[at])
        ends = range(last + task.block - task.lookback, last + 1, task.block)
        labels = [time_of(data.grid, step) if step >= 0 else "" for step in ends]
        return Chosen(
            {"series": place, "origin": int(origins[at])}, columns_of(t, data, task),
            [t("inside.ahead", step=step) for step in range(1, task.horizon + 1)], data.column,
            lambda told, start, end: labels[start:end], classes=False,
        )  # fmt: skip
    return None


def columns_of(t: Translate, data: Panel, task: PanelSpec) -> list[str]:
    """The names of what is read at a step, in the order of `core.tasks.panel.windows`."""
    waves = positions_of(data.frequency, task.season, 1).waves if task.block == 1 else 0
    places = [t("panel.inside.position", number=number + 1) for number in range(waves)]
    if task.together:
        each = _repeated(_of_series(t, data, task), task.block)
        return places + [
            t("panel.inside.of_series", series=id, column=name) for id in data.ids for name in each
        ]
    value, measured, *rest = _of_series(t, data, task)
    return _repeated([value, measured, *places, *rest], task.block)


def _of_series(t: Translate, data: Panel, task: PanelSpec) -> list[str]:
    """What is read of one series at a step, without its place in the season."""
    names = [data.column, t("panel.inside.measured")]
    free = [t("inside.holiday")] if reads_holidays(task, data.frequency) else []
    for several in ((*data.known_names, *free), data.past_names):
        names += several
        names += [t("panel.inside.less_mean", column=name) for name in several]
    return names


def _repeated(names: list[str], block: int) -> list[str]:
    return names if block == 1 else [f"{name} {step + 1}" for step in range(block) for name in names]


def _series(t: Translate, experiment: Experiment, data: Panel, rows: "np.ndarray") -> int:
    """The place of the series that is chosen, among those that were tested."""
    able = [place for place in range(len(data)) if (rows[place] != NONE).any()]
    asked = in_address(st.query_params.get("series", ""))
    place = st.selectbox(
        t("panel.inside.series"), able, able.index(asked) if asked in able else 0,
        format_func=lambda one: data.ids[one], key=f"inside.series.{experiment.id[:8]}",
    )  # fmt: skip
    st.query_params["series"] = str(place)
    return int(place)
