import gzip
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.notes import Note
from core.store.datasets import from_body, to_body
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.prepare import blocks
from core.tasks.sentiment.spec import SentimentSpec
from core.text.choices import TextChoices
from core.text.cleaning import MOST_TEXTS, plain_text, text_dataset
from core.text.columns import find_columns
from core.text.dataset import known_labels, names_of
from core.text.facts import text_facts
from core.text.loading import from_lines, from_table, read_texts
from core.text.report import text_report
from core.text.samples import SAMPLES, load_text_sample
from core.text.splits import BLOCKS, Shares, fingerprints, split, split_by_content


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


def chosen(labels, **choices):
    return made(labels, rows=range(1, len(labels) + 1), choices=TextChoices(**choices))


def test_flags_and_stars_keep_their_names():
    flags = made(["0", "1"] * 10)
    assert flags.classes == ("0", "1") and flags.notes == ()
    assert made(["1", "2", "3", "4", "5"] * 8).classes == ("1", "2", "3", "4", "5")


def test_labels_are_renamed_merged_and_left_out_as_a_person_chooses():
    flags = chosen(["0", "1.0"] * 10, names=(("0", "bad"), ("1", "good")))
    assert flags.classes == ("bad", "good") and names_of(flags.notes) == {"0": "bad", "1": "good"}
    stars = chosen(["1", "2", "3", "4", "5"] * 8, stars="sides")
    assert stars.classes == ("negative", "positive") and len(stars.frame) == 32
    assert note(stars, "labels_left_out") == {"count": 8, "rows": "3 8 13 18 23 28 33 38".split()}
    assert known_labels(["1", "3", "5.0", ""], stars.classes, names_of(stars.notes)) == [
        "negative", "", "positive", "",
    ]  # fmt: skip
    merged = chosen(["a", "b", "c"] * 8, names=(("b", "a"),))
    assert merged.classes == ("a", "c") and (merged.frame["label"] == 0).sum() == 16


def test_rare_classes_are_left_out_or_merged_on_request_and_their_rows_are_told():
    labels = ["-1", "0", "1"] * 10 + ["-", "4", "-"]
    assert refusal(lambda: chosen(labels)).key == "class_too_small"
    data = chosen(labels, rare="leave_out")
    assert data.classes == ("-1", "0", "1") and len(data.frame) == 30
    assert note(data, "rare_labels_left_out")["rows"] == ["31", "32", "33"]
    other = chosen(["0", "1"] * 10 + ["-", "4", "-", "5"] * 2, rare="merge")
    assert other.classes == ("0", "1", "other") and names_of(other.notes)["-"] == "other"
    many = chosen([f"c{n % 25}" for n in range(500)] + ["c1"], rare="leave_out")
    assert len(many.classes) == 20


