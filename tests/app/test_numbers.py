"""Figures: three significant digits, real minus signs, percent, durations, dates."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import translator
from app.numbers import (
    MINUS,
    NONE,
    clock,
    figure,
    in_address,
    interval,
    moments,
    p_value,
    percent,
    signed,
    whole,
)

PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"), (1.0, "1.00"), (0.012345, "0.0123"), (123.456, "123"), (12345.6, "12,346"), (-2.5, "−2.50"),
        (1e-7, "1.00 × 10⁻⁷"), (-2.5e-13, "−2.50 × 10⁻¹³"), (None, NONE), (math.nan, NONE), (math.inf, NONE),
    ],
)  # fmt: skip
def test_a_figure_has_three_significant_digits(value, shown):
    assert figure(value).replace("\u00a0", " ") == shown


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_figure_can_be_read_back_to_its_precision(value):
    shown = figure(value).replace(MINUS, "-").replace(",", "")
    mantissa, _, power = shown.partition("\u00a0×\u00a010")
    assert float(f"{mantissa}e{power.translate(PLAIN) or 0}") == pytest.approx(value, rel=0.006, abs=1e-300)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.625, "+62.5 %"),
        (-0.008, "−0.8 %"),
        (0.0, "0.0 %"),
        (-0.00001, "0.0 %"),
        (-7.253, "−725.3 %"),
        (None, NONE),
    ],
)
def test_a_skill_always_has_its_sign_and_never_a_negative_zero(value, shown):
    assert signed(value).replace("\u00a0", " ") == shown


def test_no_line_ends_between_a_number_and_its_percent_sign():
    assert " " not in percent(0.5) and percent(0.5, 0) == "50\u00a0%"


def test_an_interval_names_its_unit_once():
    assert interval(-0.029, 0.011).replace("\u00a0", " ") == "−2.9 … +1.1 %"
    assert interval(None, None) == ""


def test_small_p_values_are_only_said_to_be_small():
    shown = [p_value(p).replace("\u00a0", " ") for p in (0.0004, 0.041, 0.41, None)]
    assert shown == ["< 0.001", "= 0.041", "= 0.41", NONE]


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (8, "8 s", "8 秒"),
        (59.6, "1 min 0 s", "1 分 0 秒"),
        (125, "2 min 5 s", "2 分 5 秒"),
        (4320, "1 h 12 min", "1 小时 12 分"),
    ],
)
def test_durations_are_told_in_both_languages(seconds, english, chinese):
    assert clock(translator("en"), seconds) == english
    assert clock(translator("zh"), seconds) == chinese


def test_times_are_written_alike_and_only_as_precisely_as_they_need():
    hours = pd.date_range("2024-04-29 22:00", periods=3, freq="h")
    assert [moments(hours)(one) for one in hours][1:] == ["2024-04-29 23:00", "2024-04-30 00:00"]
    months, ends = (pd.date_range("1961-01", periods=3, freq=freq) for freq in ("MS", "ME"))
    assert moments(months)(months[0]) == moments(ends)(ends[0]) == "1961-01"
    days = pd.date_range("1961-01-01", periods=3)
    assert moments(days)(days[0]) == moments(months[:2])(days[0]) == "1961-01-01"
    assert moments(pd.RangeIndex(9))(np.int64(7)) == "7"


def test_whole_numbers_are_grouped():
    assert whole(1258) == "1,258"


def test_an_address_holds_whole_numbers_or_nothing():
    assert [in_address(text) for text in ("7", "007", "0")] == [7, 7, 0]
    for text in ("", "²", "٣", "-1", "1.0", "1e3", "9" * 5_000, "x", " 7", "7\0", "\ud800", "inf"):
        assert in_address(text) is None
