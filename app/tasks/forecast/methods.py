"""Results as rows for tables."""

from collections.abc import Sequence

from app.i18n import Translate
from app.numbers import SPACE, figure, interval, moments, p_value, percent, signed, whole
from app.tasks.forecast.charts.by_step import StepFacts
from core.tasks.forecast.outcome import Method, Outcome
from core.words.methods import method_word, row_word

METRICS = ("mae", "rmse", "smape", "mase")
OF_SEEDS = ("cell", "seeds")


def method_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per method, best skill first; a cell's single seeds stand below it."""
    return [_row(t, method) for method in seeds_below(outcome.methods)]


def seeds_below(methods: Sequence[Method]) -> list[Method]:
    """The same rows, those of single seeds below their cell's; of one seed the cell's row says all."""
    single = {method.name: method for method in methods if method.kind == "seeds" and method.seeds > 1}
    kept: list[Method] = []
    for method in methods:
        if method.kind != "seeds":
            kept.append(method)
        if method.kind == "cell" and method.name in single:
            kept.append(single[method.name])
    return kept


def _row(t: Translate, method: Method) -> dict[str, str]:
    cell = method.kind == "cell"
    row = {t("column.method"): row_word(t, method.name, method.kind)}
    row[t("column.skill")] = signed(method.skill)
    row[t("column.interval")] = interval(method.low, method.high)
    row[t("column.p")] = p_value(method.p_holm).removeprefix(f"={SPACE}") if cell else ""
    for metric in METRICS:
        spread = method.deviation.get(metric)
        value = figure(method.scores[metric])
        row[t(f"metric.{metric}")] = f"{value} ± {figure(spread, 1)}" if spread else value
    row[t("column.seeds")] = str(method.seeds) if method.kind in OF_SEEDS else ""
    row[t("column.weights")] = whole(method.weights) if cell else ""
    return row


def forecast_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per future step: what is sent with its intervals, then the other methods."""
    future, rows, sent = outcome.future, [], outcome.sent.name
    told = moments(outcome.history.index)
    for step, time in enumerate(future.times):
        row, method = {t("column.time"): told(time)}, method_word(t, sent)
        row[method] = figure(future.forecasts[sent][step], 5)
        for level, (low, high) in future.intervals[sent].items():
            row[t("words.detail", first=method, second=percent(level, 0))] = (
                f"{figure(low[step], 5)} … {figure(high[step], 5)}"
            )
        others = {name: values for name, values in future.forecasts.items() if name != sent}
        rows.append(row | {method_word(t, name): figure(values[step], 5) for name, values in others.items()})
    return rows


def step_rows(t: Translate, facts: StepFacts) -> list[dict[str, str]]:
    """One row per step ahead."""
    steps = range(len(next(iter(facts.values()))))
    return [
        {t("chart.steps_ahead"): str(step + 1)}
        | {method_word(t, name): figure(scores[step]) for name, scores in facts.items()}
        for step in steps
    ]
