"""The result, in reading order: what was found, how good it is, why to trust it, the details."""

import streamlit as st

from app.charts.skill import skill_chart
from app.charts.theme import CONFIG
from app.components.about import explained_table, links
from app.data_words import unit_name
from app.errors import literal
from app.experiments.origin_slider import origin_slider
from app.i18n import Translate, current_language, translator
from app.numbers import figure, moments, whole
from app.tasks.forecast import explains
from app.tasks.forecast.ablation import ablation_part
from app.tasks.forecast.added import added_part
from app.tasks.forecast.audit_words import holm_line
from app.tasks.forecast.charts.backtest import backtest_chart, backtest_facts
from app.tasks.forecast.charts.by_step import by_step_chart, by_step_facts
from app.tasks.forecast.charts.drawn import drawn_first, judged
from app.tasks.forecast.charts.forecast import forecast_chart, forecast_facts
from app.tasks.forecast.charts.skill import skill_facts
from app.tasks.forecast.methods import forecast_rows, method_rows, step_rows
from core.data.frame import Dataset
from core.store.records import Experiment, Run
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.spec import ForecastSpec
from core.words.methods import method_word
from core.words.sentences import spaced

METRICS = ("mae", "rmse", "smape", "mase")


def unit_of(data: Dataset, target: str) -> str:
    """The unit for an axis: the data's own where the suggested column is forecast, else the column's name."""
    return unit_name(translator(current_language()), data, target)


def forecast_and_skill(t: Translate, outcome: Outcome, data: Dataset, experiment: Experiment) -> None:
    """The fan beside every method's skill."""
    target = experiment.spec.of(ForecastSpec).target
    left, right = st.columns([3, 2], gap="medium")
    with left:
        ahead = experiment.spec.of(ForecastSpec).horizon
        st.subheader(t("result.forecast", steps=ahead) if ahead > 1 else t("result.forecast.one"))
        facts = forecast_facts(outcome)
        st.plotly_chart(
            forecast_chart(facts, t, unit_of(data, target)),
            key="result.forecast",
            config=CONFIG,
            alt=_alt_forecast(t, outcome),
        )
        st.caption(_about_forecast(t, outcome))
        st.caption(links(t, "final", "ensemble", "intervals"))
        with st.expander(t("result.as_table")):
            explained_table(t, forecast_rows(t, outcome), explains.FORECAST)
    with right:
        st.subheader(t("result.skill"))
        axis = t("chart.skill", reference=method_word(t, outcome.reference))
        st.plotly_chart(
            skill_chart(skill_facts(outcome), t, axis),
            key="result.skill",
            config=CONFIG,
            alt=t("alt.skill", reference=method_word(t, outcome.reference)),
        )
        times, told = outcome.backtest.times, moments(outcome.history.index)
        st.caption(
            t(
                "result.origins",
                origins=whole(len(times)),
                first=told(times[0]),
                last=told(times[-1]),
                seeds=outcome.seeds_done,
            )
        )
        st.caption(links(t, "skill", "bootstrap", "simple", "origins"))


def methods_tab(t: Translate, outcome: Outcome, experiment: Experiment, runs: list[Run]) -> None:
    """Every method with its scores; then what cells add to ridge, and what the further columns add."""
    explained_table(t, method_rows(t, outcome), explains.METHODS)
    st.caption(spaced(t, t("result.methods.about"), refitted_line(t, outcome), holm_line(t, outcome)))
    if told := limits(t, outcome):
        st.caption(literal(spaced(t, *told)))
    st.caption(links(t, "diebold_mariano", "refit", "ensemble"))
    added_part(t, outcome)
    ablation_part(t, experiment, runs, outcome)


def refitted_line(t: Translate, outcome: Outcome) -> str:
    """Which rows the methods were trained on; nothing of what earlier rules scored."""
    if outcome.outdated:
        return ""
    return t(f"result.methods.{'refitted' if outcome.refitted_before_test else 'not_yet'}")


