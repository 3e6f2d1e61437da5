"""No text makes a regular expression slow: four times the letters take about four times as long."""

import ast
import re
from pathlib import Path

import pytest

from tests.patterns import (
    MOST,
    NOT_LOOKED_AT,
    applied,
    patterns,
    slow,
    texts,
    unknown,
    without_near_ends,
)

FOUND = list(patterns())
# Functions that are given a pattern, or whose patterns a module keeps: those are among the ones above.
KEPT = {
    "core.private.close_to_others",
    "core.data.names_of_columns._word",
    "core.data.time_words._rule",
    "core.data.times._plausible",
    "core.data.times._text_as_times",
    "core.words.glossary._pattern",
}
SLOW = [
    r"\s+$", r"^\s*(\d+)\s*,?\s*$", r"<!--.{0,2000}?-->", r"(?:a|b|ab)*c", r"\d+\.?\d*\d+%", rb"^x.*y.*z$",
    r"^(?P<day>\d{4}-\d\d-\d\d)(?:\s*(?P<h>\d\d):\d\d)?\s*(?:\s*UTC)?$", r"[.,]*\d[\d.,]*$", r"/\*.*?\*/",
]  # fmt: skip


def first_slow(pattern):
    """The first text that makes a pattern slow, with how slow; None where there is none."""
    endless = without_near_ends(pattern)
    for text in texts(endless):
        if (ratio := slow(applied(endless), text)) is not None:
            return ratio, str(text(60))
    return None


@pytest.mark.parametrize("found", FOUND, ids=[one.where for one in FOUND])
def test_a_pattern_takes_four_times_as_long_for_four_times_the_text(found):
    assert first_slow(found.pattern) is None, found.pattern.pattern


@pytest.mark.parametrize("pattern", SLOW, ids=str)
def test_a_slow_pattern_would_be_noticed(pattern):
    ratio, _ = first_slow(re.compile(pattern))
    assert ratio > MOST


@pytest.mark.parametrize(
    "pattern", [r"(?<!\s)\s++$", r"^\s*+\d++\s*+$", r"<[^<>]{0,500}>", r"(?<!\w)\w++@\w{1,9}"]
)
def test_a_pattern_that_looks_like_a_slow_one_is_let_through(pattern):
    assert first_slow(re.compile(pattern)) is None


def test_every_pattern_is_looked_at():
    assert unknown() == KEPT
    where = {one.where.split(":")[0] for one in FOUND}
    for name in ("time_words.RULES.0.0", "names_of_columns.is_level.within", "time_patterns.PATTERNS.0"):
        assert f"core.data.{name}" in where
    assert len(FOUND) > 150


def test_parts_that_are_not_looked_at_have_no_pattern():
    for package in NOT_LOOKED_AT:
        for file in Path(package.replace(".", "/")).rglob("*.py"):
            names = [
                alias.name
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                if isinstance(node, ast.Import)
                for alias in node.names
            ]
            assert "re" not in names, file
