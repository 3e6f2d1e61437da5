"""What can be taken home of classifiers of texts."""

from app.experiments.classes.send_card import send_lines
from app.exports.bundle import DATA, WEIGHTS, Exports
from app.exports.classifiers import classifiers_table
from app.exports.script_words import in_words_of
from app.exports.sheets import experiment_workbook
from app.exports.word_vectors import vectors_txt
from app.i18n import Translate
from app.names import experiment_name
from app.tasks.sentiment.export.figures import text_figures
from app.tasks.sentiment.export.report import text_report_html
from app.tasks.sentiment.export.tables import predictions_table, texts_csv
from app.tasks.sentiment.settings import text_settings_rows
from app.tasks.sentiment.verdict import WORDS, text_evidence, text_headline
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.sentiment.script import packages, text_script
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import TextFacts
from core.text.vectors import vectors_from_bytes

VECTORS = "vectors.txt"  # what the file's name ends with


def text_exports(
    t: Translate,
    language: str,
    experiment: Experiment,
    runs: list[Run],
    facts: TextFacts,
    outcome: ClassOutcome,
    store: Store,
) -> Exports:
    """Of an experiment that classifies texts; they are read from the store when a file needs them."""
    task, hash = experiment.spec.of(SentimentSpec), experiment.data

    def report() -> bytes:
        rows = [mistake.row for mistake in outcome.mistakes[outcome.verdict.cell]]
        texts, places = store.texts_of(hash, rows), store.file_rows(hash, rows)
        return text_report_html(outcome, experiment, facts, runs, texts, t, language, places)

    def written(run: Run, prefix: str) -> str:
        body = text_script(
            experiment.spec,
            store.texts(hash),
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            file_name=f"{prefix}{DATA}",
            vectors_name=f"{prefix}{VECTORS}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    inputs = {DATA: lambda: texts_csv(store.texts(hash), task)}
    if task.vectors:
        inputs[VECTORS] = lambda: vectors_txt(vectors_from_bytes(store.data.vectors(task.vectors)))
    tables = {
        "predictions": lambda: predictions_table(
            outcome,
            store.texts_of(hash, outcome.rows.tolist()),
            store.file_rows(hash, outcome.rows.tolist()),
        ),
        "methods": lambda: classifiers_table(outcome),
    }

    def sheets() -> bytes:
        sent = () if outcome.outdated else send_lines(t, outcome, WORDS)
        found = (text_headline(t, outcome), text_evidence(t, outcome))
        told = tuple(line.replace("*", "") for line in (*sent, *found))
        settings = text_settings_rows(t, experiment, outcome)
        return experiment_workbook(t, experiment, told, tables, settings, runs)

    return Exports(
        tables=tables,
        workbook=sheets,
        report=report,
        figures=text_figures(outcome, t),
        inputs=inputs,
        script=written,
        packages=lambda: packages(store.texts(hash), task),
        weights=lambda run: store.artifact(run.id, "weights"),
        about=experiment_name(t, experiment),
    )
