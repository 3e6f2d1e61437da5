"""Edits say what was changed, and only that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.edits import MOST, edits

WORDS = st.lists(st.sampled_from("the food was not good bad 很 好 差".split()), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("The food was terrible.", "The food was great.", [("terrible", "great")]),
        ("The food was good.", "The food was not good.", [("", "not")]),
        ("It was not good at all", "It was good", [("not", ""), ("at all", "")]),
        ("房间很脏", "房间很干净", [("脏", "干净")]),
        ("Same", "same", []),
        ("nothing in common", "完全不同", []),
        ("a " * (MOST + 1), "a", []),
        ("", "words", []),
    ],
)
def test_edits_by_hand(before, after, told):
    assert edits(before, after) == told


@given(WORDS, WORDS)
def test_an_edit_and_its_way_back_mirror_in_size(before, after):
    there, back = edits(" ".join(before), " ".join(after)), edits(" ".join(after), " ".join(before))
    assert (there == []) == (back == [])
    if set(before) & set(after):
        assert (there == []) == (before == after)
    for old, new in there:
        assert old != new and (not old or old in " ".join(before)) and (not new or new in " ".join(after))
