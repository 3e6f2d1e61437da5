"""Sentences in small letters are written as the training sentences are."""

from hypothesis import given
from hypothesis import strategies as st

from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.told import told
from core.text.casing import Casing, fit_casing
from core.text.pairs_samples import load_pair_sample

ENGLISH = ["I know Tom.", "Do I?", 'He said: "The door is open." Then he left Boston.', "The end is near."]


def test_sentences_begin_and_names_are_written_as_in_training():
    casing = fit_casing(ENGLISH)
    assert casing.begins and casing.forms == {"i": "I", "tom": "Tom", "boston": "Boston"}
    assert casing.of("tom and i know the end.") == "Tom and I know the end."
    assert casing.of('the end? i left. "do you know tom?"') == 'The end? I left. "Do you know Tom?"'
    assert casing.of("3 doors, i'm in boston") == "3 doors, I'm in Boston"


def test_what_is_written_in_small_letters_or_without_case_stays():
    assert fit_casing(["we go.", "we stay, Tom.", "tom, we go"]).of("we go. we stay.") == "we go. we stay."
    chinese = fit_casing(["我爱你。", "他来了。"])
    assert chinese == Casing() and chinese.of("我爱 a b。") == "我爱 a b。"
    assert fit_casing([]) == Casing()


@given(st.lists(st.text(max_size=40)), st.text(max_size=40))
def test_nothing_but_letters_case_is_changed(texts, text):
    small = text.lower()
    assert fit_casing(texts).of(small).lower() == small.lower()


def test_scores_in_small_letters_stay_as_they_are():
    data = load_pair_sample("phrases")
    english = max((data.sources, data.targets), key=lambda side: sum(one.isascii() for one in side))
    small, task = [one.lower() for one in english], TranslateSpec()
    cased = [fit_casing(english).of(one) for one in small]
    ours, before = (told(task, texts, english) for texts in (cased, small))
    assert (ours.counts == before.counts).all() and (ours.exact == before.exact).all()
    assert sum(one == other for one, other in zip(cased, english, strict=True)) > 0.95 * len(english)
