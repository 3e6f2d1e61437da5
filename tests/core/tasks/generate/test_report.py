"""Cells against n-grams over blocks of the held-out text."""

from dataclasses import replace

import numpy as np
import pytest

from core.tasks.cell_runs import CellRuns
from core.tasks.generate import swept
from core.tasks.generate.advice import advised
from core.tasks.generate.report import in_blocks, writing_report
from core.tasks.generate.spec import GenerateSpec
from core.text.long_samples import load_long_sample

RANDOM = np.random.default_rng(1)
BLOCK = GenerateSpec().block
LETTERS = 60 * BLOCK
HARD = RANDOM.gamma(2.0, size=LETTERS)  # what every method finds hard alike


def report(cells, letters=LETTERS):
    spec = replace(advised(load_long_sample("alice").facts()), cells=tuple(cells), seeds=2)
    arrays = {"test/ngram_1": HARD + 1, "test/ngram_2": HARD, "validation/ngram_1": np.ones(9)}
    arrays["validation/ngram_2"] = np.zeros(9)
    runs = [
        CellRuns(cell, 10, [1, 2], [{"test": (HARD + shift)[:letters]} for shift in shifts], [])
        for cell, shifts in cells.items()
    ]
    facts = {"compressed": {"zlib": 3.0}, "letters": {"test": letters}, "unknown": 0.0, "characters": "ab"}
    arrays = {name: bits[:letters] for name, bits in arrays.items()}
    return writing_report(spec, arrays, facts, runs, dict.fromkeys(cells, 1.0), ended=True)


def noisy(mean):
    return mean + 0.1 * RANDOM.normal(size=LETTERS)


def test_blocks_are_means_of_neighbours_and_the_rest_is_left():
    found = in_blocks(np.arange(2 * BLOCK + 7, dtype=float), BLOCK)
    assert found.tolist() == [(BLOCK - 1) / 2, BLOCK + (BLOCK - 1) / 2]


def test_a_cell_that_needs_fewer_bits_everywhere_is_better():
    found = report({"lstm": [noisy(-0.2), noisy(-0.3)], "gru": [noisy(0.3), noisy(0.3)]})
    assert found.verdict.outcome == "better" and found.verdict.better == ("lstm",)
    assert (found.reference, found.beforehand) == ("ngram_2", "ngram_2")
    mine = found.method("lstm")
    assert mine.bits == pytest.approx(HARD.mean() - 0.25, abs=0.01)
    assert mine.gain == pytest.approx(1 - mine.bits / HARD.mean()) and mine.low < mine.gain < mine.high
    assert [one.name for one in found.methods] == ["lstm", "ngram_2", "gru", "ngram_1"]


def test_cells_that_need_more_bits_are_worse_and_luck_is_no_finding():
    assert report({"lstm": [noisy(0.3), noisy(0.3)]}).verdict.outcome == "worse"
    assert report({"lstm": [noisy(0.0), noisy(0.0)]}).verdict.outcome == "no_better"


def test_of_few_blocks_nothing_is_said():
    found = report({"lstm": [noisy(-0.3), noisy(-0.3)]}, 20 * BLOCK)
    assert found.verdict.outcome == "too_little" and found.blocks == 20


def test_the_settings_of_a_sweep_are_told_apart_by_the_blocks_of_what_validates():
    one, other, same = (in_blocks(np.stack([noisy(shift)]), BLOCK) for shift in (0.0, 0.3, 0.0))
    assert swept.test(None, one, other) < 0.01 < swept.test(None, one, same)
    assert swept.test(None, one[:, :20], other[:, :20]) is None  # too few blocks
