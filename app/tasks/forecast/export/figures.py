"""The charts of a forecast that can be taken home, by name; each is drawn when it is asked for."""

import plotly.graph_objects as go

from app.charts.skill import skill_chart
from app.exports.pictures import Figures
from app.i18n import Translate
from app.tasks.forecast.charts.by_step import by_step_chart, by_step_facts
from app.tasks.forecast.charts.drawn import drawn_first
from app.tasks.forecast.charts.forecast import forecast_chart, forecast_facts
from app.tasks.forecast.charts.skill import skill_facts
from app.tasks.forecast.result import unit_of
from core.data.frame import Dataset
from core.store.records import Experiment
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.spec import ForecastSpec
from core.words.methods import method_word


def forecast_figures(outcome: Outcome, experiment: Experiment, data: Dataset, t: Translate) -> Figures:
    """The fan, every method's skill, the error by step."""
    unit = unit_of(data, experiment.spec.of(ForecastSpec).target)

    def fan() -> go.Figure:
        return forecast_chart(forecast_facts(outcome), t, unit)

    def skill() -> go.Figure:
        axis = t("chart.skill", reference=method_word(t, outcome.reference))
        return skill_chart(skill_facts(outcome), t, axis)

    def by_step() -> go.Figure:
        facts = by_step_facts(outcome, "mae")
        drawn = {name: facts[name] for name in drawn_first(outcome)}
        return by_step_chart(drawn, t, t("words.detail", first=t("metric.mae"), second=unit))

    return {"forecast": fan, "skill": skill, "by_step": by_step}
