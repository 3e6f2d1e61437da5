"""The glossary: in order, and of words that the code has."""

import ast
import re
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    if line.startswith("|") and not line.startswith("|---")
][1:]
NAMED = {ast.FunctionDef: "name", ast.ClassDef: "name", ast.arg: "arg", ast.Name: "id", ast.Attribute: "attr"}


def code_names():
    """Every name in the code: of functions, classes, arguments, variables and fields."""
    for path in (path for folder in ("core", "app") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if type(node) in NAMED:
                yield getattr(node, NAMED[type(node)])


def test_each_row_has_a_word_its_origin_and_one_line():
    assert 35 <= len(ROWS) <= 50
    assert all(len(row) == 3 and all(row) and row[2].endswith(".") for row in ROWS)


def test_words_are_in_alphabetical_order_and_stand_once():
    words = [row[0].partition(" (")[0] for row in ROWS]
    assert all(first.casefold() < second.casefold() for first, second in pairwise(words))


def test_every_code_name_that_it_mentions_exists():
    names = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[0])}
    assert len(names) > 30
    assert names - set(code_names()) == set()
