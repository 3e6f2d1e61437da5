"""Spans scored whole: by hand, and against the slowest reading of their definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluate.paired_shares import Shares, drawn_shares, judged_shares
from core.evaluate.spans import kinds_of, span_counts, span_scores, spans_of
from core.text.tagged.schemes import spans

NAMES = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]
KINDS = ["LOC", "PER"]


def numbers(*sentences):
    flat = [NAMES.index(tag) for one in sentences for tag in one.split()]
    return np.array(flat), np.array([len(one.split()) for one in sentences])


def slowly(tags, lengths):
    """Every span of every sentence, word by word."""
    found, start = [], 0
    for sentence, length in enumerate(lengths):
        told = [NAMES[tag] for tag in tags[start : start + length]]
        found += [(sentence, first, last - 1, kind) for first, last, kind in spans(told)]
        start += length
    return found


def test_a_case_worked_by_hand():
    truth, lengths = numbers("B-PER I-PER O B-LOC", "B-LOC O B-LOC I-LOC")
    told, _ = numbers("B-PER I-PER O B-PER", "B-LOC O B-LOC O")
    true, mine = (spans_of(tags, lengths, NAMES) for tags in (truth, told))
    all_of, loc, per = span_scores(true, mine, KINDS)
    # Right are the first person and the first place of the second sentence; one has the wrong type, one ends
    # too soon.
    assert (all_of.precision, all_of.recall, all_of.f1, all_of.count) == (0.5, 0.5, 0.5, 4)
    assert (loc.precision, loc.recall, loc.f1) == (0.5, 1 / 3, pytest.approx(0.4))
    assert (per.precision, per.recall, per.f1) == (0.5, 1.0, pytest.approx(2 / 3))
    right, of = span_counts(true, mine, 2)
    assert right.tolist() == [2, 2] and of.tolist() == [4, 4]


def test_the_example_that_seqeval_publishes():
    """Its README's (Nakayama 2018), figures included."""
    names = ["O", "B-MISC", "I-MISC", "B-PER", "I-PER"]
    first, second = (one.split() for one in ("O O O B-MISC I-MISC I-MISC O", "B-PER I-PER O"))
    shifted = "O O B-MISC I-MISC I-MISC I-MISC O".split()
    both = ([names.index(tag) for tag in [*one, *second]] for one in (first, shifted))
    lengths = np.array([len(first), len(second)])
    true, mine = (spans_of(np.array(tags), lengths, names) for tags in both)
    all_of, misc, per = span_scores(true, mine, ["MISC", "PER"])
    assert [(one.precision, one.recall, one.f1, one.count) for one in (misc, per, all_of)] == [
        (0.0, 0.0, 0.0, 1), (1.0, 1.0, 1.0, 1), (0.5, 0.5, 0.5, 2),
    ]  # fmt: skip


def test_what_is_not_there_is_not_defined():
    truth, lengths = numbers("O O", "B-LOC O")
    none, _ = numbers("O O", "O O")
    all_of, _, per = span_scores(*(spans_of(tags, lengths, NAMES) for tags in (truth, none)), KINDS)
    assert all_of.precision is None and all_of.recall == 0 and all_of.f1 == 0
    assert per.precision is None and per.recall is None and per.f1 is None


@st.composite
def sentences(draw):
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    tags = st.lists(st.integers(0, len(NAMES) - 1), min_size=sum(lengths), max_size=sum(lengths))
    return np.array(draw(tags)), np.array(draw(tags)), np.array(lengths)


@given(sentences())
def test_scores_are_those_of_the_definition(given):
    truth, told, lengths = given
    true, mine = slowly(truth, lengths), slowly(told, lengths)
    right = len(set(true) & set(mine))
    found = [spans_of(tags, lengths, NAMES) for tags in (truth, told)]
    all_of = span_scores(*found, KINDS)[0]
    assert all_of.count == len(true)
    assert all_of.precision == (right / len(mine) if mine else None)
    assert all_of.recall == (right / len(true) if true else None)
    for place, kind in enumerate(KINDS):
        mine_of, true_of = ({one for one in all_ if one[3] == kind} for all_ in (mine, true))
        one = span_scores(*found, KINDS)[place + 1]
        both = len(mine_of) + len(true_of)
        assert one.f1 == (pytest.approx(2 * len(mine_of & true_of) / both) if both else None)
    double, both = span_counts(*found, len(lengths))
    assert double.sum() == 2 * right and both.sum() == len(true) + len(mine)
    assert kinds_of(NAMES) == KINDS


def test_a_share_is_drawn_as_a_ratio_of_sums():
    random = np.random.default_rng(3)
    of = random.integers(1, 30, 400).astype(float)
    good, poor = (np.floor(of * share) for share in (0.9, 0.7))
    shares = [Shares(good, of), Shares(poor, of)]
    drawn = drawn_shares(shares)
    assert drawn.mean(axis=0) == pytest.approx([one.share for one in shares], abs=0.005)
    (judged,) = judged_shares({"gru": shares[0]}, {"hmm": shares[1]}, "hmm")
    assert judged.better and not judged.worse and judged.low < judged.gain < judged.high
    (judged,) = judged_shares({"gru": shares[1]}, {"hmm": shares[0]}, "hmm")
    assert judged.worse and not judged.better
    (judged,) = judged_shares({"gru": shares[0]}, {"hmm": shares[0]}, "hmm")
    assert not judged.better and not judged.worse and judged.gain == 0
