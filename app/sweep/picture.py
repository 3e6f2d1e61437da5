"""The parallel coordinates of a sweep, with what they do not show."""

import streamlit as st

from app.charts.labels import category_labels
from app.charts.theme import CONFIG
from app.i18n import Translate
from app.numbers import figure
from app.sweep.parallel import Axis, parallel_chart
from app.sweep.words import dimension_name, dimension_value, setting_words, varied
from core.sweeps.records import Sweep, Trial, ranked
from core.sweeps.spec import WHOLE

FEWEST = 2  # settings that make a picture


def picture(t: Translate, sweep: Sweep, trials: list[Trial]) -> None:
    """Draw the settings that ended well; says what is needed before there are enough."""
    done = ranked(trials)
    if len(done) < FEWEST:
        st.caption(t("sweep.picture.later"))
        return
    st.plotly_chart(
        parallel_chart(_axes(t, sweep, done), [trial.loss for trial in done]),
        key="sweep.parallel",
        config=CONFIG,
        alt=t(
            "sweep.picture.alt",
            settings=len(done),
            best=setting_words(t, sweep.spec, done[0]),
            loss=figure(done[0].loss, 4),
        ),
    )
    st.caption(t("sweep.picture.about"))


def _axes(t: Translate, sweep: Sweep, done: list[Trial]) -> list[Axis]:
    spec, axes = sweep.spec, []
    if len(spec.cells) > 1:
        cells = [float(spec.cells.index(trial.setting.cell)) for trial in done]
        names = [t(f"cell.{cell}") for cell in spec.cells]
        axes.append(Axis(t("audit.column.cell"), cells, lambda place: names[int(place)], each=True))
    for name in varied(spec):
        axes.append(_axis(category_labels([dimension_name(t, spec, name)])[0], name, done))
    losses = [trial.loss for trial in done]
    return [*axes, Axis(t(f"sweep.loss.{sweep.task}"), losses)]


def _axis(title: str, name: str, done: list[Trial]) -> Axis:
    values = [float(getattr(trial.setting, name)) for trial in done]

    def write(value: float) -> str:
        return dimension_value(name, round(value) if name in WHOLE else float(f"{value:.2g}"))

    return Axis(title, values, write, log=name != "layers")
