"""What is said of words and of items: no sentence lacks, and the figures are theirs."""

import numpy as np
import pytest

from app.i18n import translator
from app.tasks.generate.charts.bits import bits_facts
from app.tasks.generate.export import tellers_table
from app.tasks.generate.methods import writing_rows
from app.tasks.generate.places import pieces_of
from app.tasks.generate.verdict import writing_evidence, writing_headline
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.generate.alphabet import Words
from core.tasks.generate.command_lines import writing_lines
from core.tasks.generate.report import writing_report
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.summary import method_row

RANDOM = np.random.default_rng(1)
CASES = 400


def outcome(unit, shift):
    """One cell beside one simple method, better or worse by a shift."""
    simple = "ngram_3" if unit == "words" else "markov"
    if unit == "words":
        theirs = RANDOM.gamma(4.0, size=CASES)
        ours = theirs + shift + 0.1 * RANDOM.normal(size=CASES)
    else:
        theirs, ours = (RANDOM.random((2, CASES)) < np.array([[0.5], [0.5 + shift]])).astype(float)
    arrays = {f"{part}/{simple}": theirs for part in ("test", "validation")}
    left = {"test": ours}
    if unit == "items":
        arrays[f"reciprocal/{simple}"] = left["reciprocal"] = np.full(CASES, 0.25)
    spec = ExperimentSpec(data="x", task=GenerateSpec(unit=unit), cells=("gru",), seeds=1)
    letters = {"train": 9, "validation": 9, "test": CASES}
    facts = {"compressed": {}, "letters": letters, "unknown": 0.1, "characters": ["a", "b"], "train_ends": 9}
    return writing_report(
        spec, arrays, facts, [CellRuns("gru", 10, [1], [left], [])], {"gru": 1.0}, ended=True
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("shift", [-0.3, 0.3])
@pytest.mark.parametrize("unit", ["words", "items"])
def test_the_verdict_and_its_figures_are_told_of_the_unit(unit, shift, language):
    t, known = translator(language), outcome(unit, shift)
    key = f"generate.verdict.{known.verdict.outcome}.{unit}"
    assert known.verdict.outcome in ("better", "worse") and t(key).split("{")[0] in writing_headline(t, known)
    cell = known.method("gru")
    figures = {"words": 2**cell.bits, "items": 1 - cell.bits}
    (row,) = [one for one in bits_facts(known) if one.name == "gru"]
    assert row.bits == pytest.approx(figures[unit]) and writing_evidence(t, known)
    best = bits_facts(known)[-1].name
    assert (best == "gru") == (shift < 0)
    column = {"words": "perplexity", "items": "recall"}[unit]
    assert t(f"generate.column.{column}") in writing_rows(t, known)[0]
    assert tellers_table(known).loc["gru", column] == pytest.approx(figures[unit])


@pytest.mark.parametrize("unit", ["words", "items"])
def test_the_terminal_tells_the_same(unit):
    known = outcome(unit, -0.3)
    told = {
        "spec": {"task": {"unit": unit}}, "verdict": vars(known.verdict), "compressed": {},
        "letters": known.facts["letters"],
        "comparison": {
            "reference": known.reference, "beforehand": known.beforehand, "blocks": known.blocks,
            "methods": [method_row(known.task, one) for one in known.methods],
        },
    }  # fmt: skip
    verdict, table, *_ = writing_lines(told)
    assert "better than every" in verdict or "more often than every" in verdict
    assert {"words": "perplexity", "items": "recall@20"}[unit] in [str(one.header) for one in table.columns]


def test_blanks_belong_to_the_word_before_them():
    text = " Oh, well —\nyes "
    found = pieces_of(Words(()), text)
    assert "".join(found) == text and found == [" Oh", ", ", "well ", "—", "\n", "yes "]
