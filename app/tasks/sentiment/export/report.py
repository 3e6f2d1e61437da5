"""A finished classifying experiment as one HTML file: the verdict, what is mixed up, how to repeat it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.charts.skill import skill_chart
from app.data.text_report import report_rows, texts_line
from app.data_words import class_name, class_names
from app.experiments.classes.charts.confusion import confusion_chart
from app.experiments.classes.charts.gain import gain_facts
from app.experiments.classes.charts.reliability import reliability_chart
from app.experiments.classes.methods import (
    calibration_rows,
    class_rows,
    classifier_rows,
    scaling_words,
)
from app.experiments.classes.result import about_methods
from app.experiments.classes.send_card import send_lines
from app.exports.document import Markup, chart, document, facts, items, records, section, text
from app.exports.report_parts import found, note_lines, pairs, run_rows, title
from app.i18n import Translate, speaking
from app.names import experiment_name
from app.numbers import percent, whole
from app.tasks.sentiment.mistakes import mistake_rows
from app.tasks.sentiment.settings import text_settings_rows
from app.tasks.sentiment.verdict import WORDS, text_evidence, text_headline, text_reference
from core.store.records import Experiment, Run
from core.tasks.classified.outcome import ClassOutcome
from core.text.facts import TextFacts
from core.words.sentences import spaced


def text_report_html(
    outcome: ClassOutcome,
    experiment: Experiment,
    data: TextFacts,
    runs: list[Run],
    texts: Sequence[str],
    t: Translate,
    language: str,
    rows: Sequence[int | None] = (),
) -> bytes:
    """The report in one language; it needs no network, no server and nothing of ours to be read.

    Args:
        texts: Of the mistakes of the verdict's cell, in their order.
        rows: Where these stood in the file that was brought.
    """
    with speaking(language):
        name = experiment_name(t, experiment)
        return document(name, language, _parts(outcome, experiment, data, runs, texts, rows, t))


def _parts(
    outcome: ClassOutcome,
    experiment: Experiment,
    data: TextFacts,
    runs: list[Run],
    texts: Sequence[str],
    rows: Sequence[int | None],
    t: Translate,
) -> list[Markup]:
    outcome = replace(outcome, classes=class_names(t, data))
    cell = outcome.verdict.cell
    return [
        *title(t, experiment, texts_line(t, data)),
        *_sent(t, outcome),
        *found(t, outcome, text_headline(t, outcome), text_evidence(t, outcome)),
        *_charts(outcome, cell, t),
        section(t("export.classifiers"), records(classifier_rows(t, outcome)), _quiet(_methods(outcome, t))),
        section(
            _of(t, "tab.classes", cell),
            records(class_rows(t, outcome, cell, WORDS)),
            _quiet(t("text_result.classes.about")),
        ),
        section(t("tab.calibration"), *_calibration(outcome, t)),
        section(_of(t, "tab.mistakes", cell), *_mistakes(outcome, cell, texts, rows, t)),
        section(t("export.runs"), records(run_rows(runs, t))),
        section(t("export.settings"), facts(pairs(text_settings_rows(t, experiment, outcome)))),
        section(t("export.data"), facts(_data(data, t)), items(note_lines(data.report.notes, t))),
    ]


def _sent(t: Translate, outcome: ClassOutcome) -> Iterator[Markup]:
    """What to score texts with; of an experiment from before nothing."""
    if not outcome.outdated:
        first, then = send_lines(t, outcome, WORDS)
        yield text("p", first, "verdict")
        yield text("p", then.replace("*", ""))


def _charts(outcome: ClassOutcome, cell: str, t: Translate) -> Iterator[Markup]:
    """Every method's gain, and what the verdict's cell mixes up."""
    reference = t(f"method.{outcome.reference}")
    points = skill_chart(gain_facts(outcome), t, t("chart.gain", reference=reference), in_points=True)
    yield section(t("text_result.gain"), chart(points, "gain", t("alt.gain", reference=reference)))
    table, name = outcome.confusions[cell], t(f"method.{cell}")
    told = t("alt.confusion", method=name, right=whole(table.trace()), all=whole(table.sum()))
    matrix = confusion_chart(table, outcome.classes, cell, t)
    yield section(_of(t, "text_result.confusion", cell), chart(matrix, "confusion", told))


def _calibration(outcome: ClassOutcome, t: Translate) -> Iterator[Markup]:
    yield records(calibration_rows(t, outcome))
    yield _quiet(t("text_result.calibration.about"))
    for cell, known in outcome.calibration.items():
        told = t("alt.reliability", cell=t(f"cell.{cell}"), error=percent(known.scaled_error))
        yield text("h3", t(f"cell.{cell}"))
        yield _quiet(scaling_words(t, known, WORDS))
        yield chart(reliability_chart(known, cell, t), f"reliability-{cell}", told)


def _mistakes(
    outcome: ClassOutcome, cell: str, texts: Sequence[str], rows: Sequence[int | None], t: Translate
) -> Iterator[Markup]:
    if not texts:
        yield text("p", t("text_result.no_mistakes"))
        return
    yield records(mistake_rows(t, outcome, cell, texts, rows), prose=True)
    yield _quiet(t("text_result.mistakes.about"))


def _methods(outcome: ClassOutcome, t: Translate) -> str:
    told = t("text_result.texts", texts=whole(len(outcome.truth)), seeds=outcome.seeds_done)
    about = about_methods(t, outcome, WORDS)
    return spaced(t, told, text_reference(t, outcome), about)


def _data(data: TextFacts, t: Translate) -> Iterator[tuple[str, str]]:
    yield "SHA-256", data.sha256
    yield from pairs(report_rows(t, data.report))
    for name, count in data.report.counts.items():
        yield f"{t('column.class')} {class_name(t, data, name)}", whole(count)


def _of(t: Translate, key: str, cell: str) -> str:
    return t("export.of_cell", what=t(key), cell=t(f"cell.{cell}"))


def _quiet(told: str) -> Markup:
    return text("p", told, "quiet")
