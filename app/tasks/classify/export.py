"""What can be taken home of classifiers of series: a report, a workbook, tables."""

from typing import Any

import pandas as pd

from app.charts.skill import skill_chart
from app.experiments.classes.charts.confusion import confusion_chart
from app.experiments.classes.charts.gain import gain_facts
from app.experiments.classes.methods import calibration_rows, class_rows, classifier_rows
from app.experiments.classes.result import about_methods
from app.experiments.classes.send_card import send_lines
from app.experiments.classes.verdict import evidence, headline
from app.exports.bundle import WEIGHTS, Exports
from app.exports.classifiers import classifiers_table
from app.exports.findings import Drawing, Findings, Section, findings_html, findings_workbook
from app.exports.script_words import in_words_of
from app.i18n import Translate, current_language
from app.names import experiment_name
from app.numbers import whole
from app.store import open_store
from app.tasks.classify.about import data_line, figures
from app.tasks.classify.settings import series_settings_rows
from core.data.labelled.facts import LabelledFacts
from core.store.records import Experiment, Run
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classify.keeping import labelled_of
from core.tasks.classify.script import PACKAGES, series_jsonl, series_script
from core.tasks.classify.spec import ClassifySpec

WORDS = "series"
SERIES = "series.jsonl"  # what the file's name ends with


def series_exports(
    t: Translate, experiment: Experiment, runs: list[Run], facts: LabelledFacts, outcome: ClassOutcome
) -> Exports:
    """Of an experiment that classifies series, which are read from the store when a file needs them."""
    language, store, told = current_language(), open_store(), _findings(t, experiment, facts, outcome)
    hash, task = experiment.data, experiment.spec.of(ClassifySpec)

    def written(run: Run, prefix: str) -> str:
        body = series_script(
            experiment.spec,
            labelled_of(store, hash),
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            file_name=f"{prefix}{SERIES}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    tables = {"classes": lambda: classes_table(outcome), "methods": lambda: classifiers_table(outcome)}
    return Exports(
        tables=tables,
        workbook=lambda: findings_workbook(t, experiment, runs, told, tables),
        report=lambda: findings_html(t, language, experiment, runs, told),
        figures=told.figures,
        inputs={SERIES: lambda: series_jsonl(labelled_of(store, hash), task)},
        script=written,
        packages=lambda: PACKAGES,
        weights=lambda run: store.artifact(run.id, "weights"),
        about=experiment_name(t, experiment),
    )


def classes_table(outcome: ClassOutcome) -> pd.DataFrame:
    """The test series by their place among all, with class, what each method told, cells' probabilities."""
    names = outcome.classes
    columns: dict[str, Any] = {"label": [names[label] for label in outcome.truth]}
    for method, told in outcome.probabilities.items():
        columns[method] = [names[label] for label in told.argmax(axis=1)]
    for cell in outcome.calibration:
        for place, name in enumerate(names):
            columns[f"{cell}_p_{name}"] = outcome.probabilities[cell][:, place]
    return pd.DataFrame(columns, index=pd.Index(outcome.rows + 1, name="series"))


def _findings(t: Translate, experiment: Experiment, facts: LabelledFacts, outcome: ClassOutcome) -> Findings:
    sent = () if outcome.outdated else tuple(line.replace("*", "") for line in send_lines(t, outcome, WORDS))
    return Findings(
        outcome, data_line(t, facts), headline(t, outcome, WORDS), evidence(t, outcome, WORDS),
        _sections(t, outcome), series_settings_rows(t, experiment, outcome), figures(t, facts), sent,
    )  # fmt: skip


def _sections(t: Translate, outcome: ClassOutcome) -> list[Section]:
    best, reference = outcome.verdict.cell, t(f"method.{outcome.reference}")
    cell, matrix = t(f"cell.{best}"), outcome.confusions[best]
    axis = t("chart.gain", reference=reference)
    gain = Drawing(
        "gain", lambda: skill_chart(gain_facts(outcome), t, axis, in_points=True),
        t("alt.gain", reference=reference),
    )  # fmt: skip
    right = {"right": whole(matrix.trace()), "all": whole(matrix.sum())}
    mixed = Drawing(
        "confusion", lambda: confusion_chart(matrix, outcome.classes, best, t),
        t("alt.confusion", method=t(f"method.{best}"), **right),
    )  # fmt: skip
    confusion, classes = (
        t("export.of_cell", what=t(key), cell=cell) for key in ("text_result.confusion", "tab.classes")
    )
    tested = t("series_result.texts", texts=whole(len(outcome.truth)), seeds=outcome.seeds_done)
    return [
        Section(t("text_result.gain"), about=tested, drawing=gain),
        Section(confusion, drawing=mixed),
        Section(t("tab.methods"), classifier_rows(t, outcome), about_methods(t, outcome, WORDS)),
        Section(classes, class_rows(t, outcome, best, WORDS), t("series_result.classes.about")),
        Section(t("tab.calibration"), calibration_rows(t, outcome), t("series_result.calibration.about")),
    ]
