"""Markup is taken out of texts by looking at each sign a fixed number of times."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.markup import LONGEST_COMMENT, has_markup, unescaped, without_markup

LONG = "x" * (LONGEST_COMMENT - 6)
PIECES = st.sampled_from(["<!--", "-->", "--", ">", "<", "!", "a", "<b", "</b>", "<br>", " ", LONG, "yy"])
ENTITIES = st.sampled_from(
    ["&#", "&#x", "0", "1" * 8, "110000", "10FFFF", "A", ";", "38", "0" * 8, "&amp", "&"]
)
PLAIN = re.compile(rf"<(?:!--.{{0,{LONGEST_COMMENT}}}?--|/?[A-Za-z][^<>]{{0,500}})>", re.DOTALL)  # but slow


@given(st.lists(PIECES, max_size=12).map("".join))
def test_comments_and_tags_become_blanks(text):
    assert without_markup(text) == PLAIN.sub(" ", text)
    assert has_markup(text) == (PLAIN.search(text) is not None)


@given(st.lists(ENTITIES, max_size=12).map("".join))
def test_entities_become_what_a_browser_shows(text):
    assert unescaped(text) == html.unescape(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&#" + "9" * 5000 + ";", "\ufffd"), ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("&#" + "0" * 5000 + "38;", "&"),
        ("&#" + "0" * 5000 + ";", "\ufffd"), ("&#x1F600;", "😀"), ("fish &amp; chips", "fish & chips"),
    ],
)  # fmt: skip
def test_entities_of_any_length_are_read(text, shown):
    assert without_markup(text) == shown
