"""Sentences in numbers: what is split how, what is known, and what is spelled out of a word."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import UserError
from core.store.store import Store
from core.tasks.tag.api import tag
from core.tasks.tag.prepare import LETTERS_READ, Reader, blocks, prepared, shortened
from core.tasks.tag.spec import TAGS, TagSpec
from core.tasks.tag.start import sizes, start
from core.text.tagged.lines import Sentence
from core.text.tagged.made import Brought, tagged
from core.text.tagged.samples import load_tagged_sample
from core.text.vectors import vectors_from_bytes
from core.text.vocabulary import Vocabulary

TASK = TagSpec()


def data_of(*files):
    """Files as pairs of their part and the words of their sentences."""
    brought = [
        Brought([Sentence(1, words, ["A", "B"] * len(words)) for words in sentences], part)
        for part, sentences in files
    ]
    for file in brought:
        for one in file.sentences:
            one.tags = one.tags[: len(one.words)]
    return tagged(brought, name="x", source="upload")


def test_sentences_of_the_same_words_fall_into_the_same_block():
    sentences = [[f"w{n % 25}", "x"] for n in range(100)]
    data = data_of(("train", sentences))
    rows = blocks(data, TASK)
    assert sorted(np.concatenate(list(rows.values()))) == list(range(100))
    kinds = [{row % 25 for row in rows[name]} for name in rows]
    assert not kinds[0] & kinds[1] and not kinds[0] & kinds[2] and not kinds[1] & kinds[2]
    assert 16 <= len(rows["test"]) <= 24 and 8 <= len(rows["validation"]) <= 16
    again = blocks(data, TASK)
    assert all(np.array_equal(rows[name], again[name]) for name in rows)


def test_given_parts_are_kept_and_the_missing_one_is_drawn_from_train():
    train, test = [[f"a{n}", "x"] for n in range(50)], [[f"b{n}", "x"] for n in range(7)]
    rows = blocks(data_of(("train", train), ("test", test)), TASK)
    assert rows["test"].tolist() == list(range(50, 57))
    assert len(rows["validation"]) == 6 and len(rows["train"]) == 44
    rows = blocks(data_of(("train", train), ("validation", test), ("test", test)), TASK)
    assert [len(rows[name]) for name in ("train", "validation", "test")] == [50, 7, 7]


def test_words_are_folded_and_long_ones_keep_both_ends():
    reader = Reader(Vocabulary(("dog",)), "dog", True)
    numbers = reader.read(["Dog", "god", "x"])
    assert numbers[:, 0].tolist() == [2, 1, 1]
    assert numbers[0, 1:4].tolist() == [1, 3, 4] and numbers[1, 1:4].tolist() == [4, 3, 2]  # the D is unknown
    assert numbers[2, 1:3].tolist() == [1, 0]
    word = "internationalisation"
    assert shortened(word) == "intern" + word[-10:] and len(shortened(word)) == LETTERS_READ
    assert Reader(Vocabulary(()), "", False).read(["a"]).shape == (1, 1)


def test_tables_hold_each_word_in_its_place_and_nothing_behind():
    ready = prepared(load_tagged_sample("english"), TASK)
    block = ready.block("test")
    rows = np.array([3, 0, 5])
    width = int(block.lengths.max())
    table, truth = block.table(rows, width), block.truth(rows, width)
    words, tags = ready.words("test"), ready.tags("test")
    for row, read, told in zip(rows, table, truth, strict=True):
        length = len(words[row])
        assert np.array_equal(read[:length], ready.reader.read(words[row])) and not read[length:].any()
        assert told[:length].tolist() == tags[row].tolist() and (told[length:] == -1).all()
    flat = [word for one in words for word in one]
    assert [ready.data.words[place] for place in block.words()] == flat
    known = {word.casefold() for one in ready.words("train") for word in one}
    assert ready.unknown("test").tolist() == [word.casefold() not in known for word in flat]


def test_of_characters_no_letters_are_read_and_much_text_gets_more():
    facts = load_tagged_sample("names_zh").facts()
    assert start(facts).of(TagSpec).letter_units == 0
    assert start(replace(facts, words=100_000)).model.units > start(facts).model.units
    assert sizes(facts, start(facts)).letters is None


def test_too_few_sentences_to_judge_are_refused():
    train = [[f"a{n}", "x"] for n in range(12)]
    assert sizes(data_of(("train", train)).facts(), TAGS).outputs == 2
    with pytest.raises(UserError, match="tagged_few_judged"):
        sizes(data_of(("train", train), ("test", train[:1])).facts(), TAGS)


def test_a_sentence_that_stands_most_often_stays_in_train():
    data = data_of(("train", [["same", "x"]] * 60 + [[f"a{n}", "x"] for n in range(40)]))
    rows = blocks(data, TASK)
    assert set(range(60)) <= set(rows["train"]) and len(rows["test"]) == 20 and len(rows["validation"]) == 12


def test_a_program_may_begin_with_vectors_of_a_file(home, tmp_path, monkeypatch):
    """The spec holds their hash, and an embedding as wide as they are."""
    asked = []
    monkeypatch.setattr("core.tasks.tag.api.result", lambda *given, **_: asked.append(given[2]))
    path = tmp_path / "vectors.txt"
    path.write_text("the 0.1 0.2 0.3\nunheard 1 2 3\n", encoding="utf-8")
    store = Store(home)
    tag(load_tagged_sample("english"), store=store, vectors=path, task={"crf": True})
    task = asked[0].task
    assert task.embedding == 3 and task.crf
    assert vectors_from_bytes(store.data.vectors(task.vectors)).words == ("the",)
    store.close()
