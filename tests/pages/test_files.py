"""Files as their visitors bring them: what was understood, questions, fields set otherwise, repairs."""

import base64
import json
import warnings

import numpy as np
import pandas as pd
import pytest

from app.i18n import translator
from tests.files import workbook

t = translator("en")
DAYS = [str(day.date()) for day in pd.date_range("2024-01-01", periods=80)]
LONG = "date,ticker,close\n" + "".join(
    f"{day},{who},{20 + n % 7 + 30 * k}\n" for n, day in enumerate(DAYS) for k, who in enumerate(["A", "B"])
)


@pytest.fixture
def upload(page):
    """Returns `upload(text, encoding) -> AppTest` with the file on the forecast page."""

    def bring(text, encoding="utf-8", name="a.csv"):
        shown = page("forecast")
        shown.segmented_control(key="data_picker.source").set_value("file").run()
        body = text if isinstance(text, bytes) else text.encode(encoding)
        return shown.file_uploader(key="data_picker.file").set_value((name, body, "text/csv")).run()

    return bring


def field(shown, name):
    """The field of the file panel, whatever the hash of the file in its key."""
    every = [*shown.selectbox, *shown.multiselect, *shown.get("button_group")]
    return next(
        w for w in every if (w.key or "").startswith("data_picker.file.") and w.key.endswith("." + name)
    )


def drawn(shown):
    """The values of the series on the chart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec = json.loads(shown.get("plotly_chart")[0].proto.spec)
    values = spec["data"][0]["y"]
    if isinstance(values, dict):
        values = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
    return [None if value is None or np.isnan(value) else value for value in values]


def told(shown):
    return " ".join(caption.value for caption in shown.caption)


def walk(block):
    """All elements in the order in which they are drawn."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from walk(child)
        else:
            yield child


def ready(shown):
    assert not shown.exception and not shown.error
    return bool(shown.get("plotly_chart")) and not shown.button(key="setup.train").disabled


def test_a_file_is_shown_raw_and_understood_and_what_was_done_is_said(upload):
    rows = "".join(f"{day};{n},5\n" for n, day in reversed(list(enumerate(DAYS))))
    shown = upload("Datum;Größe\n" + rows, "cp1252")
    assert ready(shown)
    assert shown.code[0].value.startswith("Datum;Größe\n2024-03-20;79,5")
    assert "cp1252" in told(shown) and "Datum" in told(shown)
    assert t("note.sorted") in told(shown)
    assert field(shown, "delimiter").options[0] == t("file.found", value=t("file.mark.semicolon"))


def test_each_field_can_be_set_otherwise(upload):
    shown = upload("day;y\n" + "".join(f"{day};1,{200 + n}\n" for n, day in enumerate(DAYS)))
    assert ready(shown) and "1.2" in str(shown.dataframe[0].value.iloc[0, 0])
    field(shown, "decimal").set_value(".").run()
    assert ready(shown) and shown.dataframe[0].value.iloc[0, 0] == 1200
    field(shown, "header_rows").set_value(2).run()
    assert ready(shown) and len(shown.dataframe[0].value) and "79" in told(shown)
    field(shown, "delimiter").set_value("|").run()
    assert len(shown.error) == 1 and not shown.exception  # and the fields are still there
    field(shown, "delimiter").set_value(None)
    field(shown, "header_rows").set_value(None).run()
    field(shown, "time").set_value(["\x00none"]).run()
    assert ready(shown) and t("frequency.steps") in told(shown)


def test_a_wrong_encoding_is_mended_by_the_person(upload):
    shown = upload("день,цена\n" + "".join(f"{day},{n}\n" for n, day in enumerate(DAYS)), "cp1251")
    field(shown, "encoding").set_value("cp1251").run()
    assert ready(shown) and list(shown.dataframe[0].value) == ["цена"]


def test_day_and_month_are_asked_then_the_series_appears(upload):
    shown = upload("date,y\n" + "".join(f"{1 + n % 12:02d}/{1 + n // 12:02d}/2024,{n}\n" for n in range(100)))
    assert not shown.get("plotly_chart") and not shown.error and len(shown.warning) == 1
    assert t("data.empty") not in [note.value for note in shown.info]
    field(shown, "day_first").set_value("dm").run()
    assert ready(shown)


def test_a_long_table_asks_for_its_series_and_takes_one_or_several(upload):
    shown = upload(LONG)
    assert not shown.get("plotly_chart") and not shown.error
    assert "ticker" in shown.warning[0].value
    field(shown, "series").set_value(["ticker"]).run()
    assert ready(shown) and list(shown.dataframe[0].value) == ["A", "B"]
    field(shown, "kept.ticker").set_value(["B"]).run()
    assert ready(shown) and min(drawn(shown)) == 50
    assert "a.csv · B" in told(shown)


def test_questions_stand_before_what_is_shown_of_the_file(upload):
    shown = upload(LONG)
    drawn = [one.type for one in walk(shown.main)]
    assert drawn.index("warning") < drawn.index("multiselect") < drawn.index("code")


def test_after_another_page_the_file_that_is_loaded_is_named(upload):
    shown = upload("day,y\n" + "".join(f"{day},{n % 9}\n" for n, day in enumerate(DAYS)), name="mine.csv")
    assert ready(shown)
    shown.switch_page("pages/learn.py").run()
    shown.switch_page("pages/forecast.py").run()
    assert t("source.loaded", name="mine.csv") in told(shown) and ready(shown)


