"""Tinted words are text: what they hold is shown, never obeyed."""

import re

from app.components.tinted_words import WordFacts, tinted_words
from app.i18n import translator

T = translator("en")


def word(text="fine", known=True, contribution=0.2):
    return WordFacts(text, known, contribution, 0.1)


def test_the_strongest_word_is_tinted_deepest_and_the_side_gives_the_colour():
    html = tinted_words([word(contribution=0.4), word(contribution=-0.1), word(contribution=0.0)], T)
    assert re.findall(r"rgba\((.*?)\)", html) == ["0,114,178,0.50", "213,94,0,0.12", "0,114,178,0.00"]


def test_unknown_words_are_struck_through():
    html = tinted_words([word("zzqfoo", known=False), word()], T)
    assert html.count("line-through") == 1 and "zzqfoo" in html


def test_markup_in_words_is_shown():
    html = tinted_words([word('<img src=x onerror="alert(1)">'), word('it\'s & "so"')], T)
    assert "<img" not in html and "&lt;img" in html and 'title="it&#x27;s &amp; &quot;so&quot;' in html


def test_no_word_is_no_error():
    assert tinted_words([], T) == '<p dir="auto" style="line-height:2;margin:0"></p>'
