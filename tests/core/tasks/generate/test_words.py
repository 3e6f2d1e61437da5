"""Words instead of characters: how a text is cut and put together, and their n-grams against NLTK's."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.lm.models import KneserNeyInterpolated
from nltk.lm.smoothing import KneserNey
from nltk.util import everygrams

from core.errors import UserError
from core.tasks.generate.advice import advised
from core.tasks.generate.alphabet import FIRST, Words
from core.tasks.generate.characters import characters_of, numbered, places_of
from core.tasks.generate.kneser_ney import kneser_ney_bits
from core.tasks.generate.sizes import sizes
from core.tasks.generate.spec import GenerateSpec
from core.text.long_samples import load_long_sample
from core.text.long_text import LongText

TASK = GenerateSpec(unit="words")
TRAINED, WORDS, DISCOUNT = 1000, 8, 0.3


class DownToUniform(KneserNey):
    """NLTK's ends with the lowest order; ours mixes in that all words are equally likely."""

    def unigram_score(self, word):
        behind, different = self._continuation_counts(word)
        words = sum(1 for one in self.vocab if one != "<UNK>")
        left = DISCOUNT * sum(self._continuation_counts(one)[0] > 0 for one in self.vocab)
        return (max(behind - DISCOUNT, 0) + left / words) / different


@pytest.mark.parametrize("order", [2, 3, 4, 5])
def test_kneser_ney_is_what_nltk_tells(order):
    numbers = np.random.default_rng(order).zipf(1.5, 3000)
    numbers = numbers[numbers <= WORDS][: TRAINED + 60] - 1
    numbers[TRAINED - 5 : TRAINED] = numbers[:5]  # NLTK counts the very first words as followers, we do not
    counted = [str(one) for one in numbers[:TRAINED]]
    known = [str(one) for one in range(WORDS)]
    theirs = KneserNeyInterpolated(order, discount=DISCOUNT)
    theirs.fit([list(everygrams(counted, max_len=order))], known)
    theirs.estimator = DownToUniform(theirs.vocab, theirs.counts, order, discount=DISCOUNT)
    ours = kneser_ney_bits(numbers, TRAINED, WORDS, order, discount=lambda times: DISCOUNT)[order]
    words = [str(one) for one in numbers]
    for place in range(TRAINED, len(words)):
        told = theirs.score(words[place], words[place - order + 1 : place])
        assert 2 ** -ours[place - TRAINED] == pytest.approx(told)


def test_probabilities_of_all_words_sum_to_one_and_none_is_impossible():
    before = np.random.default_rng(4).integers(0, 6, 200)
    for order in (1, 2, 3, 4, 5):
        each = [2 ** -kneser_ney_bits(np.append(before, one), 200, 9, order)[order][0] for one in range(9)]
        assert sum(each) == pytest.approx(1) and min(each) > 0


def test_words_that_stand_too_seldom_or_are_too_many_are_unknown():
    text = "a b a b c a. " * 10 + "d " * 10  # d in the held-out end only
    words = characters_of(text, TASK)
    assert list(words.known) == ["a", "b", "c", "."] and len(words) == 5
    assert words.encode("a d.\nc").tolist() == [2, 1, 5, 1, 4] and words.unknown("a d, d") == ["d", ","]
    assert list(characters_of(text, replace(TASK, vocabulary=100)).known) == ["a", "b", "c", "."]
    many = " ".join(f"w{number} w{number}" for number in range(300))
    assert len(characters_of(many, replace(TASK, vocabulary=100)).known) == 100


def test_places_lead_back_to_the_words():
    text, task = load_long_sample("alice").text, TASK
    ready, places = numbered(LongText(text, "a", "upload"), task), places_of(text, task, "test")
    found = [text[a:b].strip(" ") for a, b in zip(places[:-1], places[1:], strict=True)]
    told = [ready.characters.numbers.get(one, 1) for one in found]
    assert told == ready.part("test").tolist() and places[-1] == len(text)


@given(
    st.lists(
        st.sampled_from(["Alice", "said", ",", ".", "\n", "山", "水", "don", "'t", "(", ")"]), max_size=12
    )
)
def test_what_is_written_on_reads_as_the_words_that_were_drawn(drawn):
    words = Words(("Alice", "said", ",", ".", "\n", "山", "水", "don", "'t", "(", ")"))
    numbers = [words.numbers[one] for one in drawn]
    for text in ("", "Alice said", "Alice said ", "山"):
        whole = text + words.more(text, numbers)
        assert whole.startswith(text) and "  " not in whole
        begun = [whole[a:b] for a, b in words.cut(whole)]
        if not any(one == "'t" for one in drawn):  # an ending alone is no ending
            assert begun == [*(text[a:b] for a, b in words.cut(text)), *drawn]


def test_blanks_are_put_where_they_belong():
    words = Words(("said", ",", "Alice", ".", "\n", "Oh"))
    told = [words.numbers[one] for one in ("said", "Alice", ",", "Alice", ".", "\n", "Oh")]
    assert words.more("“Well,” ", told) == "said Alice, Alice.\nOh"
    assert words.more("Well", told[:2]) == " said Alice" and FIRST == words.numbers["said"]


def test_a_text_of_too_few_words_is_refused_with_how_many_it_takes():
    data = LongText("So it goes, and on. " * 20, "a", "upload").facts()
    spec = replace(advised(data), task=TASK)
    with pytest.raises(UserError, match="generate_words_short") as raised:
        sizes(data, spec)
    assert raised.value.facts["have"] == 140
    ends = sizes(load_long_sample("alice").facts(), replace(spec, task=replace(TASK, window=32)))
    assert ends.outputs == len(characters_of(load_long_sample("alice").text, replace(TASK, window=32)))
