"""From pairs to numbers: nothing of the test stands in training; what can be learnt from is checked."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import UserError
from core.tasks.translate.baselines import translated_simply
from core.tasks.translate.dictionary import dictionary
from core.tasks.translate.nearest import nearest
from core.tasks.translate.prepare import groups, prepared_pairs, split_pairs, table
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised, sizes
from core.tasks.translate.texts import packed, unpacked
from core.text.pairs import Pairs
from core.text.pairs_samples import PAIR_SAMPLES, load_pair_sample


def test_pairs_that_share_a_side_by_way_of_others_are_one_group():
    found = groups(["a", "b", "b", "c", "d"], ["1", "1", "2", "3", "4"])
    assert found[0] == found[1] == found[2] and len(set(found.tolist())) == 3


@pytest.mark.parametrize("name", PAIR_SAMPLES)
def test_no_sentence_and_no_translation_of_the_test_stands_in_training(name):
    data = load_pair_sample(name)
    ready = prepared_pairs(data, advised(data).task)
    train, *others = (ready.blocks[name] for name in ("train", "validation", "test"))
    for held_out in others:
        assert len(held_out) >= 80
        for side in (data.sources, data.targets):
            assert not {side[row] for row in train} & {side[row] for row in held_out}
    assert sorted(np.concatenate([train, *others])) == list(range(len(data)))


def test_a_group_too_large_for_the_test_is_trained_on_and_the_draw_is_the_same_every_time():
    sources, targets = [f"s{n}" for n in range(300)], [f"t{n % 2 * n}" for n in range(300)]
    found, again = (split_pairs(sources, targets, TranslateSpec()) for _ in "ab")
    assert set(range(0, 300, 2)) <= set(found["train"].tolist())  # they share one translation
    assert all(np.array_equal(found[name], again[name]) for name in found)
    assert len(found["test"]) == 45 and len(found["validation"]) == 30


def test_numbers_end_with_the_end_and_unknown_words_are_one():
    data = load_pair_sample("phrases")
    ready = prepared_pairs(data, advised(data).task)
    rows = ready.numbered([["i", "zebra"]], [["我", "斑"]])
    assert rows.source.tolist()[0][1] == 1 and rows.target.tolist()[0][1:] == [1, ready.end]
    assert table([[3], [4, 5]]).tolist() == [[3, 0], [4, 5]]
    assert rows.lengths[0].tolist() == [2] and rows.lengths[1].tolist() == [3]


def test_too_few_pairs_are_refused_before_and_after_long_ones_are_left_out():
    few = Pairs(tuple("abc"), tuple("def"), "x", "upload")
    with pytest.raises(UserError, match="too_few_pairs"):
        sizes(few, advised(few))
    data = load_pair_sample("phrases")
    with pytest.raises(UserError, match="too_few_pairs_left"):
        prepared_pairs(data, replace(TranslateSpec(), longest=5, cut_source="characters"))


def test_pairs_in_which_no_word_comes_again_are_refused():
    data = Pairs(tuple(f"w{n}" for n in range(60)), tuple(f"v{n}" for n in range(60)), "x", "upload")
    with pytest.raises(UserError, match="no_word_of_pairs_twice"):
        prepared_pairs(data, TranslateSpec())


def test_a_dictionary_learns_which_word_belongs_to_which():
    draw = np.random.default_rng(1)
    sources = draw.integers(2, 12, (200, 5))
    targets = np.stack([draw.permutation(row) for row in sources]) + 20
    assert dictionary(sources, targets) == {number: number + 20 for number in range(2, 12)}


def test_the_nearest_sentence_shares_words_and_pairs_of_words():
    known = ["i like tea".split(), "he likes tea".split(), "where is the bank".split()]
    assert nearest(known, ["where is the tea".split(), "i like coffee".split()]).tolist() == [2, 0]


def test_simple_methods_translate_every_sentence():
    data = load_pair_sample("phrases")
    ready = prepared_pairs(data, advised(data).task)
    for texts in translated_simply(ready, "test").values():
        assert len(texts) == len(ready.blocks["test"]) and all(texts)


def test_texts_travel_as_bytes():
    assert unpacked(packed(["我", "", "a b"])) == ["我", "", "a b"]
