"""Poems in lines of five and seven: what may come next, and what is written then."""

import numpy as np
import pytest

from core.tasks.generate.forms import FORMS, Form, within
from core.text.long_samples import load_long_sample

KNOWN = "山水，。\n a"


def may(form, text):
    told = form.allowed(form.stand(text))
    assert not told[0]  # the unknown one
    return {letter for letter, allowed in zip(KNOWN, told[1:], strict=True) if allowed}


def test_within_a_line_there_are_letters_and_at_its_end_a_mark():
    form = Form(5, KNOWN)
    assert may(form, "") == may(form, "山水") == set("山水a")
    assert may(form, "山水山水山") == set("，。")
    assert may(form, "山水山水山，") == may(form, "山水山水山，山水山水山。") == set("山水a\n")
    assert may(form, "山水山水山。\n") == set("山水a\n") and may(form, "山水山水山。\n\n") == set("山水a")


def test_a_prompt_with_longer_lines_is_ended_first():
    assert may(Form(5, KNOWN), "山水山水山水山") == set("，。")


def test_without_punctuation_lines_end_with_their_end():
    form = Form(5, "山水\n")
    assert form.allowed(form.stand("山水山水山")).tolist() == [False, False, False, True]


def test_where_there_are_no_marks_or_no_letters_nothing_is_enforced():
    assert within("free", KNOWN, "山") is None
    assert within("five", "山水", "山") is None and within("seven", "，。", "") is None


@pytest.mark.parametrize("name", ["five", "seven"])
def test_poems_of_our_sample_keep_to_the_form_that_they_have(name):
    text, length = load_long_sample("tang").text, FORMS[name]
    poem = next(one for one in text.split("\n\n") if one.index("，") == length)
    form = Form(length, "".join(sorted(set(text))))
    at = form.stand("")
    for letter in poem + "\n\n":
        assert form.allowed(at)[1 + form.known.index(letter)], letter
        at = form.after(at, letter)


def test_it_goes_on_from_where_a_text_stands():
    kept_to = within("five", KNOWN, "山水山水")
    assert kept_to is not None
    later = kept_to.after(2)  # the first known character
    assert np.flatnonzero(later.allowed()).tolist() == [3, 4]
