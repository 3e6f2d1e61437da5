"""What the networks of a forecast are shown: a window before it."""

from typing import Any

import streamlit as st

from app.experiments.origin_slider import origin_slider
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.numbers import in_address, moments
from app.store import dataset, open_store
from app.tasks.forecast.result import unit_of
from core.store.records import Experiment
from core.tasks.forecast.blanks import rows_of
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.results import baseline_run


def window(t: Translate, experiment: Experiment) -> Chosen | None:
    """One of the windows that judged the networks."""
    store, task = open_store(), experiment.spec.of(ForecastSpec)
    data = dataset(store, experiment.data, experiment.source_name)
    simple = baseline_run(store.runs(experiment.id))
    assert simple is not None  # whoever is asked has been judged
    times = rows_of(data, task, simple.facts).frame.index
    moment = moments(times)
    origins = [int(row) for row in store.arrays(simple.id)["test_origins"]]
    asked = st.query_params.get("origin", "")
    first = origins.index(number) if (number := in_address(asked)) in origins else len(origins) // 2
    if asked and str(origins[first]) != asked:
        st.warning(t("inside.no_such_origin", time=moment(times[origins[first]])), icon=":material/help:")
    key = f"inside.origin.{experiment.id[:8]}"
    origin = origins[origin_slider(t("inside.origin"), times[origins], moment, key=key, first=first)]
    st.query_params["origin"] = str(origin)
    rows, lookback = simple.facts.get("blocks", 1), simple.facts.get("lookback", task.lookback)
    facts = {"steps": lookback // rows, "rows": rows, "time": moment(times[origin])}
    st.caption(t("inside.window" if rows == 1 else "inside.window.days", **facts))
    ends = times[origin - lookback + rows : origin + 1 : rows]  # of each step its last row
    return Chosen(
        {"origin": origin},
        _columns(t, task, simple.facts, times[origin - rows + 1 : origin + 1]),
        _ahead(t, experiment),
        unit_of(data, task.target),
        lambda told, start, end: [moment(time) for time in ends[start:end]],
        scaled=task.window_scaling,
        classes=False,
    )


def _ahead(t: Translate, experiment: Experiment) -> list[str]:
    """The numbers a network answers with: a recursive one tells one step only."""
    task = experiment.spec.of(ForecastSpec)
    steps = 1 if task.strategy == "recursive" else task.horizon
    return [t("inside.ahead", step=step) for step in range(1, steps + 1)]


def _columns(t: Translate, task: ForecastSpec, facts: dict[str, Any], times: Any) -> list[str]:
    """The names of what is read at a step; where a step is a day, one for each of its times.

    Args:
        times: Of the last step's rows.
    """
    bare = [("seen", task.target), *(("column", name) for name in task.covariates)]
    found = []
    for kind, name in facts.get("inputs", bare):
        if kind not in ("seen", "level", "column"):
            found.append(_told_once(t, kind, name))
            continue
        word = t("inside.level", column=name) if kind == "level" else name
        found += [word] if len(times) == 1 else [f"{word} {time:%H:%M}" for time in times]
    return found


def _told_once(t: Translate, kind: str, name: str) -> str:
    """A column that tells of the calendar: a cycle's wave, or a holiday so many steps ahead."""
    if kind == "cycle":
        cycle, wave = name.split()
        return f"{t(f'inside.cycle.{cycle}')} {wave}"
    return t("inside.holiday") if name == "0" else t("inside.holiday.ahead", step=name)
