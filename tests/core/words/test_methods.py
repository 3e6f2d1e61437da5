"""Every name of a method has its words, and those of two together name both."""

import pytest

from core.words.locales import catalogue
from core.words.methods import alone, method_word, row_word, with_ridge
from core.words.sentences import translator

t = translator(catalogue("en"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ridge", "Ridge"),
        ("gru", "GRU"),
        ("gru+ridge", "GRU with ridge"),
        ("lstm+bag", "LSTM with bag of words"),
    ],
)
def test_a_name_in_words(name, told):
    assert method_word(t, name) == row_word(t, name, "cell") == told


def test_single_seeds_have_a_row_of_their_own():
    assert row_word(t, "gru", "seeds") == "GRU, single seeds"


def test_the_cell_in_the_name_of_two():
    assert with_ridge("gru") == "gru+ridge" and alone("gru+ridge") == alone("gru") == "gru"
