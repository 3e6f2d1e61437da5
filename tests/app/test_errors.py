"""What a person typed is shown as it is: Markdown finds nothing in it."""

import ast
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.errors import JOINER, LONGEST, literal, noted, sentence
from app.exports.report_parts import note_lines
from app.i18n import translator
from core.notes import Note
from tests.hostile import LONG, NAMES

RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render
# What Streamlit's pages make a link of or an arrow, however it is escaped (seen in a browser).
LINK = re.compile(r"https?://[-.\w]|www\.[-.\w]|[-.\w+]+@[-\w]+\.", re.IGNORECASE)
ARROW = re.compile(r"<-|->|--|>=|<=|~=")
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=JOINER), min_size=1, max_size=40
)
SIGNS = st.text("-+=1.)#>*_`[]()<!&|:$~\\ \nawh/@x", min_size=1, max_size=20)


@given(TEXT | SIGNS)
@example("1. x")
@example("- - -")
@example("a\n===")
@example("&lt;b&gt;")
@example("    code")
def test_nothing_in_it_is_markup(text):
    shown = RENDER(literal(text)).strip()
    words = " ".join(text.split())
    if words:
        assert shown.startswith("<p>") and shown.endswith("</p>") and "<" not in shown[3:-4]
        assert unescape(shown[3:-4]).replace(JOINER, "") == words


@given(TEXT | SIGNS)
@example("http://evil.example/x")
@example("WWW.evil.example")
@example("a@evil.example a -> b")
def test_nothing_in_it_becomes_a_link_or_an_arrow(text):
    shown = unescape(RENDER(literal(text)))
    assert not LINK.search(shown) and not ARROW.search(shown[3:-4])


@pytest.mark.parametrize("name", [*NAMES, LONG])
def test_a_sentence_with_a_hostile_name_is_a_sentence(name):
    told = sentence(translator("en"), "unknown_column", {"column": name, "known": [name, name]})
    shown = RENDER(told)
    assert shown.count("<") == 2 and len(told) < 6 * LONGEST + 300


@pytest.mark.parametrize("language, told", [("en", "CO, NO2, a, b"), ("zh", "CO、NO2、a, b")])
def test_a_list_is_parted_as_its_language_does_and_names_stay_as_they_are(language, told):
    columns = ["CO", "NO2", "a, b"]
    assert told in noted(translator(language), Note("columns_left_out", {"columns": columns}))
    (line,) = note_lines([Note("columns_left_out", {"columns": columns})], translator(language))
    assert told in line


@pytest.mark.parametrize("language, told", [("en", "store, item"), ("zh", "store、item")])
def test_the_list_of_an_error_is_parted_likewise(language, told):
    assert told in sentence(translator(language), "several_series", {"column": ["store", "item"], "count": 6})


def test_no_error_or_note_parts_its_lists_itself():
    """Facts are lists: only a language knows what stands between their parts."""
    joined = []
    for path in Path("core").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("UserError", "Note"):
                told = ast.unparse(call)
                joined += [f"{path}:{call.lineno}"] * ("', '.join(" in told)
    assert joined == []


def test_notes_that_were_kept_as_texts_are_shown_as_they_were():
    assert "CO, NO2" in noted(translator("zh"), Note("columns_left_out", {"columns": "CO, NO2"}))