def limits(t: Translate, outcome: Outcome) -> list[str]:
    """Which baselines gave no forecast, and which were held back, one sentence each."""
    told = [
        t("result.skipped", method=method_word(t, name), reason=reason)
        for name, reason in outcome.facts["skipped"].items()
    ]
    for one in outcome.facts.get("limited", ()):
        method = method_word(t, one["method"])
        told.append(t(f"limited.{one['reason']}", method=method, rows=one["rows"], season=one["season"]))
    return told


def backtest_tab(t: Translate, outcome: Outcome, data: Dataset, experiment: Experiment) -> None:
    """A slider over the origins, all methods overlaid."""
    times, told = outcome.backtest.times, moments(outcome.history.index)
    place = origin_slider(t("backtest.origin"), times, told, key=f"result.{experiment.id[:8]}.origin")
    methods = methods_choice(t, outcome, "backtest")
    facts = backtest_facts(outcome, place, methods)
    band = "banded" if outcome.chosen else "at"
    st.caption(t(f"backtest.{band}", time=told(times[place]), cell=_sent_word(t, outcome)))
    unit = unit_of(data, experiment.spec.of(ForecastSpec).target)
    st.plotly_chart(
        backtest_chart(facts, t, unit),
        key="result.backtest",
        config=CONFIG,
        alt=t("alt.backtest", time=told(times[place])),
    )
    st.caption(links(t, "origins", "intervals"))


def by_step_tab(t: Translate, outcome: Outcome, data: Dataset, experiment: Experiment) -> None:
    """A score by step ahead."""
    metric = st.segmented_control(
        t("result.metric"),
        METRICS,
        default="mae",
        required=True,
        format_func=lambda m: t(f"metric.{m}"),
        key="result.metric",
    )
    chosen = metric or "mae"
    unit = (
        unit_of(data, experiment.spec.of(ForecastSpec).target)
        if chosen in ("mae", "rmse")
        else t(f"metric.{chosen}")
    )
    facts = by_step_facts(outcome, chosen)
    drawn = {name: facts[name] for name in methods_choice(t, outcome, "by_step")}
    st.plotly_chart(by_step_chart(drawn, t, unit), key="result.by_step", config=CONFIG, alt=t("alt.by_step"))
    st.caption(links(t, "by_step", chosen))
    with st.expander(t("result.as_table")):
        explained_table(t, step_rows(t, facts), explains.STEPS)


def methods_choice(t: Translate, outcome: Outcome, where: str) -> list[str]:
    """Which methods a chart shows; at first those that say most."""
    chosen = st.multiselect(
        t("result.methods.shown"),
        judged(outcome),
        default=drawn_first(outcome),
        format_func=lambda name: method_word(t, name),
        key=f"result.{where}.methods",
    )
    return [name for name in judged(outcome) if name in chosen]


def _sent_word(t: Translate, outcome: Outcome) -> str:
    return method_word(t, outcome.chosen.name) if outcome.chosen else ""


def _about_forecast(t: Translate, outcome: Outcome) -> str:
    told = about_bands(t, outcome)
    return spaced(t, told, t("result.provisional_dates")) if outcome.future.provisional else told


def about_bands(t: Translate, outcome: Outcome) -> str:
    """Whose bands are drawn, where they come from, and what the networks know by now."""
    sent = outcome.sent.name
    version = t(f"interval.{outcome.drawn[sent].version}")
    refitted = set(outcome.future.refitted) == {m.name for m in outcome.methods if m.kind == "cell"}
    return spaced(
        t,
        t("result.shown", method=method_word(t, sent), version=version),
        t("result.refitted" if refitted else "result.not_refitted"),
        t("result.non_negative") if outcome.facts.get("non_negative_ahead") else "",
    )


def _alt_forecast(t: Translate, outcome: Outcome) -> str:
    sent = outcome.sent.name
    values = outcome.future.forecasts[sent]
    low, high = outcome.future.intervals[sent][0.95]
    return t(
        "alt.forecast",
        method=method_word(t, sent),
        first=figure(values[0]),
        last=figure(values[-1]),
        low=figure(low[-1]),
        high=figure(high[-1]),
        time=moments(outcome.history.index)(outcome.future.times[-1]),
    )
