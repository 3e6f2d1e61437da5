"""What can be taken home of networks that translate."""

from typing import Any

import pandas as pd

from app.experiments.settings_table import in_two_columns
from app.exports.bundle import WEIGHTS, Exports
from app.exports.findings import Drawing, Findings, Section, findings_html, findings_workbook
from app.exports.script_words import in_words_of
from app.i18n import Translate, current_language
from app.names import experiment_name
from app.numbers import whole
from app.store import open_store
from app.tasks.translate.about import pairs_line
from app.tasks.translate.charts.lengths import length_chart, length_facts
from app.tasks.translate.methods import method_rows, methods_about, score
from app.tasks.translate.settings import translation_settings_rows
from app.tasks.translate.verdict import translation_evidence, translation_headline
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.results import baseline_run, shared_runs, typical_seed
from core.tasks.translate.keeping import pairs_of
from core.tasks.translate.outcome import Method, TranslationOutcome
from core.tasks.translate.report import METHODS
from core.tasks.translate.script import PACKAGES, pairs_jsonl, translation_script
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.texts import unpacked
from core.text.pairs import PairFacts

PAIRS = "pairs.jsonl"  # what the file's name ends with


def translation_exports(
    t: Translate, experiment: Experiment, runs: list[Run], data: PairFacts, outcome: TranslationOutcome
) -> Exports:
    """Of an experiment that translates; sentences are read from the store when a file needs them."""
    language, store, hash = current_language(), open_store(), experiment.data
    task = experiment.spec.of(TranslateSpec)

    def written(run: Run, prefix: str) -> str:
        body = translation_script(
            experiment.spec,
            pairs_of(store, hash),
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            file_name=f"{prefix}{PAIRS}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    told = _findings(t, experiment, data, outcome)
    tables = {
        "translations": lambda: translations_table(store, experiment, runs),
        "methods": lambda: translators_table(outcome),
    }
    return Exports(
        tables=tables,
        workbook=lambda: findings_workbook(t, experiment, runs, told, tables),
        report=lambda: findings_html(t, language, experiment, runs, told),
        figures=told.figures,
        inputs={PAIRS: lambda: pairs_jsonl(pairs_of(store, hash), task)},
        script=written,
        packages=lambda: PACKAGES,
        weights=lambda run: store.artifact(run.id, "weights"),
        about=experiment_name(t, experiment),
    )


def translations_table(store: Store, experiment: Experiment, runs: list[Run]) -> pd.DataFrame:
    """The test sentences with their references, and what each method made of them.

    Of a cell, the network of the seed with the median validation loss.
    """
    simple = baseline_run(runs)
    assert simple is not None
    arrays = store.arrays(simple.id)
    columns = {side: unpacked(arrays[f"test_{side}s"]) for side in ("source", "reference")}
    columns |= {name: unpacked(arrays[f"test/{name}_texts"]) for name in METHODS}
    for cell, each in shared_runs(runs, experiment.spec.cells).items():
        if (run := typical_seed(each, cell)) is not None:
            columns[cell] = unpacked(store.arrays(run.id)["test_texts"])
    rows = pd.RangeIndex(1, len(columns["source"]) + 1, name="sentence")
    return pd.DataFrame(columns, index=rows)


def translators_table(outcome: TranslationOutcome) -> pd.DataFrame:
    """Every method with its scores on the test sentences; what is not defined is empty."""
    return pd.DataFrame([_method(one) for one in outcome.methods]).set_index("method")


def _method(one: Method) -> dict[str, Any]:
    return {
        "method": one.name, "kind": "seeds" if one.kind == "cell" else one.kind, "seeds": one.seeds,
        "parameters": one.weights, "bleu": one.bleu, "bleu_sd": one.deviation, "chrf": one.chrf,
        "exact": one.exact, "loss": one.loss, "gain": one.gain, "gain_lo95": one.low,
        "gain_hi95": one.high, "p": one.p, "p_holm": one.p_holm,
    }  # fmt: skip


def _findings(t: Translate, experiment: Experiment, data: PairFacts, outcome: TranslationOutcome) -> Findings:
    known = in_two_columns(t, {t("pairs.pairs"): whole(data.pairs)})
    return Findings(
        outcome, pairs_line(t, data), translation_headline(t, outcome), translation_evidence(t, outcome),
        _sections(t, experiment, outcome), translation_settings_rows(t, experiment, outcome), known,
    )  # fmt: skip


def _sections(t: Translate, experiment: Experiment, outcome: TranslationOutcome) -> list[Section]:
    best, shown = outcome.method(outcome.verdict.cell), t(f"cell.{outcome.shown}")
    lengths = Drawing(
        "lengths", lambda: length_chart(length_facts(outcome, t), t),
        t("translate.lengths.alt", cell=t(f"cell.{best.name}"), bleu=score(best.bleu)),
    )  # fmt: skip
    sentences = t("translate.lengths.about", sentences=whole(outcome.sentences))
    chosen = t("translate.export.examples", count=len(outcome.examples), cell=shown)
    return [
        Section(t("translate.lengths"), about=sentences, drawing=lengths),
        Section(t("tab.methods"), method_rows(t, outcome), methods_about(t, experiment.spec, outcome)),
        Section(t("translate.examples"), _examples(t, outcome), chosen, prose=True),
    ]


def _examples(t: Translate, outcome: TranslationOutcome) -> list[dict[str, str]]:
    return [
        {t("pairs.sentence"): one.source, t("translate.reference_text"): one.reference}
        | {t(f"cell.{cell}"): told for cell, told in one.texts.items()}
        | {"chrF": score(one.score)}
        for one in outcome.examples
    ]
