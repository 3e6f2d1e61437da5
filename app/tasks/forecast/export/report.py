"""A finished experiment as one HTML file: what was found, how good, why to trust it, how to repeat it."""

from collections.abc import Iterator

from app.data.report import report_line
from app.experiments.badges import limit_badges
from app.exports.document import Markup, chart, document, facts, items, records, section, text
from app.exports.report_parts import found, note_lines, pairs, run_rows, title
from app.i18n import Translate, speaking
from app.names import experiment_name
from app.numbers import interval, moments, percent, signed, whole
from app.tasks.forecast.ablation import ablation_rows, tests
from app.tasks.forecast.added import added_line, added_rows
from app.tasks.forecast.audit_rows import direction_rows, look_ahead_rows, residual_rows, window_rows
from app.tasks.forecast.audit_words import holm_line, leakage_lines, look_ahead_line
from app.tasks.forecast.choices import choice_rows
from app.tasks.forecast.export.figures import forecast_figures
from app.tasks.forecast.interval_table import covered_rows, why_drawn
from app.tasks.forecast.methods import forecast_rows, method_rows
from app.tasks.forecast.result import about_bands, limits, refitted_line
from app.tasks.forecast.send_card import send_lines
from app.tasks.forecast.settings import settings_rows
from app.tasks.forecast.verdict import evidence, headline, waiting
from core.data.frame import Dataset
from core.data.measured import measured, measured_notes
from core.store.records import Experiment, Run
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.spec import ForecastSpec
from core.words.methods import method_word
from core.words.sentences import spaced


def report_html(
    outcome: Outcome, experiment: Experiment, data: Dataset, runs: list[Run], t: Translate, language: str
) -> bytes:
    """The report in one language; it needs no network, no server and nothing of ours to be read."""
    with speaking(language):
        return document(experiment_name(t, experiment), language, _parts(outcome, experiment, data, runs, t))


def _parts(
    outcome: Outcome, experiment: Experiment, data: Dataset, runs: list[Run], t: Translate
) -> list[Markup]:
    target, times = experiment.spec.of(ForecastSpec).target, outcome.backtest.times
    test_from = moments(outcome.history.index)(times[0])
    settings = pairs(settings_rows(t, experiment, outcome, data))
    notes = [
        *measured_notes(measured(data, target), experiment.spec.of(ForecastSpec).covariates),
        *data.notes,
    ]
    return [
        *title(t, experiment, report_line(t, data, target)),
        *to_send(t, outcome),
        *found(t, outcome, headline(t, outcome), evidence(t, outcome), waiting(t, outcome, runs)),
        *_charts(outcome, experiment, data, t),
        section(t("export.forecast"), records(forecast_rows(t, outcome)), _about_forecast(outcome, t)),
        section(t("export.methods"), records(method_rows(t, outcome)), _about_methods(outcome, t)),
        *_added(outcome, t),
        *_ablation(outcome, experiment, t),
        section(t("export.audits"), items(_audits(outcome, t)), *_audit_tables(outcome, t)),
        section(t("export.runs"), records(run_rows(runs, t)), *_limit(runs, experiment, t)),
        section(t("export.settings"), facts([*settings, (t("export.test_from"), test_from)])),
        *_choices(outcome, t),
        section(t("export.data"), facts([("SHA-256", data.sha256)]), items(note_lines(notes, t))),
    ]


def to_send(t: Translate, outcome: Outcome) -> Iterator[Markup]:
    """Which forecast to send: first, for whoever reads no further."""
    first, then = send_lines(t, outcome)
    yield text("p", first, "verdict")
    yield text("p", then)


def _limit(runs: list[Run], experiment: Experiment, t: Translate) -> Iterator[Markup]:
    for badge in limit_badges(t, runs, experiment.spec.training):
        yield text("p", t("words.pair", first=badge.text, second=badge.help), "quiet")


def _charts(outcome: Outcome, experiment: Experiment, data: Dataset, t: Translate) -> Iterator[Markup]:
    """The forecast after the history as the networks saw it, and every method's skill."""
    drawn = forecast_figures(outcome, experiment, data, t)
    for name in ("forecast", "skill"):
        yield section(t(f"export.{name}_chart"), chart(drawn[name](), name, t(f"export.{name}_alt")))


def _about_forecast(outcome: Outcome, t: Translate) -> Markup:
    return text("p", about_bands(t, outcome), "quiet")


def _about_methods(outcome: Outcome, t: Translate) -> Markup:
    origins = whole(len(outcome.backtest.origins))
    told = t("export.methods_about", origins=origins, reference=method_word(t, outcome.reference))
    return text(
        "p", spaced(t, told, refitted_line(t, outcome), holm_line(t, outcome), *limits(t, outcome)), "quiet"
    )


def _added(outcome: Outcome, t: Translate) -> Iterator[Markup]:
    if outcome.added:
        about = text("p", added_line(t, outcome), "quiet")
        yield section(t("added.title"), records(added_rows(t, outcome)), about)


def _choices(outcome: Outcome, t: Translate) -> Iterator[Markup]:
    rows = choice_rows(t, outcome.facts)
    if rows:
        yield section(t("choices.title"), records(rows), text("p", t("choices.about"), "quiet"))


def _ablation(outcome: Outcome, experiment: Experiment, t: Translate) -> Iterator[Markup]:
    if outcome.ablation:
        columns = t("words.comma").join(experiment.spec.of(ForecastSpec).covariates)
        made = "about" if tests(outcome) else "untested"
        about = t(f"export.ablation_{made}", columns=columns, tests=tests(outcome))
        yield section(t("export.ablation"), records(ablation_rows(t, outcome)), text("p", about, "quiet"))


def _audits(outcome: Outcome, t: Translate) -> Iterator[str]:
    yield from leakage_lines(t, outcome)
    yield look_ahead_line(t, outcome)
    for cell, audit in outcome.follows.items():
        key = {True: "follows", False: "does_not_follow", None: "follows_unknown"}[audit.follows]
        between = interval(audit.low, audit.high)
        facts = {"moves": percent(audit.moves, 0), "skill": signed(audit.skill), "between": between}
        yield t(f"export.{key}", cell=t(f"cell.{cell}"), **facts)
    yield from why_drawn(t, outcome)


def _audit_tables(outcome: Outcome, t: Translate) -> Iterator[Markup]:
    if outcome.look_ahead:
        yield text("h3", t("audit.look_ahead"))
        yield records(look_ahead_rows(t, outcome))
    tables = {"direction": direction_rows, "residuals": residual_rows, "windows": window_rows}
    for name, rows in (tables | {"intervals": covered_rows}).items():
        yield text("h3", t(f"audit.{name}"))
        yield records(rows(t, outcome))
