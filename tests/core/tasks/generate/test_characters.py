"""A text in numbers; and texts that cannot be learnt from, each with its sentence."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import UserError
from core.store.datasets import from_body, to_body
from core.tasks.generate.advice import advised
from core.tasks.generate.characters import characters_of, numbered, parts_of
from core.tasks.generate.sizes import letters_needed, sizes
from core.tasks.generate.spec import GenerateSpec
from core.text.long_reading import read_long_file
from core.text.long_samples import LONG_SAMPLES, load_long_sample
from core.text.long_text import LONGEST_LINE, LongText, long_text
from core.words.locales import catalogue

PROSE = "It was the best of times, it was the worst of times.\n" * 60


def refused(text):
    with pytest.raises(UserError) as raised:
        read_long_file(text.encode(), "novel.txt")
    assert f"error.{raised.value.key}" in catalogue("en")
    return raised.value


def test_the_parts_follow_each_other_and_the_end_is_the_test():
    parts = parts_of(1000, GenerateSpec(validation_share=0.1, test_share=0.2))
    assert parts == {"train": (0, 700), "validation": (700, 800), "test": (800, 1000)}


def test_only_what_stands_in_the_training_part_often_enough_is_known():
    text = "ab" * 45 + "c" + "d" * 9  # d in the last tenths only, c once
    characters = characters_of(text, GenerateSpec(validation_share=0.05, test_share=0.05))
    assert characters.known == "ab"
    assert characters.encode("abcd").tolist() == [2, 3, 1, 1] and characters.unknown("xaxc") == "xc"


@pytest.mark.parametrize("name", LONG_SAMPLES)
def test_a_sample_can_be_learnt_from_and_comes_back_as_it_was(name):
    data = load_long_sample(name)
    assert 20_000 < len(data.text) and sizes(data, advised(data)).outputs > 50
    ready = numbered(data, GenerateSpec())
    assert np.mean(ready.part("train") == 1) < 0.1
    back = from_body(to_body(data))
    assert (back.text, back.name, back.sha256) == (data.text, data.name, data.sha256)


def test_lines_end_in_one_way_and_what_is_unreadable_goes():
    data = read_long_file("\ufeffA line\r\nanother\rone \u200bmore\x00\n\n".encode(), "a.txt")
    assert data.text == "A line\nanother\none more"
    assert read_long_file("白日依山盡，黃河入海流。".encode("gb18030"), "b.txt").text.startswith("白日")


def test_a_text_shorter_than_its_windows_is_refused_with_the_length_it_takes():
    data = LongText(PROSE[:400], "a", "upload")
    spec = advised(data)
    with pytest.raises(UserError, match="generate_text_short") as raised:
        sizes(data, spec)
    need = raised.value.facts["need"]
    assert need == letters_needed(spec.of(GenerateSpec))
    sizes(LongText((PROSE * 2)[:need], "a", "upload"), spec)


def test_a_text_of_one_character_is_refused():
    assert refused("a" * 50 + "\n" + "a" * 50).key == "long_text_one_letter"


def test_a_line_of_a_million_characters_is_refused_by_its_number():
    found = refused("short\n" + "x y" * 333_334)
    assert found.key == "long_text_line" and found.facts["line"] == 2
    assert found.facts["letters"] > LONGEST_LINE


def test_an_empty_text_and_one_beyond_all_limits_are_refused():
    assert refused(" \n\n").key == "long_text_empty"
    with pytest.raises(UserError, match="long_text_too_long"):
        long_text("ab\n" * 1_400_000, "a", "upload")


def test_a_text_of_characters_that_all_stand_there_once_is_refused():
    text = "".join(chr(0x4E00 + place) for place in range(3000))
    data = LongText(text, "a", "upload")
    with pytest.raises(UserError, match="generate_one_known"):
        sizes(data, advised(data))


def test_a_network_that_reads_backwards_is_refused():
    data = LongText(PROSE, "a", "upload")
    spec = advised(data)
    with pytest.raises(UserError, match="generate_one_way"):
        sizes(data, replace(spec, model=replace(spec.model, bidirectional=True)))
