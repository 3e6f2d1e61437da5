"""Labelled series: every form of file becomes the same shape, and what is wrong is said in one sentence."""

import numpy as np
import pytest

from app.i18n import translator
from core.data.labelled.choices import LabelledChoices, Trained, labelled_choices_from
from core.data.labelled.dataset import labelled_from_parquet, labelled_to_parquet, read_labelled_of
from core.data.labelled.loading import load_labelled
from core.data.labelled.made import One, labelled
from core.data.labelled.reading import LabelledRead
from core.data.labelled.samples import SAMPLES, load_labelled_sample
from core.data.labelled.unlabelled import series_to_classify
from core.errors import UserError
from core.sandbox.asking import apart_with_file
from core.store.datasets import from_body, to_body
from core.words.locales import languages

HEAD = "@problemName x\n@univariate false\n@classLabel true up down\n@data\n"


def lines(count, line):
    return "".join(line(n) + "\n" for n in range(count))


def labels(n):
    return ("up", "down")[n % 2]


WIDE = "label,t1,t2,t3\n" + lines(8, lambda n: f"{labels(n)},{n},1.5,{n * n}")
UCR = lines(8, lambda n: f"{1 + n % 2}\t{n}.0\t1.5\t{n * n}.0")
LONG = "series,time,x,y,label\n" + "".join(
    f"s{n},{step},{n + step},{step},{labels(n)}\n" for step in (2, 0, 1) for n in range(8)
)
TS = HEAD + lines(8, lambda n: f"{n},1.5,?:{n},2,3,4:{labels(n)}")


def load(text, name="x.csv", **how):
    return load_labelled(text.encode(), name, **how)


def test_a_series_per_row_is_read_with_its_label():
    data = load(WIDE)
    assert data.classes == ("down", "up") and data.lengths.tolist() == [3] * 8
    np.testing.assert_array_equal(next(data.each()), [[0], [1.5], [0]])
    assert [data.classes[label] for label in data.labels[:2]] == ["up", "down"]


def test_without_names_of_columns_the_first_one_of_few_whole_numbers_holds_the_labels():
    data = load(UCR, "GunPoint_TRAIN.tsv")
    assert data.classes == ("1", "2") and data.name == "GunPoint_TRAIN" and data.values.shape == (24, 1)


def test_a_long_table_is_cut_into_series_that_are_sorted_by_time():
    data = load(LONG)
    assert data.columns == ("x", "y") and data.ids[:2] == ("s0", "s1")
    np.testing.assert_array_equal(list(data.each())[3], [[3, 0], [4, 1], [5, 2]])


def test_a_ts_file_is_read_with_columns_blanks_and_unequal_lengths():
    data = load(TS, "x.ts")
    assert data.columns == ("dimension 1", "dimension 2") and data.lengths.tolist() == [4] * 8
    np.testing.assert_array_equal(list(data.each())[5][:, 0], [5, 1.5, 1.5, 1.5])
    stamped = HEAD + lines(8, lambda n: f"(2,{n}),(0,7):(0,1),(2,3):{labels(n)}")
    np.testing.assert_array_equal(next(load(stamped).each()), [[7, 1], [0, 3]])


def test_names_with_steps_tell_columns():
    data = load("label,x_1,x_2,y_1,y_2\n" + lines(8, lambda n: f"{labels(n)},{n},2,3,4"))
    assert data.columns == ("x", "y")
    np.testing.assert_array_equal(next(data.each()), [[0, 3], [2, 4]])


def test_empty_cells_at_the_end_make_a_series_shorter_and_others_are_filled():
    data = load("label,1,2,3,4\n" + lines(8, lambda n: f"{labels(n)},0,,2," if n else "up,0,1,2,3"))
    assert data.lengths.tolist() == [4] + [3] * 7
    np.testing.assert_array_equal(list(data.each())[1][:, 0], [0, 1, 2])
    (note,) = data.notes
    assert note.key == "gaps_in_series" and note.facts["count"] == 7


def test_a_given_split_is_kept_from_a_column_or_a_second_file():
    split = "label,split,t1,t2\n" + lines(12, lambda n: f"{labels(n)},{'test' if n > 7 else 'train'},{n},2")
    assert load(split).test.tolist() == [False] * 8 + [True] * 4
    data = load(WIDE, test=WIDE.encode())
    assert data.test.tolist() == [False] * 8 + [True] * 8 and len(data) == 16


def test_what_was_chosen_comes_before_what_was_found():

    many = "a,kind,b\n" + lines(16, lambda n: f"{n % 2},{n % 4},{n}")
    assert load(many, choices=LabelledChoices(label="kind")).classes == ("0", "1", "2", "3")
    assert load(many, choices=labelled_choices_from(["label=a"])).classes == ("0", "1")
    with pytest.raises(UserError, match="setting_unknown_choice"):
        labelled_choices_from(["layout=round"])


