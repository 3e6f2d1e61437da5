"""Pairs of sentences: every way to bring them, and what is wrong is said in one sentence."""

import datetime

import pytest

from app.i18n import translator
from core.errors import UserError
from core.sandbox.asking import apart_with_file
from core.store.datasets import from_body, to_body
from core.text.pairs import LONGEST_LINE, MOST_PAIRS, pairs_from_parquet
from core.text.pairs_dates import in_chinese, in_english, ordinal
from core.text.pairs_reading import load_pairs, read_pairs
from core.text.pairs_samples import PAIR_SAMPLES, load_pair_sample
from core.text.pieces import joined, pieces
from core.words.locales import languages

PAIRS = "Hi.\tHallo.\nGood  morning.\tGuten Morgen.\nHi.\tHallo.\n\nTea?\tTee?\tCC-BY\n"


def test_a_pair_in_each_line_further_columns_left_and_repeated_ones_dropped():
    data = load_pairs(PAIRS.encode(), "greetings.tsv")
    assert data.sources == ("Hi.", "Good morning.", "Tea?")
    assert data.targets == ("Hallo.", "Guten Morgen.", "Tee?")
    assert (data.name, data.repeated, data.facts().pairs) == ("greetings", 1, 3)


def test_two_files_belong_together_line_by_line():
    data = load_pairs("一\n二\n".encode("gb18030"), "zh.txt", b"one\r\ntwo\r\n")
    assert (data.sources, data.targets) == (("一", "二"), ("one", "two"))


def refused(text, other=None):
    with pytest.raises(UserError) as wrong:
        load_pairs(text.encode(), "x.tsv", other if other is None else other.encode())
    for language in languages():
        assert translator(language)(f"error.{wrong.value.key}", **wrong.value.facts)
    return wrong.value.key, wrong.value.facts


def test_a_pair_with_an_empty_side_is_named_by_its_line():
    assert refused("Hi.\tHallo.\nTea?\t \n") == ("pair_side_empty", {"line": 2})
    assert refused("Hi.\tHallo.\n\tTee?\n") == ("pair_side_empty", {"line": 2})
    assert refused("Hi.\n\nTea?", "Hallo.\nJa.\nTee?") == ("pair_side_empty", {"line": 2})


def test_two_files_of_different_length_are_refused_with_both_lengths():
    assert refused("a\nb\nc\n", "d\ne\n") == ("pair_files_differ", {"first": 3, "second": 2})


def test_a_line_of_a_million_characters_is_refused_by_its_number():
    key, facts = refused("Hi.\tHallo.\n" + "x y" * 333_334 + "\tz\n")
    assert key == "pair_line_too_long" and facts["line"] == 2 and facts["most"] == LONGEST_LINE


def test_more_than_a_hundred_thousand_pairs_are_refused():
    text = "".join(f"{n}\t{n}\n" for n in range(MOST_PAIRS + 1))
    assert refused(text) == ("too_many_pairs", {"have": 100_001, "most": 100_000})
    assert len(load_pairs(text[: text.rindex(f"{MOST_PAIRS}\t")].encode(), "x")) == MOST_PAIRS


def test_a_line_without_a_tab_is_refused_by_its_number():
    assert refused("Hi.\tHallo.\nGood morning. Guten Morgen.\n") == ("pair_without_tab", {"line": 2})
    assert refused("\n \n")[0] == "no_pairs"


def test_files_are_read_apart_and_only_facts_come_back():
    with apart_with_file(read_pairs, PAIRS.encode(), "x.tsv", None) as (facts, file):
        data = pairs_from_parquet(file.read())
    assert facts == data.facts() and facts.shown[1] == ("Good morning.", "Guten Morgen.")


@pytest.mark.parametrize("name", PAIR_SAMPLES)
def test_a_sample_survives_parquet_and_is_the_same_every_time(name):
    data, load = load_pair_sample(name), load_pair_sample.__wrapped__
    again = from_body(to_body(data))
    assert again.facts() == data.facts() == load(name).facts() and data.repeated == 0


def test_dates_are_codes_and_phrases_are_not():
    dates, phrases = (load_pair_sample(name) for name in PAIR_SAMPLES)
    assert dates.facts().undivided and not phrases.facts().undivided
    days = [one for one in dates.targets if "-" in one]
    assert len(days) == 2000 and all(datetime.date.fromisoformat(one) for one in days)
    assert len(set(phrases.sources)) == len(phrases)


def test_numbers_are_written_as_people_write_them():
    assert in_english(4687) == "four thousand six hundred and eighty-seven"
    assert in_english(2005) == "two thousand and five" and in_english(30) == "thirty"
    said = {15: "十五", 20: "二十", 110: "一百一十", 205: "二百零五", 2005: "两千零五", 7010: "七千零一十"}
    assert {number: in_chinese(number) for number in said} == said
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 31)] == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 31st".split()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't go, Tom!", ["don", "'t", "go", ",", "tom", "!"]),
        ("我有2本书。", ["我", "有", "2", "本", "书", "。"]),
        ('He said "no" twice.', ["he", "said", '"', "no", '"', "twice", "."]),
        ("well-known (3.5 %)", ["well", "-", "known", "(", "3", ".", "5", "%", ")"]),
    ],
)
def test_sentences_are_cut_into_words_and_signs(text, found):
    assert pieces(text, "words", lower=True) == found


@pytest.mark.parametrize(
    "text",
    [
        "Don't go, Tom!",
        "我有一本书。",
        'He said "no" twice.',
        "a well-known (old) man",
        "I'm sure: he'll come",
    ],
)
def test_a_sentence_of_its_pieces_is_the_sentence(text):
    assert joined(pieces(text, "words", lower=False), "words") == text
    assert joined(pieces(text, "characters", lower=False), "characters") == text
