import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.runs.bodies import from_body, to_body
from core.text.cleaning import MOST_TEXTS, plain_text, text_dataset
from core.text.loading import find_columns, from_lines, from_table, read_texts
from core.text.report import text_report
from core.text.samples import SAMPLES, load_text_sample
from core.text.splits import BLOCKS, Shares, split


def made(labels, texts=None, **more):
    texts = texts or [f"text number {n}" for n in range(len(labels))]
    return text_dataset(texts, labels, name="made", source="upload", **more)


def refusal(call):
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


def note(data, key):
    return next((note.facts for note in data.notes if note.key == key), None)


TWO = ["pos", "neg"] * 10


def test_labels_that_differ_in_case_and_blanks_are_one():
    data = made(["Pos", "pos ", " neg", "NEG"] * 5 + ["pos"])
    assert data.classes == ("neg", "pos") and note(data, "labels_merged")["count"] == 2


def test_flags_and_stars_are_named_visibly():
    flags = made(["0", "1"] * 10)
    assert flags.classes == ("negative", "positive") and note(flags, "flags_named") == {}
    stars = made(["1", "2", "3", "4", "5"] * 8)
    assert stars.classes == ("negative", "positive") and note(stars, "stars_named") == {"dropped": 8}
    assert made(["1", "2", "3", "4", "5"] * 8, stars=False).classes == ("1", "2", "3", "4", "5")


def test_markup_is_taken_out_and_counted():
    data = made(TWO, ["<br />Fine &amp; good<script>x</script>", *[f"t{n}" for n in range(19)]])
    assert data.frame["text"][0] == "Fine & good x" and note(data, "html_stripped")["count"] == 1
    assert plain_text("1 < 2 and 3 > 2\x00\ufeff") == "1 < 2 and 3 > 2"


def test_empty_and_repeated_texts_are_dropped_and_counted():
    texts = ["same", "same", "", *[f"t{n}" for n in range(17)]]
    data = made(TWO, texts)
    assert len(data.frame) == 18 and note(data, "empty_texts_dropped") == {"count": 1}
    assert note(data, "repeated_texts_dropped") == {"count": 1, "conflicting": 1}


def test_a_text_in_train_and_test_stays_in_test_only():
    data = made(TWO + ["pos"], [*[f"t{n}" for n in range(20)], "t0"], test=[False] * 20 + [True])
    assert note(data, "test_texts_removed_from_train") == {"count": 1}
    assert data.frame.loc[data.frame["text"] == "t0", "test"].tolist() == [True]


@pytest.mark.parametrize(
    "labels, key",
    [
        (["pos"] * 20, "one_class"),
        (["pos"] * 20 + ["neg"], "class_too_small"),
        ([f"c{n}" for n in range(21)] * 8, "too_many_classes"),
        (["pos", "neg"] * (MOST_TEXTS // 2) + ["pos"], "too_many_texts"),
    ],
)
def test_what_cannot_be_learnt_is_refused(labels, key):
    assert refusal(lambda: made(labels)).key == key


def test_texts_that_are_all_empty_are_refused():
    assert refusal(lambda: made(TWO, [" "] * 20)).key == "no_texts"


def test_a_text_of_a_million_letters_is_shortened_and_that_is_said():
    data = made(TWO, ["word " * 200_000, *[f"t{n}" for n in range(19)]])
    assert note(data, "texts_shortened")["count"] == 1 and data.frame["text"].str.len().max() <= 100_000


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_balanced_and_comes_back_as_it_went_in(name):
    data = load_text_sample(name)
    counts = list(text_report(data).counts.values())
    assert min(counts) == max(counts) >= 600 and data.notes == ()
    again = from_body(to_body(data))
    assert (again.sha256, again.classes, again.name) == (data.sha256, data.classes, data.name)
    assert again.frame["text"].tolist() == data.frame["text"].tolist()


def test_the_columns_are_found_by_content_and_name():
    rows = "".join(f'{n},"a long sentence about {n}",{n % 2},x\n' for n in range(40))
    table = read_texts(gzip.compress(f"id,review,sentiment,split\n{rows}".encode()), "a.csv.gz")
    assert find_columns(table) == ("review", "sentiment")
    assert from_table(table).classes == ("negative", "positive")


def test_two_files_are_train_and_test():
    def body(start):
        return "".join(f"text {n},{'ab'[n % 2]}\n" for n in range(start, start + 40))

    train, test = (read_texts(f"text,label\n{body(start)}".encode(), "a.csv") for start in (0, 20))
    data = from_table(train, test)
    assert data.frame["test"].sum() == 40 and note(data, "test_texts_removed_from_train") == {"count": 20}


def test_pasted_lines_need_a_label_and_a_tab():
    lines = "\n".join(f"{'good' if n % 2 else 'bad'}\ttext {n}" for n in range(20))
    assert from_lines(lines, "pasted").classes == ("bad", "good")
    wrong = refusal(lambda: from_lines(lines + "\nno tab here", "pasted"))
    assert (wrong.key, wrong.facts["line"]) == ("no_labelled_lines", "no tab here")


@given(st.lists(st.integers(0, 3), min_size=60, max_size=200), st.integers(0, 5))
def test_a_split_is_a_partition_that_every_class_takes_part_in(labels, seed):
    labels = np.array(labels + [0] * 8 + [1] * 8 + [2] * 8 + [3] * 8)
    blocks = split(labels, np.zeros(len(labels), bool), Shares(0.1, 0.05, 0.15), seed=seed)
    assert sorted(np.concatenate([blocks[name] for name in BLOCKS])) == list(range(len(labels)))
    assert all(set(labels[rows]) == {0, 1, 2, 3} for rows in blocks.values())


def test_a_given_test_set_is_kept():
    labels, given_test = np.array([0, 1] * 20), np.arange(40) >= 30
    blocks = split(labels, given_test, Shares(0.1, 0.05, 0.15))
    assert blocks["test"].tolist() == list(range(30, 40))
