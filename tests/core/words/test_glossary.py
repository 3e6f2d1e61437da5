"""Words that are explained: the first of each is marked, and nothing else of the text changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words.glossary import ANCHOR, meaning, with_words, words
from core.words.locales import catalogue, languages

LINK = re.compile(rf'\[([^\]]*)\]\(#{ANCHOR}\w+ "[^"]*"\)')
PIECES = st.sampled_from(
    [form for language in ("en", "zh") for forms in words(language).values() for form in forms]
    + ["`gate`", "$h_t$", "[weights](judge?about=mase)", "https://a.org/gate", "\n\n", "，", "unit-less"]
)  # fmt: skip


def plain(marked):
    """The text as it was before its words were marked."""
    return LINK.sub(r"\1", marked)


@given(st.lists(PIECES, max_size=20).map(" ".join), st.sampled_from(["en", "zh"]))
def test_what_is_marked_reads_as_before_and_each_word_is_marked_once(text, language):
    marked, found = with_words(text, language)
    assert plain(marked) == text
    assert len(found) == len(set(found)) == len(LINK.findall(marked))


@pytest.mark.parametrize(
    "text", ["`gate`", "$weights$", "[gates](x)", "https://a.org/gate", "weightless", "re-seed"]
)
def test_code_formulas_links_and_parts_of_words_stay(text):
    assert with_words(text, "en") == (text, [])


def test_the_longest_form_is_taken_whatever_its_letters():
    marked, found = with_words("Hidden states have units; the hidden state again.", "en")
    assert found == ["hidden_state", "units"]
    assert marked.startswith(f'[Hidden states](#{ANCHOR}hidden_state "') and marked.endswith(
        "the hidden state again."
    )


def test_chinese_words_need_no_blanks_beside_them():
    marked, found = with_words("每一步的隐藏状态都由遗忘门控制。", "zh")
    assert found == ["hidden_state", "gate"] and plain(marked) == "每一步的隐藏状态都由遗忘门控制。"


def test_every_language_explains_the_same_words_each_written_in_one_way_only():
    known = {language: words(language) for language in languages()}
    assert len({frozenset(found) for found in known.values()}) == 1 and len(known["en"]) >= 45
    for language, found in known.items():
        forms = [form.casefold() for written in found.values() for form in written]
        assert len(forms) == len(set(forms)) and all(form.strip() == form != "" for form in forms)
        assert all(meaning(name, language).endswith((".", "。")) for name in found)


def test_a_page_that_lists_no_words_leads_to_the_one_that_does():
    marked, found = with_words("Its weights.", "en", "learn?tab=words&lang=en")
    assert found == ["weights"] and f"](learn?tab=words&lang=en#{ANCHOR}weights " in marked


@pytest.mark.parametrize("language", languages())
def test_bold_and_italics_open_and_close_around_marked_words(language):
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    raw = []
    for key, text in catalogue(language).items():
        marked, _ = with_words(text, language) if key.endswith(".text") else (text, [])
        parts = [part for block in parser.parse(marked) for part in block.children or []]
        if any(part.type == "text" and "**" in part.content for part in parts):
            raw.append(key)
    assert raw == []
