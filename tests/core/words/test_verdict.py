"""What a headline leaves unsaid is said after it, in both languages."""

import pytest

from app.i18n import translator
from core.evaluate.verdict import Verdict
from core.words.locales import languages
from core.words.sentences import spaced
from core.words.verdict import after_holm, also_better, not_judged


def found(better=(), unfinished=()):
    return Verdict("better", "lstm", True, 3, better=better, unfinished=unfinished)


@pytest.mark.parametrize(
    ("better", "told"),
    [
        (("lstm",), ""),
        (("lstm", "gru"), "GRU does too."),
        (("lstm", "gru", "rnn"), "GRU and RNN do too."),
    ],
)
def test_others_that_are_better_are_named(better, told):
    assert also_better(translator("en"), found(better)) == told


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ((), ""),
        (("gru",), "GRU has no finished seed, so nothing is said of it."),
        (("rnn", "gru"), "RNN and GRU have no finished seed, so nothing is said of them."),
        (("rnn", "gru", "lstm"), "RNN, GRU and LSTM have no finished seed, so nothing is said of them."),
    ],
)
def test_cells_without_a_result_are_named(cells, told):
    assert not_judged(translator("en"), found(unfinished=cells)) == told


@pytest.mark.parametrize("language", languages())
def test_every_language_can_say_it(language):
    t, verdict = translator(language), found(("lstm", "gru", "rnn"), ("rnn", "gru"))
    told = spaced(t, also_better(t, verdict), "", not_judged(t, verdict))
    assert spaced(t) == spaced(t, "") == ""
    assert told.count("GRU") == 2 and "  " not in told and "{" not in told


@pytest.mark.parametrize("language", languages())
def test_a_family_of_one_is_not_corrected_for_and_is_not_every_cell(language):
    t = translator(language)
    one, three = Verdict("worse", "gru", False, 1), Verdict("worse", "gru", False, 3)
    assert after_holm(t, one) == "" and "3" in after_holm(t, three)
    for key in ("verdict.worse", "text_verdict.worse"):
        assert t(key, beforehand="ETS", count=1) != t(key, beforehand="ETS", count=3)