def test_too_many_texts_are_drawn_by_their_content_when_asked():
    count = MOST_TEXTS + 5
    data = made(["pos", "neg"] * (count // 2) + ["pos"], choices=TextChoices(sample=500))
    again = made((["pos", "neg"] * (count // 2) + ["pos"]), choices=TextChoices(sample=500))
    assert len(data.frame) == 500 and note(data, "sample_drawn") == {"count": 500, "of": count}
    assert data.frame["text"].tolist() == again.frame["text"].tolist()


def test_rows_are_those_of_the_file_and_belong_to_the_hash_where_some_are_gone():
    texts = ["same", "", "same", *[f"t{n}" for n in range(17)]]
    data = made(TWO, texts, rows=range(1, 21))
    assert data.rows.tolist() == [1, *range(4, 21)]
    whole = made(TWO, rows=range(1, 21))
    assert whole.sha256 == made(TWO).sha256 and whole.rows.tolist() == made(TWO).rows.tolist()
    kept = from_body(to_body(data))
    assert kept.sha256 == data.sha256 and kept.rows.tolist() == data.rows.tolist()
    assert data.sha256 != made(TWO[:1] + TWO[3:], texts[:1] + texts[3:]).sha256


def test_nobody_knows_the_rows_of_older_texts_of_which_some_were_left_out():
    old = replace(made(TWO), notes=(Note("repeated_texts_dropped", {"count": 1, "conflicting": 0}),))
    assert old.rows is None and made(TWO).rows.tolist() == list(range(1, 21))


def test_markup_is_taken_out_and_counted():
    data = made(TWO, ["<br />Fine &amp; good<script>x</script>", *[f"t{n}" for n in range(19)]])
    assert data.frame["text"][0] == "Fine & good x" and note(data, "html_stripped")["count"] == 1
    assert plain_text("1 < 2 and 3 > 2\x00\ufeff") == "1 < 2 and 3 > 2"


def test_empty_and_repeated_texts_are_dropped_and_counted():
    texts = ["same", "same", "", *[f"t{n}" for n in range(17)]]
    data = made(TWO, texts)
    assert len(data.frame) == 18 and note(data, "empty_texts_left_out") == {"count": 1, "rows": ["–"]}
    assert note(data, "repeated_texts_left_out") == {"count": 1, "rows": ["–"], "conflicting": 1}


def test_a_text_in_train_and_test_stays_in_test_only():
    data = made(TWO + ["pos"], [*[f"t{n}" for n in range(20)], "t0"], test=[False] * 20 + [True])
    assert note(data, "test_texts_left_out_of_train")["count"] == 1
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
    assert from_table(table).classes == ("0", "1")


def test_two_files_are_train_and_test():
    def body(start):
        return "".join(f"text {n},{'ab'[n % 2]}\n" for n in range(start, start + 40))

    train, test = (read_texts(f"text,label\n{body(start)}".encode(), "a.csv") for start in (0, 20))
    data = from_table(train, test)
    assert data.frame["test"].sum() == 40 and note(data, "test_texts_left_out_of_train")["count"] == 20


def test_pasted_lines_need_a_label_and_a_tab():
    lines = "\n".join(f"{'good' if n % 2 else 'bad'}\ttext {n}" for n in range(20))
    assert from_lines(lines, "pasted").classes == ("bad", "good")
    wrong = refusal(lambda: from_lines(lines + "\nno tab here", "pasted"))
    assert (wrong.key, wrong.facts["line"]) == ("no_labelled_lines", "no tab here")


@given(st.lists(st.integers(0, 3), min_size=60, max_size=200), st.integers(0, 5))
def test_a_split_is_a_partition_that_every_class_takes_part_in(labels, seed):
    labels = np.array(labels + [0] * 8 + [1] * 8 + [2] * 8 + [3] * 8)
    parts = split(labels, np.zeros(len(labels), bool), Shares(0.1, 0.05, 0.15), seed=seed)
    assert sorted(np.concatenate([parts[name] for name in BLOCKS])) == list(range(len(labels)))
    assert all(set(labels[rows]) == {0, 1, 2, 3} for rows in parts.values())


SHARES = Shares(0.1, 0.05, 0.15)
LABELS = st.lists(st.integers(0, 3), min_size=60, max_size=200)


@given(LABELS)
def test_a_split_by_content_is_a_partition_that_every_class_takes_part_in(labels):
    labels = np.array(labels + [0] * 8 + [1] * 8 + [2] * 8 + [3] * 8)
    prints = fingerprints(f"text {n}" for n in range(len(labels)))
    parts = split_by_content(prints, labels, np.zeros(len(labels), bool), SHARES)
    assert sorted(np.concatenate([parts[name] for name in BLOCKS])) == list(range(len(labels)))
    assert all(set(labels[rows]) == {0, 1, 2, 3} for rows in parts.values())


@given(LABELS, st.randoms())
def test_a_split_by_content_stays_when_only_labels_or_the_order_change(labels, random):
    many = np.array(labels * 5)  # no class misses in a block
    texts = [f"text {n}" for n in range(len(many))]
    prints, none = fingerprints(texts), np.zeros(len(many), bool)
    before = split_by_content(prints, many % 2, none, SHARES)
    for changed in (many // 2 % 2, np.roll(many, 3) % 2):
        after = split_by_content(prints, changed, none, SHARES)
        moved = set(before["test"]) ^ set(after["test"])
        assert len(moved) <= 2  # only where a class would have been missing
    order = random.sample(range(len(many)), len(many))
    turned = split_by_content(prints[order], (many % 2)[order], none, SHARES)
    assert {texts[n] for n in before["test"]} == {texts[order[n]] for n in turned["test"]}


def test_older_experiments_keep_the_split_that_was_drawn():
    assert SentimentSpec().split == "drawn"
    assert advised(text_facts(load_text_sample("sentences_en"))).of(SentimentSpec).split == "content"
    data, old = load_text_sample("sentences_en"), SentimentSpec()
    labels, given = data.frame["label"].to_numpy(), data.frame["test"].to_numpy()
    drawn = split(labels, given, Shares(0.1, 0.05, 0.15))
    assert all(np.array_equal(rows, drawn[name]) for name, rows in blocks(data, old).items())


def test_a_given_test_set_is_kept():
    labels, given_test = np.array([0, 1] * 20), np.arange(40) >= 30
    for parts in (
        split(labels, given_test, SHARES),
        split_by_content(fingerprints(map(str, range(40))), labels, given_test, SHARES),
    ):
        assert parts["test"].tolist() == list(range(30, 40))


def test_a_second_column_that_could_be_labels_is_told_and_others_are_not():
    rows = [
        f"{n},this is text number {n},{'ab'[n % 2]},{'xyz'[n % 3]},{['train', 'test'][n % 2]}"
        for n in range(40)
    ]
    body = "\n".join(["id,text,class,opinion,split", *rows]).encode()
    told = note(from_table(read_texts(body, "a.csv")), "other_labels")
    assert told == {"column": "class", "others": ["opinion"]}
    other = from_table(read_texts(body, "a.csv"), choices=TextChoices(label="opinion"))
    assert note(other, "other_labels") == {"column": "opinion", "others": ["class"]}
    plain = "\n".join(["text,class", *(f"this is text number {n},{'ab'[n % 2]}" for n in range(40))])
    assert not from_table(read_texts(plain.encode(), "a.csv")).notes


def test_one_column_cannot_hold_both_the_texts_and_the_labels():
    table = read_texts(b"text,label\n" + b"good one,pos\nbad one,neg\n" * 20, "a.csv")
    with pytest.raises(UserError) as caught:
        from_table(table, choices=TextChoices(text="text", label="text"))
    assert (caught.value.key, caught.value.facts) == ("column_twice", {"column": "text"})
