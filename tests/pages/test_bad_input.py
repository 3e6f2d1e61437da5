"""Bad input: one clear sentence in either language, and nothing else disturbed."""

import io
import re
import zipfile
from string import Formatter

import pytest

from app.i18n import translator
from core.data.files import SIZE_LIMIT
from core.words.locales import catalogue

LANGUAGES = ("en", "zh")
ROWS = [f"2024-01-{day:02d},{day % 5}" for day in range(1, 32)]


def csv(*lines):
    return "\n".join(["date,value", *lines]).encode()


def zipped():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("inside.csv", "date,value\n2024-01-01,1\n")
    return body.getvalue()


def columns(count):
    return ",".join(f"c{n}" for n in range(count)) + "\n" + ",".join(["1"] * count)


BAD = {
    "empty_file": b" \n ",
    "no_numeric_column": b"name,colour\nann,red\nbob,blue\ncid,green\n",
    "infinite_values": csv(*ROWS, "2024-02-01,inf"),
    "not_a_table": zipped(),
    "file_too_large": csv(*ROWS) + b" " * SIZE_LIMIT,
    "too_many_cells": columns(1_100).encode(),
}


def pattern(language, key):
    """The sentence with anything in its blanks."""
    told = catalogue(language)[f"error.{key}"]
    return ".+".join(re.escape(words) for words, *_ in Formatter().parse(told))


def upload(shown, body, name="prices.csv"):
    shown.segmented_control(key="data_picker.source").set_value("file").run()
    return shown.file_uploader(key="data_picker.file").set_value((name, body, "text/csv")).run()


@pytest.mark.parametrize(  # each in one language: that both have every sentence is a law of the catalogues
    ("key", "language"), [(key, LANGUAGES[place % 2]) for place, key in enumerate(BAD)]
)
def test_a_file_that_cannot_be_used_gets_one_sentence(page, key, language):
    shown = upload(page("forecast", lang=language), BAD[key])
    assert len(shown.error) == 1 and not shown.exception
    assert re.fullmatch(pattern(language, key), shown.error[0].value)
    assert not shown.get("plotly_chart") and not any(b.key == "setup.train" for b in shown.button)
    shown.segmented_control(key="data_picker.source").set_value("sample").run()
    assert shown.get("plotly_chart") and not shown.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_too_short_says_how_many_rows_it_needs(page, language):
    shown = upload(page("forecast", lang=language), csv(*ROWS[:12]))
    assert len(shown.error) == 1 and "12" in shown.error[0].value and not shown.exception
    assert shown.button(key="setup.train").disabled
    assert len(shown.get("plotly_chart")) == 1  # the series is shown, without cuts


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("constant_target", [f"2024-01-{day:02d},7,{day % 3}" for day in range(1, 32)]),
        ("all_missing", None),
    ],
)
def test_a_target_without_news_is_refused(page, key, lines):
    shown = page("forecast")
    if lines is None:  # a column without values is left out while reading, so nothing numeric remains
        body = b"date,value\n" + b"\n".join(f"2024-01-{day:02d},".encode() for day in range(1, 32))
        shown = upload(shown, body)
        assert len(shown.error) == 1
    else:
        shown = upload(shown, "\n".join(["date,value,other", *lines]).encode())
        target = next(
            w for w in shown.selectbox if (w.key or "").startswith("setup.") and w.key.endswith(".target")
        )
        target.set_value("value").run()
        assert len(shown.error) == 1 and shown.error[0].value.startswith("The column value never changes")
        assert shown.button(key="setup.train").disabled
    assert not shown.exception


def test_no_cell_chosen_leaves_the_series_and_greys_train(page):
    shown = page("forecast")
    next(w for w in shown.get("button_group") if (w.key or "").endswith(".cells")).set_value([]).run()
    assert [e.value for e in shown.error] == [translator("en")("error.no_cell_chosen")]
    assert shown.get("plotly_chart") and not shown.exception
    assert next(b for b in shown.button if b.key == "setup.train").disabled


def test_settings_that_contradict_each_other_get_one_sentence(page):
    shown = page("forecast")
    for name in ("early_stopping_share", "calibration_share", "test_share"):
        next(w for w in shown.number_input if w.key.endswith(f".{name}")).set_value(0.4)
    shown.run()
    assert len(shown.error) == 1 and "80%" in shown.error[0].value and not shown.exception


def test_a_hostile_column_name_is_text(page):
    body = "date,<b>[x](http://y)</b>\n" + "\n".join(ROWS * 1)
    shown = upload(page("forecast"), body.encode())
    assert not shown.exception
    assert not any("[x](http" in c.value.replace("\\", "!") for c in shown.caption)


def test_a_dead_line_is_told_and_the_copy_on_disk_offered_with_its_date(page, monkeypatch):
    from core.data import yahoo
    from core.data.samples import load_sample
    from core.errors import UserError

    def dead(symbol, **_):
        raise UserError("offline", symbol=symbol, cached_at="2026-01-05T10:00:00+00:00")

    class Copy:
        dataset = load_sample("weekly_stocks")

    monkeypatch.setattr(yahoo, "history", dead)
    monkeypatch.setattr(yahoo, "cached", lambda *_: Copy)
    shown = page("forecast")
    shown.segmented_control(key="data_picker.source").set_value("ticker").run()
    shown.text_input(key="data_picker.symbol").set_value("aapl")
    next(b for b in shown.button if b.label == translator("en")("data.fetch")).click().run()
    assert [e.value for e in shown.error] == [translator("en")("error.offline", symbol="AAPL")]
    offer = shown.button(key="data_picker.use_cached")
    assert "2026-01-05 10:00" in offer.label
    offer.click().run()
    assert shown.get("plotly_chart") and not shown.error and not shown.exception


def test_a_name_is_searched_for_and_what_is_chosen_is_fetched(page, monkeypatch):
    from core.data import yahoo
    from core.data.samples import load_sample

    class Copy:
        dataset = load_sample("weekly_stocks")

    asked = []
    monkeypatch.setattr(
        yahoo, "search", lambda text, **_: [yahoo.Match("AAPL", "Apple Inc.", "NASDAQ", "EQUITY")]
    )
    monkeypatch.setattr(yahoo, "history", lambda symbol, **_: asked.append(symbol) or Copy)
    shown = page("forecast")
    shown.segmented_control(key="data_picker.source").set_value("ticker").run()
    shown.text_input(key="data_picker.symbol").set_value("apple")
    next(b for b in shown.button if b.label == translator("en")("data.search")).click().run()
    shown.selectbox(key="data_picker.match").set_value("AAPL").run()
    assert asked == ["AAPL"] and shown.get("plotly_chart") and not shown.exception
