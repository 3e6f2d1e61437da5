"""Sentences and words of a text that is to be tagged, cut as those of training."""

import pytest

from core.errors import UserError
from core.text.tagged.cutting import MOST_SENTENCES, sentences_of, splits_of, words_of


def cut(text, unit="words", splits=()):
    return sentences_of(text.encode(), unit, splits)


def test_words_and_signs_are_cut_and_sentences_end():
    assert cut("Dr. Who said: “Go!” Then he left.\nAgain") == [
        ["Dr", "."], ["Who", "said", ":", "“", "Go", "!", "”", "Then", "he", "left", "."], ["Again"],
    ]  # fmt: skip
    assert words_of("3.5 U.S. a_b x@y.z 100%", "words", ()) == ["3.5", "U.S", ".", "a_b", "x@y.z", "100", "%"]


def test_parts_of_words_are_cut_off_where_training_has_them_alone():
    assert splits_of({"n't", "dog"}) == ("clitics",) and splits_of({"-", "'s"}) == ("clitics", "hyphens")
    told = words_of("I don't know Anna’s well-known n't", "words", ("clitics", "hyphens"))
    assert told == ["I", "do", "n't", "know", "Anna", "’s", "well", "-", "known", "n't"]
    assert words_of("don't well-known", "words", ()) == ["don't", "well-known"]


def test_chinese_is_cut_into_characters_or_words():
    assert cut("高明来了。他很高！", "characters") == [list("高明来了。"), list("他很高！")]
    assert cut("我喜欢自行车。") == [["我", "喜欢", "自行车", "。"]]


def test_a_word_a_line_is_taken_as_it_is():
    assert cut("do\nn't\ngo\n\nAnna\nleft\n") == [["do", "n't", "go"], ["Anna", "left"]]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" \n", "tagged_nothing_to_tag"),
        ("w " * 501, "tagged_sentence_to_tag"),
        ("Go. " * (MOST_SENTENCES + 1), "tagged_many_to_tag"),
    ],
)
def test_what_cannot_be_tagged_is_said(text, key):
    with pytest.raises(UserError, match=key):
        cut(text)
