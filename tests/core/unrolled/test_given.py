"""What people have becomes what the same file would have become, or a sentence says why not."""

import numpy as np
import pandas as pd
import pytest

import unrolled
from core.data.labelled.loading import load_labelled
from core.data.panel.choices import panel_choices_from
from core.data.panel.loading import load_panel
from core.errors import UserError
from core.text.long_reading import read_long_file
from core.text.pairs_reading import load_pairs
from core.text.tagged.reading import load_tagged
from unrolled import given

ROWS = [(f"{word} film {n}", word) for n, word in enumerate(("good", "bad") * 10)]
SHOPS = pd.DataFrame(
    {
        "day": list(pd.date_range("2024-01-01", periods=40)) * 2,
        "shop": ["a"] * 40 + ["b"] * 40,
        "sold": np.arange(80) % 7 + 0.5,
    }
)
TAGGED = [[(f"word{n}", "N"), ("runs", "V")] for n in range(20)]
LINES = [f"{word}\t{tag}" for one in TAGGED for word, tag in (*one, ("", ""))]
CONLL = "\n".join("" if line == "\t" else line for line in LINES)


def test_texts_of_rows_a_table_and_a_file_are_one(tmp_path):
    table = pd.DataFrame(ROWS, columns=["review", "stars"])
    path = tmp_path / "reviews.csv"
    table.to_csv(path, index=False)
    found = [given.texts(one) for one in (ROWS, table, path, str(path))]
    assert len({one.sha256 for one in found}) == 1 and len(found[0].frame) == 20
    assert given.texts(table, test=table[:4]).frame["test"].sum() == 4


def test_whole_series_of_arrays_tables_and_files_are_one():
    random = np.random.default_rng(1)
    values, labels = random.normal(size=(12, 5)).round(6), ["up", "down"] * 6
    table = pd.DataFrame(values, columns=[f"t{n}" for n in range(5)]).assign(label=labels)
    of_file = load_labelled(table.to_csv(index=False).encode(), "gestures.csv")
    assert given.series(table).sha256 == given.series(values, labels).sha256 == of_file.sha256
    several = given.series(random.normal(size=(12, 5, 3)), labels)
    assert len(several.columns) == 3 and len(several) == 12
    with pytest.raises(UserError) as refused:
        given.series(values)
    assert refused.value.key == "label_missing_of_series"


def test_many_series_of_a_table_are_those_of_its_file():
    of_file = load_panel(SHOPS.to_csv(index=False).encode(), "shops.csv", panel_choices_from([], "shop"))
    for table in (SHOPS, SHOPS.set_index(["shop", "day"])):
        found = given.panel(table, "shop", None, "sold")
        assert found.sha256 == of_file.sha256 and found.ids == ("a", "b")


def test_tagged_sentences_of_lists_a_table_and_a_file_are_one():
    rows = [(n, *pair) for n, one in enumerate(TAGGED) for pair in one]
    table = pd.DataFrame(rows, columns=["sentence", "word", "tag"])
    of_file = load_tagged([(CONLL.encode(), "train.conll", "train")], "train")
    assert given.sentences(TAGGED).sha256 == given.sentences(table).sha256 == of_file.sha256
    parts = given.sentences({"train": TAGGED, "test": TAGGED[:3]})
    assert (parts.parts == 2).sum() == 3


def test_pairs_and_texts_are_those_of_their_files(tmp_path):
    pairs = [(f"one {n}", f"eins {n}") for n in range(9)]
    body = "\n".join("\t".join(one) for one in pairs).encode()
    table = pd.DataFrame(pairs, columns=["english", "german"])
    hashes = {given.pairs(pairs).sha256, given.pairs(table).sha256, load_pairs(body, "pairs.tsv").sha256}
    assert len(hashes) == 1
    path, text = tmp_path / "novel.txt", "It was a bright cold day.\n" * 40
    path.write_text(text)
    assert given.long(text).sha256 == given.long(path).sha256 == read_long_file(text.encode(), "n").sha256
    visits = [[f"page{n % 5}", f"page{n % 3}"] for n in range(60)]
    events = pd.DataFrame(
        [(n, item) for n, one in enumerate(visits) for item in one], columns=["session", "item"]
    )
    assert given.long(visits).sha256 == given.long(events).sha256 and given.long(visits).sessions


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: unrolled.sentiment("nowhere.csv"),
        lambda: unrolled.sentiment(pd.DataFrame({"a": [1.5, 2.5]})),
        lambda: unrolled.classify(np.zeros((3, 1)), ["a", "b", "c"]),
        lambda: unrolled.translate([("one", "")]),
        lambda: unrolled.generate(""),
        lambda: unrolled.tag([[("word", "N")]]),
        lambda: unrolled.forecast_many(pd.DataFrame({"a": ["x", "y"]})),
        lambda: unrolled.sample("nothing"),
        lambda: unrolled.experiment("nothing"),
        lambda: unrolled.sentiment(ROWS, spec={"task": {"kind": "forecast"}}),
        lambda: unrolled.sentiment(ROWS, spec={"model": {"units": 100_000}}),
    ],
)
def test_what_cannot_be_done_is_one_sentence(home, wrong):
    with pytest.raises(unrolled.Error) as refused:
        wrong()
    told = str(refused.value)
    assert told[0].isupper() and told.endswith((".", "?")) and "{" not in told and "error." not in told
