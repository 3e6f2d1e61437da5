"""Take-home scripts in Chinese: every remark is translated, and not one letter of the code changes."""

import ast
import itertools
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from app.exports.script_words import in_words_of, remarks
from core.cells import CELLS
from core.data.frame import Dataset
from core.data.labelled.samples import load_labelled_sample
from core.data.samples import load_sample
from core.takehome.cell_code import CELLS_OF, cell_code
from core.tasks.classify.script import series_script
from core.tasks.classify.spec import SERIES
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.script import script
from core.tasks.generate.advice import advised as advised_text
from core.tasks.generate.script import writing_script
from core.tasks.panel.script import panel_script
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.script import text_script
from core.tasks.tag.script import tag_script
from core.tasks.tag.spec import TAGS
from core.tasks.translate.script import translation_script
from core.tasks.translate.start import advised as advised_pairs
from core.text.facts import text_facts
from core.text.long_samples import load_long_sample
from core.text.pairs_samples import load_pair_sample
from core.text.samples import load_text_sample
from core.text.tagged.samples import load_tagged_sample
from core.words.locales import languages, script_remarks
from tests.core.tasks.panel.test_script import EVERY, spec_of

RUN = {"seed": 1, "units": 4, "best_updates": 16, "file_name": "data.csv"}
TRANSFORMS = ("levels", "differences", "log_returns")


def forecasting():
    data = load_sample("airline_passengers")
    start = recommended(data)
    readings = [
        {"transform": name, "strategy": way} for name in TRANSFORMS for way in ("direct", "recursive")
    ]
    readings += [{"transform": "levels", "window_scaling": scaled} for scaled in ("last", "mean")]
    readings += [{"transform": "seasonal_differences", "window_scaling": "mean"}]
    for reading, floor in itertools.product(readings, ("yes", "no")):
        direct = reading.get("strategy") != "recursive"
        task = replace(start.task, calendar="yes" if direct else "no", non_negative=floor, **reading)
        both = task.transform == "levels"
        model = replace(start.model, bidirectional=both, recurrent_initializer="identity")
        spec = replace(start, task=task, model=model)
        yield script(spec, data, cell="gru", rates=(0.005,), **RUN)
    yield script(start, holed(data), cell="gru", rates=(0.005,), **RUN)
    yield script(start, data, cell="mgu", rates=(0.005,), **RUN)
    hours = hourly()
    task = replace(
        start.task, target="sales", horizon=6, lookback=48, blocks="days", holidays="DE", transform="levels"
    )
    yield script(replace(start, task=task), hours, cell="gru", rates=(0.005,), **RUN)
    task = replace(task, lookback=24, blocks="steps")
    yield script(replace(start, task=task), hourly("D"), cell="gru", rates=(0.005,), **RUN)


def hourly(frequency="h"):
    """An hourly series."""
    index = pd.date_range("2024-01-01", periods=400, freq=frequency, name="time").as_unit("us")
    frame = pd.DataFrame({"sales": 50 + np.sin(np.arange(400) / 4)}, index=index)
    return Dataset(frame=frame, name="shop", source="upload", target="sales", frequency=frequency)


def holed(data):
    """The same with values that were never measured."""
    frame = data.frame.copy()
    frame.iloc[[40, 41, 130]] = np.nan
    return replace(data, frame=frame)


def classifying():
    texts = load_text_sample("sentences_en")
    start = advised(text_facts(texts))
    for pooling, keep in zip(("last", "mean", "max", "attention"), ("start", "end") * 2, strict=True):
        begins = {"mean": "class_ratios", "attention": "pair_ratios"}.get(pooling, "random")
        for vectors, tokenizer in (("", "words"), ("x", "characters")):
            task = replace(
                start.task, pooling=pooling, keep=keep, vectors=vectors, tokenizer=tokenizer,
                embedding_start=begins, class_weights=keep == "end", label_smoothing=0.1,
            )  # fmt: skip
            yield text_script(
                replace(start, task=task), texts, cell="lstm", vectors_name="vectors.txt", **RUN
            )
    chinese = load_text_sample("sentences")
    start = advised(text_facts(chinese))
    for tokenizer in ("words", "characters"):
        task = replace(start.task, tokenizer=tokenizer)
        yield text_script(replace(start, task=task), chinese, cell="lstm", **RUN)


def tagging():
    for sample in ("english", "names_zh"):
        data = load_tagged_sample(sample)
        for changes in ({}, {"crf": True}, {"letter_units": 0}):
            spec = replace(TAGS, task=replace(TAGS.task, **changes))
            yield tag_script(spec, data, cell="gru", **RUN)


def translating():
    data = load_pair_sample("phrases")
    ways = {"scheduled_sampling": 0.2}, {"attention": "none", "cut_target": "characters"}
    for changes in ways:
        for both in (True, False):
            start = advised_pairs(data)
            model = replace(start.model, bidirectional=both)
            spec = replace(start, task=replace(start.task, **changes), model=model)
            yield translation_script(spec, data, cell="gru", **RUN)
    within = replace(start, task=replace(start.task, attention="bahdanau"))
    for cell in CELLS:
        yield translation_script(within, data, cell=cell, **RUN)


def writing():
    for name, unit in (("tang", "characters"), ("alice", "words"), ("shop", "items")):
        data = load_long_sample(name).facts()
        for tied in (True, False):
            start = advised_text(data)
            spec = replace(start, task=replace(start.task, unit=unit, tied=tied))
            yield writing_script(spec, data, cell="lstm", **RUN)


def telling_series():
    data = load_labelled_sample("motions")
    for normalize in (True, False):
        spec = replace(SERIES, task=replace(SERIES.task, normalize=normalize))
        yield series_script(spec, data, cell="gru", **RUN)


def cells_to_take_home():
    for library, cells in CELLS_OF.items():
        for cell in cells:
            yield cell_code(library, cell)


def forecasting_many():
    for _, (data, task, model) in EVERY:
        yield panel_script(spec_of(data, task, model), data, cell="gru", rates={1: (0.005,)}, **RUN)


SCRIPTS = [
    *forecasting(), *tagging(), *translating(), *writing(), *telling_series(), *cells_to_take_home(),
    *forecasting_many(),
    *classifying(),
]  # fmt: skip


def without_docstrings(script):
    tree = ast.parse(script)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree)


def test_every_remark_has_a_translation_and_none_is_left_over():
    said = {remark for body in SCRIPTS for *_, remark in remarks(body)}
    known = script_remarks("zh")
    assert sorted(said - set(known)) == [] and sorted(set(known) - said) == []
    assert all(script_remarks(one) for one in languages() if one != "en")


@pytest.mark.parametrize("body", [SCRIPTS[0], SCRIPTS[-1]], ids=["forecast", "texts"])
def test_the_code_stays_as_it_is(body):
    chinese = in_words_of("zh", body)
    assert without_docstrings(chinese) == without_docstrings(body)
    assert "pip install" in chinese and in_words_of("en", body) == body
    left = [remark for *_, remark in remarks(chinese) if not re.search("[\u4e00-\u9fff]|Softmax", remark)]
    assert left == []


def test_what_people_brought_is_code_and_stays():
    data = load_sample("airline_passengers")
    data = replace(data, frame=data.frame.rename(columns={"passengers": "# at most"}), target="# at most")
    spec = recommended(data)
    spec = replace(spec, task=replace(spec.task, target="# at most"))
    body = script(spec, data, cell="gru", rates=(0.005,), **RUN)
    assert 'TARGET = "# at most"' in in_words_of("zh", body)