WRONG = {
    "series_too_short_to_read": "label,1,2\n" + lines(8, lambda n: f"{labels(n)},{n},"),
    "label_changes": LONG.replace("s3,1,4,1,down", "s3,1,4,1,up"),
    "one_class_of_series": WIDE.replace("down", "up"),
    "class_of_series_too_small": "label,1,2\nup,1,2\nup,1,2\nup,1,2\nup,1,2\ndown,1,2\n",
    "lines_of_other_width": WIDE + "up,1,2\n",
    "not_a_number_in_series": WIDE.replace("up,4,1.5", "up,4,high"),
    "label_missing_of_series": WIDE.replace("up,4,", ",4,"),
    "no_values_of_series": "label,id\n" + lines(8, lambda n: f"{labels(n)},{n}"),
    "time_twice_in_series": LONG.replace("s3,1,4,1,down", "s3,2,4,1,down"),
    "time_of_series_unreadable": LONG.replace("s3,1,4,1,down", "s3,soon,4,1,down"),
    "series_infinite": WIDE.replace("up,4,1.5", "up,4,inf"),
    "column_of_series_empty": HEAD + lines(8, lambda n: f"1,2:?,?:{labels(n)}"),
    "too_many_classes_of_series": "label,1,2\n" + lines(160, lambda n: f"c{n % 40},{n},2"),
    "ts_without_labels": TS.replace("@classLabel true up down", "@classLabel false"),
    "ts_label_unknown": TS + "1,2,3:1,2,3:sideways\n",
    "ts_other_columns": TS + "1,2,3:up\n",
    "ts_not_a_number": TS + "1,two,3:1,2,3:up\n",
}


@pytest.mark.parametrize("key", WRONG)
def test_what_is_wrong_is_said_in_a_sentence(key):
    with pytest.raises(UserError) as wrong:
        load(WRONG[key])
    assert wrong.value.key == key
    for language in languages():
        assert translator(language)(f"error.{key}", **wrong.value.facts)


def test_the_line_that_has_other_columns_is_named():
    with pytest.raises(UserError) as wrong:
        load(WIDE + "up,1,2\n")
    assert wrong.value.facts == {"line": 10, "have": 3, "wanted": 4}


def test_what_only_the_test_has_and_other_columns_there_are_refused():
    with pytest.raises(UserError, match="class_only_in_test"):
        load(WIDE, test=WIDE.replace("down", "left").encode())
    with pytest.raises(UserError, match="test_series_of_other_columns"):
        load(LONG, test=WIDE.encode())
    with pytest.raises(UserError, match="series_column_missing"):
        load(WIDE, choices=LabelledChoices(layout="long"))
    with pytest.raises(UserError, match="no_series"):
        labelled([], ("x",), name="x", source="upload")
    big = [One(str(n), np.zeros((2, 1)), "a") for n in range(20_001)]
    with pytest.raises(UserError, match="too_many_labelled_series"):
        labelled(big, ("x",), name="x", source="upload")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_survives_parquet_and_is_the_same_every_time(name):
    data = load_labelled_sample(name)
    again = from_body(to_body(data))
    assert again.sha256 == data.sha256 and again.ids == data.ids and again.classes == data.classes
    assert labelled_from_parquet(labelled_to_parquet(data)).facts() == data.facts()


def test_digits_are_those_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    known, data = datasets.load_digits(), load_labelled_sample("digits")
    np.testing.assert_array_equal(data.values.reshape(-1, 8, 8), known.images)
    np.testing.assert_array_equal(data.labels, known.target)


def test_files_are_read_apart_and_a_refusal_comes_back_as_a_value():
    from core.data.labelled.reading import read_file

    with apart_with_file(read_file, WIDE.encode(), "x.csv", None) as (told, file):
        found: LabelledRead = told
        data = labelled_from_parquet(file.read())
    assert found.get() == data.facts() and found.outline.layout.label == "label"
    with apart_with_file(read_file, WRONG["one_class_of_series"].encode(), "x.csv", None) as (told, _):
        with pytest.raises(UserError, match="one_class_of_series"):
            told.get()


def asked(text, name="x.csv", *, columns=1, steps=3, classes=("1", "2"), **how):
    return series_to_classify(text.encode(), name, trained=Trained(classes, columns, steps), **how).get()


def test_series_without_labels_are_read_to_be_classified():
    found = asked("t1,t2,t3\n1,2,3\n4,5,\n")
    assert found.labels == ("", "") and [len(one) for one in found.values] == [3, 2]
    assert found.rows == (1, 2)
    with pytest.raises(UserError, match="series_of_other_columns"):
        asked(LONG)
    assert asked(LONG, columns=2).rows[:2] == (1, 2) and asked(LONG, columns=2).labels[0] == "up"


def test_numbers_are_labels_only_if_they_name_classes_and_the_rest_is_as_long_as_in_training():
    with_labels, without = asked(UCR, "x.tsv"), asked("1\t1.5\t2\n2\t1\t1\n", "x.tsv")
    assert set(with_labels.labels) == {"1", "2"} and len(with_labels.values[0]) == 3
    assert without.labels == ("", "") and len(without.values[0]) == 3
    assert asked(UCR, "x.tsv", classes=("1", "3")).labels[0] == ""


def test_a_ts_file_may_come_without_labels():
    bare = "@classLabel false\n@data\n1,2,3:4,5,6\n"
    assert asked(bare, "x.ts", columns=2).labels == ("",)
    assert asked(TS, "x.ts", columns=2).labels[:2] == ("up", "down")


def test_some_series_are_read_in_the_order_asked_for_without_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr("core.data.labelled.dataset.BLOCK", 3)  # the eight lie in three parts
    data, path = load(TS, "x.ts"), tmp_path / "x.parquet"
    path.write_bytes(labelled_to_parquet(data))
    every, rows = list(data.each()), [7, 0, 4, 0]
    found = read_labelled_of(path, rows)
    assert [name for name, _ in found] == [data.ids[row] for row in rows]
    for row, (_, values) in zip(rows, found, strict=True):
        np.testing.assert_array_equal(values, every[row])
    assert read_labelled_of(path, []) == []
