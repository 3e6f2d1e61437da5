"""Texts go to the disk; whoever brought them holds facts, and reads the rows it shows."""

import json

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.choices import Choices
from core.errors import UserError
from core.sandbox import forkserver
from core.store.kept_texts import keep_file, keep_lines, keep_texts
from core.text.choices import TextChoices
from core.text.facts import text_facts
from core.text.loading import from_lines, from_table, read_texts
from core.text.parquet import FORMAT, read_text_facts, read_texts_of, texts_to_parquet
from core.text.samples import load_text_sample

KINDS = (("bad", "poor"), ("good", "fine"))
ROWS = "".join(f"{KINDS[n % 2][0]},text number {n} is <b>{KINDS[n % 2][1]}</b>\n" for n in range(60))
FILE = f"label,text\n{ROWS}".encode()


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "sample.parquet"
    path.write_bytes(texts_to_parquet(load_text_sample("sentences")))
    return path


def test_the_facts_are_read_without_the_texts(store):
    data = load_text_sample("sentences")
    assert keep_texts(store, data) == store.text_facts(data.sha256) == text_facts(data)


def test_a_file_read_by_a_process_of_its_own_is_kept_as_any(store):
    here = keep_texts(store, from_table(read_texts(FILE, "a.csv")))
    store.data.path(here.sha256).unlink()
    assert keep_file(store, FILE, "a.csv").get() == here == store.text_facts(here.sha256)
    assert store.texts(here.sha256).frame["text"].iloc[1] == "text number 1 is  fine"
    assert [note.key for note in here.report.notes] == ["html_stripped"]


def test_pasted_lines_are_kept_as_a_file_is(store):
    pasted = "".join(f"{KINDS[n % 2][0]}\ttext number {n}\n" for n in range(60))
    read = keep_lines(store, pasted, "mine")
    assert read.get() == keep_texts(store, from_lines(pasted, "mine"))
    assert read.counts == {"bad": 30, "good": 30} and read.look is None
    with pytest.raises(UserError, match="no_labelled_lines"):
        keep_lines(store, "no tab", "mine").get()


def test_what_is_wrong_with_a_file_is_said_from_there_too(store):
    read = keep_file(store, FILE, "a.csv", choices=TextChoices(text="body", label="label"))
    assert read.refusal.key == "unknown_column" and read.look.outline.columns == ("label", "text")
    with pytest.raises(UserError, match="unknown_column"):
        read.get()


def test_a_file_is_looked_at_and_kept_in_one_reading_whatever_is_chosen(store, monkeypatch):
    asked, run = [], forkserver.run
    monkeypatch.setattr(forkserver, "run", lambda *given: asked.append(given[2]) or run(*given))
    choices = TextChoices(names=(("bad", "poor"),), file=Choices(header_rows=1))
    read = keep_file(store, FILE, "a.csv", choices=choices)
    assert read.counts == {"bad": 30, "good": 30} and read.get().classes == ("good", "poor")
    assert read.look.found.header_rows == read.look.outline.header_rows == 1 and len(asked) == 1


@given(rows=st.lists(st.integers(0, 2559), max_size=12))
@settings(max_examples=30)
def test_rows_are_read_in_the_order_asked_for(sample_file, rows):
    texts = load_text_sample("sentences").frame["text"]
    assert read_texts_of(sample_file, rows) == texts.iloc[rows].tolist()


def test_texts_of_an_older_store_tell_their_facts_too(tmp_path):
    data = load_text_sample("sentences_zh")
    path = tmp_path / "old.parquet"
    path.write_bytes(texts_to_parquet(data))
    table = pq.read_table(path)
    about = json.loads(table.schema.metadata[FORMAT])
    del about["report"]
    pq.write_table(table.replace_schema_metadata({FORMAT: json.dumps(about)}), path)
    assert read_text_facts(path) == text_facts(data)


def test_texts_that_are_gone_are_missed_in_one_sentence(store):
    for ask in (store.text_facts, lambda hash: store.texts_of(hash, np.array([0]))):
        with pytest.raises(UserError, match="data_gone"):
            ask("0" * 64)
