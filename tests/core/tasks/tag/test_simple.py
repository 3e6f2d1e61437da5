"""The simple methods: counts by hand, and what they do with words that they have never seen."""

import numpy as np
import pytest

from core.tasks.tag import windows
from core.tasks.tag.frequent import FrequentTags
from core.tasks.tag.hmm import HiddenMarkov
from core.tasks.tag.windows import features, fitted_on, shape, window_logistic

WORDS = [
    ["the", "book", "fell"],
    ["they", "book", "rooms"],
    ["the", "light", "fell"],
    ["they", "light", "it"],
]
NAMES = ("DET", "NOUN", "VERB", "PRON")
TAGS = [[0, 1, 2], [3, 2, 1], [0, 1, 2], [3, 2, 3]]


@pytest.fixture
def tags():
    return [np.array(one) for one in TAGS]


def test_each_word_gets_the_tag_that_it_has_most_often(tags):
    words = [*WORDS, ["the", "book"]]
    found = FrequentTags(words, [*tags, np.array([0, 1])], 4).told([["book", "the", "never"]])
    assert found.argmax(axis=1)[:2].tolist() == [1, 0]
    assert np.exp(found).sum(axis=1) == pytest.approx(1)
    prior = (np.array([3, 4, 4, 3]) + 0.5) / 16
    assert np.exp(found)[0] == pytest.approx((np.array([0, 2, 1, 0]) + 0.5 * prior) / 3.5)


def test_what_stands_before_says_which_kind_a_word_is(tags):
    told = HiddenMarkov(WORDS, tags, NAMES, spans=False).tags(
        [["the", "book", "fell"], ["they", "book", "it"]]
    )
    assert told.tolist() == [0, 1, 2, 3, 2, 3]


def test_endings_say_what_an_unknown_word_is():
    words = [["walking"], ["talking"], ["singing"], ["quickly"], ["slowly"], ["sadly"]]
    tags = [np.array([0])] * 3 + [np.array([1])] * 3
    told = HiddenMarkov(words, tags, ("VERB", "ADV"), spans=False).tags([["jumping"], ["boldly"]])
    assert told.tolist() == [0, 1]


def test_of_spans_the_markov_model_tells_only_what_can_be():
    words = [["a", "b"], ["c", "b"]] * 5
    tags = [np.array([1, 2]), np.array([0, 0])] * 5
    told = HiddenMarkov(words, tags, ("O", "B-X", "I-X"), spans=True).tags(
        [["c", "b"], ["b", "b"], ["a", "b"]]
    )
    assert told[0] == 0 and told[2] != 2 and told[4:].tolist() == [1, 2]
    assert all(told[place] != 2 or told[place - 1] != 0 for place in (1, 3, 5))


def test_a_regression_learns_from_neighbours(tags):
    train, y = WORDS * 10, tags * 10
    (told,) = window_logistic(train, y, (WORDS, np.concatenate(tags)), [WORDS], 5)
    assert told.shape == (12, 5) and (told[:, 4] == -30).all()
    assert told.argmax(axis=1).tolist() == [tag for one in TAGS for tag in one]


def test_where_one_tag_is_trained_on_it_is_told():
    same = [np.array([1, 1])] * 3
    (told,) = window_logistic([["a", "b"]] * 3, same, ([["a"]], np.array([1])), [[["a", "c"]]], 2)
    assert told.argmax(axis=1).tolist() == [1, 1]


def test_of_many_words_the_first_sentences_are_fitted_on(monkeypatch):
    monkeypatch.setattr(windows, "MOST", 30)
    assert fitted_on([["a"] * 5] * 9, 2) == 3 and fitted_on([["a"] * 50], 2) == 1


def test_shapes_tell_capitals_digits_and_signs():
    assert [shape(word) for word in ("McDonald", "1,984", "U.S.", "的")] == ["AaAa", "0,0", "A.A.", "a"]
    assert "w-1 the" in set(features(["The", "end"], 1)) and "w1 " in set(features(["The", "end"], 1))
