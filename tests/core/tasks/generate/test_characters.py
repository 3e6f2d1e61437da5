"""A text in numbers; and texts that cannot be learnt from, each with its sentence."""

from dataclasses import fields, replace

import numpy as np
import pytest

from core.errors import UserError
from core.store.datasets import from_body, to_body
from core.tasks.generate.advice import advised
from core.tasks.generate.characters import characters_of, numbered, parts_of
from core.tasks.generate.sizes import letters_needed, sizes
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import BEGINS, MOST_TIMES
from core.text.long_reading import read_long_file
from core.text.long_samples import LONG_SAMPLES, load_long_sample
from core.text.long_text import (
    LONGEST_LINE,
    LongText,
    long_text,
    read_long_facts,
    read_pieces,
    read_stretch,
)
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
    assert characters.encode("abcd").tolist() == [2, 3, 1, 1] and characters.unknown("xaxc") == ["x", "c"]


@pytest.mark.parametrize("name", LONG_SAMPLES)
def test_a_sample_can_be_learnt_from_and_comes_back_as_it_was(name):
    data = load_long_sample(name)
    assert 15_000 < len(data.text) and sizes(data.facts(), advised(data.facts())).outputs > 50
    ready = numbered(data, GenerateSpec())
    assert np.mean(ready.part("train") == 1) < 0.1
    back = from_body(to_body(data))
    assert (back.text, back.name, back.sha256) == (data.text, data.name, data.sha256)


@pytest.mark.parametrize("name", LONG_SAMPLES)
def test_of_a_text_that_is_kept_the_facts_are_read_alone_and_tell_the_same(name, tmp_path):
    data, path = load_long_sample(name), tmp_path / "text.parquet"
    path.write_bytes(to_body(data))
    known = read_long_facts(path)
    assert (known.sha256, known.name, known.source) == (data.sha256, data.name, data.source)
    assert (known.letters, known.kinds) == (len(data.text), len(set(data.text)))
    assert known.begins == data.text[:BEGINS]
    here = data.facts().stands
    assert all(np.array_equal(one.places, here[unit].places) for unit, one in known.stands.items())
    for task in (GenerateSpec(), GenerateSpec(fewest=MOST_TIMES), GenerateSpec(fewest=1, test_share=0.4)):
        for words in (task, replace(task, unit="words")):
            stands = known.stands[words.unit]
            _, end = parts_of(stands.count, words)["train"]
            assert stands.known(end, words.fewest) == len(characters_of(data.text, words).known)


def test_a_character_can_be_asked_to_stand_no_more_often_than_facts_tell():
    limits = next(field.metadata for field in fields(GenerateSpec) if field.name == "fewest")
    assert limits["high"] == MOST_TIMES


def test_a_stretch_of_a_text_is_read_without_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr("core.text.long_text.PIECE", 7)
    data, path = LongText(PROSE[:100], "a", "upload"), tmp_path / "text.parquet"
    path.write_bytes(to_body(data))
    for start, end in ((0, 100), (3, 9), (7, 14), (13, 15), (95, 200), (100, 120), (20, 20)):
        assert read_stretch(path, start, end) == data.text[start:end]
    pieces = list(read_pieces(path, 40, 3))
    assert pieces[0] + "".join(piece[3:] for piece in pieces[1:]) == data.text[:40]


def test_lines_end_in_one_way_and_what_is_unreadable_goes():
    data = read_long_file("\ufeffA line\r\nanother\rone \u200bmore\x00\n\n".encode(), "a.txt")
    assert data.text == "A line\nanother\none more"
    assert read_long_file("白日依山盡，黃河入海流。".encode("gb18030"), "b.txt").text.startswith("白日")


def test_a_text_shorter_than_its_windows_is_refused_with_the_length_it_takes():
    data = LongText(PROSE[:400], "a", "upload").facts()
    spec = advised(data)
    with pytest.raises(UserError, match="generate_text_short") as raised:
        sizes(data, spec)
    need = raised.value.facts["need"]
    assert need == letters_needed(spec.of(GenerateSpec))
    sizes(LongText((PROSE * 2)[:need], "a", "upload").facts(), spec)


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
    data = LongText(text, "a", "upload").facts()
    with pytest.raises(UserError, match="generate_one_known"):
        sizes(data, advised(data))


def test_a_network_that_reads_backwards_is_refused():
    data = LongText(PROSE, "a", "upload").facts()
    spec = advised(data)
    with pytest.raises(UserError, match="generate_one_way"):
        sizes(data, replace(spec, model=replace(spec.model, bidirectional=True)))
