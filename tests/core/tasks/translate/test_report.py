"""Cells against simple methods, on the same sentences; examples and lengths."""

from dataclasses import replace

import numpy as np
import pytest

from core.tasks.cell_runs import CellRuns
from core.tasks.translate import swept
from core.tasks.translate.report import translation_report
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised
from core.tasks.translate.texts import packed
from core.tasks.translate.told import cut_for_scores, told
from core.text.pairs_samples import load_pair_sample

WORDS = "the a cat dog sat ran on mat in my old house".split()
DRAW = np.random.default_rng(1)
REFERENCES = [" ".join(DRAW.choice(WORDS, DRAW.integers(4, 12))) for _ in range(120)]
LENGTHS = np.array([len(one.split()) for one in REFERENCES])


def spoilt(share):
    return [
        " ".join(str(DRAW.choice(WORDS)) if DRAW.random() < share else word for word in one.split())
        for one in REFERENCES
    ]


def arrays(name, share, few=120):
    found = told(TranslateSpec(), spoilt(share)[:few], REFERENCES[:few]).arrays(name)
    return found | {"test_nats": np.full(few, 6.0), "test_words": LENGTHS[:few]}


def report(cells, few=120):
    baselines = {"test_lengths": LENGTHS[:few]}
    for name, share in (("dictionary", 0.6), ("nearest_sentence", 0.4)):
        baselines |= arrays(f"test/{name}", share, few) | arrays(f"validation/{name}", share, few)
    baselines |= {f"test_{side}": packed(REFERENCES[:few]) for side in ("sources", "references")}
    runs = [
        CellRuns(cell, 10, [1, 2], [arrays("test", share, few) for share in shares], [])
        for cell, shares in cells.items()
    ]
    spec = replace(advised(load_pair_sample("phrases")), cells=tuple(cells), seeds=2)
    losses = {cell: float(np.mean(shares)) for cell, shares in cells.items()}
    return translation_report(
        spec, baselines, {"left_out": 0}, runs, losses, dict.fromkeys(cells, 2), ended=True
    )


def test_a_cell_that_translates_better_than_every_simple_method_is_better():
    found = report({"lstm": [0.1, 0.15], "gru": [0.7, 0.7]})
    assert found.verdict.outcome == "better" and found.verdict.better == ("lstm",)
    assert (found.reference, found.beforehand, found.shown) == (
        "nearest_sentence",
        "nearest_sentence",
        "lstm",
    )
    mine, theirs = found.method("lstm"), found.method("nearest_sentence")
    assert mine.gain == pytest.approx(mine.bleu - theirs.bleu) and mine.low < mine.gain < mine.high
    assert mine.loss == pytest.approx(6 * 120 / LENGTHS.sum()) and 0 < mine.exact < 1
    assert [one.name for one in found.methods] == ["lstm", "nearest_sentence", "dictionary", "gru"]


def test_worse_and_too_little_are_said():
    assert report({"lstm": [0.8, 0.8]}).verdict.outcome == "worse"
    assert report({"lstm": [0.1, 0.1]}, few=20).verdict.outcome == "too_little"


def test_examples_go_from_the_best_to_the_worst_and_lengths_hold_all_sentences():
    found = report({"lstm": [0.3, 0.3]})
    scores = [one.score for one in found.examples]
    assert scores == sorted(scores, reverse=True) and len(scores) == 40
    assert all(set(one.texts) == {"lstm"} for one in found.examples)
    assert sum(part.sentences for part in found.lengths) == 120
    assert [part.shortest for part in found.lengths][1:] == [part.longest + 1 for part in found.lengths][:-1]
    assert set(found.lengths[0].bleu) == {"lstm", "dictionary", "nearest_sentence"}


def test_chinese_is_compared_by_character_and_codes_too():
    assert cut_for_scores(TranslateSpec(), ["我喜欢茶。"]) == "zh"
    assert cut_for_scores(TranslateSpec(), ["I like tea."]) == "13a"
    assert cut_for_scores(TranslateSpec(cut_target="characters"), ["2024-05-03"]) == "char"


def test_where_small_letters_are_written_capital_ones_are_not_missed():
    lower, as_is = (told(TranslateSpec(lower=one), ["i like tea."], ["I like tea."]) for one in (True, False))
    assert lower.exact.all() and not as_is.exact.any()


def test_the_settings_of_a_sweep_are_told_apart_by_their_validation_pairs():
    hard = DRAW.gamma(2.0, size=200)
    one, other, alike = (
        np.stack([hard + shift + 0.1 * DRAW.normal(size=200) for _ in range(2)]) for shift in (0, 0.2, 0)
    )
    assert swept.test(None, one, other) < 0.01 < swept.test(None, one, alike)
