"""Each pair differs in one thing, and what is said of it is what its figures say."""

import numpy as np
import pytest

from app.i18n import translator
from app.learn.charts.pairs import NARROW, pair_chart
from app.learn.pairs import Pair, apart, kept_pairs, mean_told, pair_told, pairs
from app.learn.steps import STEPS
from core.words.locales import languages

LANGUAGES = sorted(languages())


def test_every_pair_has_figures_for_each_of_its_seeds_and_a_step_that_it_belongs_to():
    for pair in pairs().values():
        assert pair.step in STEPS and len(pair.sides) >= 2
        assert {len(values) for values in pair.sides.values()} <= {1, pair.seeds}
        assert all(0 <= value <= 1 for values in pair.sides.values() for value in values if pair.share)


@pytest.mark.parametrize(
    ("low", "high", "clear"), [([1, 2], [3, 4], True), ([1, 3], [2, 4], False), ([3, 4], [1, 2], True)]
)
def test_sides_are_apart_where_no_seed_of_one_reaches_the_other(low, high, clear):
    pair = Pair("x", "lstm", False, {"a": low, "b": high}, 2)
    assert apart(pair) is clear
    assert apart(Pair("x", "lstm", True, {"a": [0.5], "b": [0.6]}, 3)) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(pairs()))
def test_what_came_out_is_told_with_the_figures_that_are_drawn(name, language):
    t, pair = translator(language), pairs()[name]
    told, drawn = pair_told(t, pair), pair_chart(t, pair)
    for side, values in pair.sides.items():
        assert mean_told(pair, side) in told and t(f"learn.pair.{name}.{side}") in told
        size = 100 if pair.share else 1
        assert any(np.allclose(one.y, [size * np.mean(values)]) for one in drawn.data if len(one.y) == 1)
    clear = apart(pair)
    verdicts = {True: "learn.pair.apart", False: "learn.pair.luck"}
    assert [t(key) in told for key in verdicts.values()] == [clear is True, clear is False]
    ticks = drawn.layout.xaxis.ticktext
    assert len(ticks) == len(pair.sides) and all(len(line) <= 2 * NARROW for line in ticks)


def test_the_pairs_say_what_the_path_says():
    kept = kept_pairs()["pairs"]
    order, beside = kept["order"]["sides"], kept["side_by_side"]["sides"]
    assert np.mean(order["in_order"]) > 0.9 and abs(np.mean(order["shuffled"]) - 0.5) < 0.2
    assert list(beside) == ["mlp", "rnn", "lstm", "gru"] and set(map(len, beside.values())) == {5}
    forget = kept["forget"]["sides"]
    assert np.mean(forget["on"]) > np.mean(forget["off"]) + 0.1 > 0.5
    assert kept["attention"]["sides"]["luong"] > kept["attention"]["sides"]["none"]