def test_several_columns_name_a_series_together(upload):
    rows = [f"{day},{s},{i},{n + 10 * s + i}" for n, day in enumerate(DAYS) for s in (1, 2) for i in (1, 2)]
    shown = upload("day,store,item,sold\n" + "\n".join(rows) + "\n")
    assert "store, item" in shown.warning[0].value
    field(shown, "kept.store|item").set_value(["2 / 1"]).run()
    assert ready(shown) and drawn(shown)[:2] == [21, 22]


def test_prices_are_averaged_unless_a_person_says_otherwise(upload):
    shown = upload(
        "day,units,price\n" + "".join(f"{day},{n},4\n{day},{n + 1},6\n" for n, day in enumerate(DAYS))
    )
    field(shown, "combine").set_value("sum").run()
    assert ready(shown) and list(shown.dataframe[0].value["price"][:2]) == [5, 5]
    field(shown, "averaged").set_value(["units"]).run()
    assert ready(shown) and list(shown.dataframe[0].value["price"][:2]) == [10, 10]


def test_several_values_at_one_time_are_combined_as_the_person_says(upload):
    shown = upload("day,y\n" + "".join(f"{day},{n}\n{day},{n + 10}\n" for n, day in enumerate(DAYS)))
    assert len(shown.warning) == 1 and not shown.get("plotly_chart")
    field(shown, "combine").set_value("sum").run()
    assert ready(shown) and drawn(shown)[0] == 10


def test_suspicious_values_stay_until_a_person_ticks_them(upload):
    prices = [0 if n in (9, 10) else 100 + n % 3 if n < 40 else 25 + n % 3 for n in range(80)]
    shown = upload("day,Close\n" + "".join(f"{d},{p}\n" for d, p in zip(DAYS, prices, strict=True)))
    assert ready(shown) and drawn(shown) == prices
    zeros, jumps = shown.checkbox
    assert not zeros.value and not jumps.value
    zeros.set_value(True).run()
    assert ready(shown) and drawn(shown)[9] is None and drawn(shown)[0] == 100
    shown.checkbox[1].set_value(True).run()
    assert ready(shown) and drawn(shown)[0] == 25


def test_a_workbook_with_several_sheets_lets_choose(upload):
    sheets = {name: [["day", name], *([day, n] for n, day in enumerate(DAYS))] for name in "yz"}
    shown = upload(workbook(sheets), name="a.xlsx")
    assert ready(shown) and list(shown.dataframe[0].value) == ["y"]
    field(shown, "sheet").set_value("z").run()
    assert ready(shown) and list(shown.dataframe[0].value) == ["z"]


def test_an_experiment_is_about_the_file_that_was_brought_not_about_one_with_the_same_content(upload, page):
    days = "step,sales\n" + "".join(f"{n},{20 + n % 7}\n" for n in range(160))
    upload(days, name="odd.csv")
    shown = upload(days, name="sales.csv")
    shown.button(key="setup.train").click().run()
    told = [caption.value for caption in page("forecast", **shown.query_params).caption]
    assert any("sales.csv" in one for one in told) and not any("odd.csv" in one for one in told)


def test_times_that_cannot_be_read_are_asked_about_and_the_rows_counted_as_the_answer_says(upload):
    shown = upload("Date,y\n" + "".join(f"lot {n % 7}-{900 - n}/2019,{n}\n" for n in range(100)))
    assert not shown.get("plotly_chart") and not shown.error and len(shown.warning) == 1
    field(shown, "rows_order").set_value("newest").run()
    assert ready(shown) and shown.dataframe[0].value.iloc[0, 0] == 99


def test_an_answered_question_is_no_longer_asked(upload):
    shown = upload(LONG)
    assert len(shown.warning) == 1 and not shown.success
    field(shown, "series").set_value(["ticker"]).run()
    assert ready(shown) and not shown.warning
    assert [one.value for one in shown.success] == [t("file.answered")]
    field(shown, "series").set_value([]).run()
    assert len(shown.warning) == 1 and not shown.success


def test_an_answered_question_about_times_is_no_longer_asked(upload):
    shown = upload("date,y\n" + "".join(f"{1 + n % 12:02d}/{1 + n // 12:02d}/2024,{n}\n" for n in range(100)))
    field(shown, "day_first").set_value("dm").run()
    assert not shown.warning and [one.value for one in shown.success] == [t("file.answered")]


def test_what_is_repaired_is_not_said_to_be_unchanged(upload):
    body = "day,CO\n" + "".join(f"{day},{-200 if n % 4 == 0 else 1 + n % 5}\n" for n, day in enumerate(DAYS))
    shown = upload(body)
    every = " ".join(one.value for one in shown.markdown)
    assert t("repair.title") in every
    shown.checkbox[0].set_value(True).run()
    assert ready(shown)
    every = " ".join([told(shown), *(one.value for one in shown.markdown)])
    assert t("repair.title") not in every and t("repair.title.some") in every
    assert "left as they are" not in every
    assert t("note.repaired_stand_ins", values="\\-200", count=20) in every


def test_irregular_times_have_no_frequency_and_miss_none(upload):
    steps = np.cumsum(np.random.default_rng(1).integers(1, 90, 300))
    times = pd.Timestamp("2024-01-01") + pd.to_timedelta(steps, unit="min")
    shown = upload("time,y\n" + "".join(f"{time},{n % 9}\n" for n, time in enumerate(times)))
    assert ready(shown)
    text = " ".join(
        [told(shown), *(one.value for one in shown.markdown), *(str(one.value) for one in shown.table)]
    )
    text += " ".join(one.value.to_string() for one in shown.dataframe)
    assert t("frequency.irregular") in text and t("report.missing_times") not in text
