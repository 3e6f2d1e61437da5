"""Columns and units of our samples in the reader's language; stretches of time as the frequency has them."""

from dataclasses import replace

import pandas as pd
import pytest

from app.data_words import COLUMNS, UNITS, class_names, column_name, span, unit_name
from app.i18n import translator
from core.data.samples import SAMPLES, load_sample
from core.errors import UserError
from core.text.facts import text_facts
from core.text.samples import load_text_sample

EN, ZH = translator("en"), translator("zh")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_column_and_unit_of_a_sample_has_a_chinese_name_or_is_a_ticker(name):
    try:
        data = load_sample(name)
    except UserError:
        pytest.skip("its package is not installed")
    for column in data.frame.columns:
        assert column in COLUMNS or column.isupper()
        assert column_name(EN, data, column) == column
    assert not data.unit or data.unit in UNITS
    target = data.target or data.frame.columns[0]
    assert unit_name(EN, data, target) == (data.unit or target)


def test_columns_that_people_brought_keep_their_names():
    data = replace(load_sample("chaotic"), source="file")
    assert column_name(ZH, data, "value") == unit_name(ZH, data, "value") == "value"
    assert column_name(ZH, load_sample("chaotic"), "value") == "数值"


@pytest.mark.parametrize(
    ("frequency", "english", "chinese"),
    [
        ("YS-JAN", "1700–2008", "1700–2008 年"),
        ("MS", "1700-01 to 2008-03", "1700 年 1 月至 2008 年 3 月"),
        ("D", "1700-01-01 to 2008-03-01", "1700-01-01 至 2008-03-01"),
        (None, "1700-01-01 to 2008-03-01", "1700-01-01 至 2008-03-01"),
    ],
)
def test_a_stretch_of_time_is_told_as_precisely_as_its_frequency(frequency, english, chinese):
    times = pd.Timestamp(1700, 1, 1), pd.Timestamp(2008, 3, 1)
    assert (span(EN, *times, frequency), span(ZH, *times, frequency)) == (english, chinese)
    assert span(ZH, 0, 1499, None) == "0 至 1499"


def test_classes_of_our_own_sentences_are_translated_and_others_are_not():
    ours = text_facts(load_text_sample("sentences_en"))
    assert class_names(ZH, ours) == ("差评", "好评") and class_names(EN, ours) == ours.classes
    theirs = replace(ours, source="file")
    assert class_names(ZH, theirs) == ours.classes
