"""What can be taken home of networks that write on: a report, a workbook, a table of methods."""

from typing import Any

import pandas as pd

from app.experiments.settings_table import in_two_columns, spec_rows
from app.exports.bundle import WEIGHTS, Exports
from app.exports.findings import Drawing, Findings, Section, findings_html, findings_workbook
from app.exports.script_words import in_words_of
from app.i18n import Translate, current_language
from app.names import experiment_name
from app.numbers import figure, whole
from app.store import open_store
from app.tasks.generate.charts.bits import bits_chart, bits_facts, told_by
from app.tasks.generate.known import text_line
from app.tasks.generate.methods import writing_rows
from app.tasks.generate.verdict import writing_evidence, writing_headline
from core.store.records import Experiment, Run
from core.tasks.generate.characters import BLOCKS
from core.tasks.generate.keeping import stretch_of
from core.tasks.generate.outcome import Teller, WritingOutcome
from core.tasks.generate.script import PACKAGES, writing_script
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import LongFacts

TEXT = "text.txt"  # what the file's name ends with
IDLE = ("loss", "bidirectional")  # the cross-entropy; the next character is never read


def writing_exports(
    t: Translate, experiment: Experiment, runs: list[Run], data: LongFacts, outcome: WritingOutcome
) -> Exports:
    """Of an experiment that writes on; the text is read from the store when a file needs it."""

    def written(run: Run, prefix: str) -> str:
        body = writing_script(
            experiment.spec,
            data,
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            file_name=f"{prefix}{TEXT}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    language, store, told = current_language(), open_store(), _findings(t, experiment, data, outcome)
    tables = {"methods": lambda: tellers_table(outcome)}
    return Exports(
        tables=tables,
        workbook=lambda: findings_workbook(t, experiment, runs, told, tables),
        report=lambda: findings_html(t, language, experiment, runs, told),
        figures=told.figures,
        inputs={TEXT: lambda: stretch_of(store, experiment.data, 0, data.letters).encode("utf-8", "replace")},
        script=written,
        packages=lambda: PACKAGES,
        weights=lambda run: store.artifact(run.id, "weights"),
        about=experiment_name(t, experiment),
    )


def tellers_table(outcome: WritingOutcome) -> pd.DataFrame:
    """Every method with its bits per character or word on the test part; what is not defined is empty."""
    return pd.DataFrame([_method(one, outcome.task) for one in outcome.methods]).set_index("method")


def writing_settings_rows(t: Translate, experiment: Experiment) -> list[dict[str, str]]:
    """What was chosen, as rows for a table."""
    return in_two_columns(t, spec_rows(t, experiment.spec, IDLE))


def _method(one: Teller, task: GenerateSpec) -> dict[str, Any]:
    told: dict[str, Any] = {"bits": one.bits, "bits_sd": one.deviation}
    if task.unit == "words":
        told = {"perplexity": one.perplexity, **told}
    if task.unit == "items":
        told = {"recall": one.recall, "recall_sd": one.deviation, "mrr": one.mrr}
    return {
        "method": one.name, "kind": "seeds" if one.kind == "cell" else one.kind, "seeds": one.seeds,
        "parameters": one.weights, **told, "bits_sd": one.deviation, "gain": one.gain,
        "gain_lo95": one.low, "gain_hi95": one.high, "p": one.p, "p_holm": one.p_holm,
    }  # fmt: skip


def _findings(t: Translate, experiment: Experiment, data: LongFacts, outcome: WritingOutcome) -> Findings:
    line = text_line(t, data)
    best, letters = outcome.method(outcome.verdict.cell), outcome.facts["letters"]
    task = outcome.task
    alt = t(
        task.worded("generate.bits.alt"), cell=t(f"cell.{best.name}"), bits=figure(told_by(best, outcome))
    )
    axis = t(task.worded("chart.bits"))
    bits = Drawing("bits", lambda: bits_chart(bits_facts(outcome), axis, t), alt)
    about = t(task.worded("generate.bits.about"), **{name: whole(letters[name]) for name in BLOCKS})
    sections = [
        Section(t(task.worded("generate.bits")), about=about, drawing=bits),
        Section(
            t("tab.methods"), writing_rows(t, outcome),
            t(task.worded("generate.methods.about"), tests=outcome.verdict.tests),
        ),
    ]  # fmt: skip
    return Findings(
        outcome, line, writing_headline(t, outcome), writing_evidence(t, outcome), sections,
        writing_settings_rows(t, experiment), in_two_columns(t, {t("sheet.tab.data"): line}),
    )  # fmt: skip
