"""What can be taken home of networks that tag."""

from typing import Any

import numpy as np
import pandas as pd

from app.charts.skill import skill_chart
from app.experiments.classes.charts.confusion import confusion_chart
from app.exports.bundle import WEIGHTS, Exports
from app.exports.findings import Drawing, Findings, Section, findings_html, findings_workbook
from app.exports.script_words import in_words_of
from app.exports.word_vectors import vectors_txt
from app.i18n import Translate, current_language
from app.names import experiment_name
from app.numbers import percent, whole
from app.store import open_store
from app.tasks.tag.about import data_line, figures
from app.tasks.tag.charts.gain import gain_facts
from app.tasks.tag.known import sentences
from app.tasks.tag.methods import kind_rows, methods_about, tagger_rows
from app.tasks.tag.mistakes import most_confused
from app.tasks.tag.settings import tag_settings_rows
from app.tasks.tag.verdict import tag_evidence, tag_headline, tag_send_lines
from core.store.records import Experiment, Run
from core.tasks.tag.keeping import sentences_of
from core.tasks.tag.mistakes import mistakes
from core.tasks.tag.outcome import Tagger, TagOutcome
from core.tasks.tag.script import PACKAGES, sentences_txt, tag_script
from core.tasks.tag.spec import TagSpec
from core.text.tagged.facts import TaggedFacts
from core.text.vectors import vectors_from_bytes

SENTENCES, VECTORS = "sentences.txt", "vectors.txt"  # what the files' names end with
MOST_MISTAKES = 30  # ways to be wrong that the report lists


def tag_exports(
    t: Translate, experiment: Experiment, runs: list[Run], facts: TaggedFacts, outcome: TagOutcome
) -> Exports:
    """Of an experiment that tags; words are read from the store when a file needs them."""
    language, store, hash = current_language(), open_store(), experiment.data
    task = experiment.spec.of(TagSpec)

    def written(run: Run, prefix: str) -> str:
        body = tag_script(
            experiment.spec,
            sentences_of(store, hash),
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            file_name=f"{prefix}{SENTENCES}",
            vectors_name=f"{prefix}{VECTORS}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    told = _findings(t, experiment, facts, outcome)
    tables = {
        "tags": lambda: tags_table(outcome, sentences(experiment.data, outcome.rows.tolist())),
        "methods": lambda: taggers_table(outcome),
    }
    inputs = {SENTENCES: lambda: sentences_txt(sentences_of(store, hash), task)}
    if task.vectors:
        inputs[VECTORS] = lambda: vectors_txt(vectors_from_bytes(store.data.vectors(task.vectors)))
    return Exports(
        tables=tables,
        workbook=lambda: findings_workbook(t, experiment, runs, told, tables),
        report=lambda: findings_html(t, language, experiment, runs, told),
        figures=told.figures,
        inputs=inputs,
        script=written,
        packages=lambda: PACKAGES,
        weights=lambda run: store.artifact(run.id, "weights"),
        about=experiment_name(t, experiment),
    )


def tags_table(outcome: TagOutcome, words: list[list[str]]) -> pd.DataFrame:
    """The words of the test sentences with their tags, what each method told, and how sure each cell was."""
    rows = np.repeat(outcome.rows + 1, outcome.lengths)
    columns: dict[str, Any] = {"word": [word for one in words for word in one]}
    columns["tag"] = [outcome.names[tag] for tag in outcome.truth]
    for method, told in outcome.told.items():
        columns[method] = [outcome.names[tag] for tag in told]
    columns |= {f"{cell}_p": sure for cell, sure in outcome.sure.items()}
    return pd.DataFrame(columns, index=pd.Index(rows, name="sentence"))


def taggers_table(outcome: TagOutcome) -> pd.DataFrame:
    """Every method with its scores on the test sentences; what is not defined is empty."""
    return pd.DataFrame([_method(one) for one in outcome.methods]).set_index("method")


def _method(one: Tagger) -> dict[str, Any]:
    spread = {f"{name}_sd": value for name, value in one.deviation.items()}
    return {
        "method": one.name, "kind": one.kind, "seeds": one.seeds, "parameters": one.weights,
        **one.scores, **spread, "gain": one.gain, "gain_lo95": one.low, "gain_hi95": one.high,
        "p": one.p, "p_holm": one.p_holm,
    }  # fmt: skip


def _findings(t: Translate, experiment: Experiment, facts: TaggedFacts, outcome: TagOutcome) -> Findings:
    return Findings(
        outcome, data_line(t, facts), tag_headline(t, outcome), tag_evidence(t, outcome),
        _sections(t, outcome), tag_settings_rows(t, experiment, outcome), figures(t, facts),
        tag_send_lines(t, outcome),
    )  # fmt: skip


def _sections(t: Translate, outcome: TagOutcome) -> list[Section]:
    best, reference = outcome.verdict.cell, t(f"method.{outcome.reference}")
    cell, end = t(f"cell.{best}"), ".spans" if outcome.spans else ""
    axis, table = t(f"tag.chart.gain{end}", reference=reference), outcome.confusions[best]
    kept = most_confused(table)
    names = tuple(outcome.names[place] for place in kept)
    counts = {"right": whole(table.trace()), "all": whole(table.sum())}
    gain = Drawing(
        "scores", lambda: skill_chart(gain_facts(outcome), t, axis, in_points=True),
        t("tag.alt.gain", reference=reference),
    )  # fmt: skip
    mixed = Drawing(
        "confusion", lambda: confusion_chart(table[np.ix_(kept, kept)], names, best, t),
        t("tag.alt.confusion", method=t(f"method.{best}"), **counts),
    )  # fmt: skip
    found = [
        Section(t(f"tag.gain{end}"), drawing=gain),
        Section(t("export.of_cell", what=t("text_result.confusion"), cell=cell), drawing=mixed),
        Section(t("tab.methods"), tagger_rows(t, outcome), methods_about(t, outcome)),
    ]
    if outcome.spans:
        kinds = t("export.of_cell", what=t("tag.column.kind"), cell=cell)
        found.append(Section(kinds, kind_rows(t, outcome, best), t("tag.kinds.about")))
    wrong = t("export.of_cell", what=t("tab.mistakes"), cell=cell)
    return [*found, Section(wrong, _mistakes(t, outcome, best))]


def _mistakes(t: Translate, outcome: TagOutcome, method: str) -> list[dict[str, str]]:
    wrong = int((outcome.told[method] != outcome.truth).sum())
    return [
        {
            t("sheet.tag"): outcome.names[one.truth],
            t("tag.column.told"): outcome.names[one.told],
            t("tag.column.count"): whole(one.count),
            t("tag.column.share"): percent(one.count / wrong),
        }
        for one in mistakes(outcome, method)[:MOST_MISTAKES]
    ]
