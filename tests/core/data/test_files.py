import gzip
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data import content
from core.data.choices import Choices
from core.data.files import read_table
from core.data.series import to_dataset
from core.data.time_columns import time_candidates
from core.errors import UserError
from tests.files import workbook, zipped

REAL = Path(__file__).parents[4] / "shared" / "data"
needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason="the shared real data is not on this machine")


def load(text, target=None, **chosen):
    body = text if isinstance(text, bytes) else text.encode()
    choices = Choices(**chosen)
    return to_dataset(read_table(body, "a.csv", choices), choices, target=target)


def refusal(call):
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


def facts(dataset, key):
    return next((note.facts for note in dataset.notes if note.key == key), None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_delimiter_and_encoding_are_found(delimiter, encoding):
    text = "date,价格\n2024-01-01,1.5\n2024-01-02,2.5\n".replace(",", delimiter)
    table = read_table(text.encode(encoding), "a.csv")
    assert table.delimiter == delimiter and list(table.frame) == ["date", "价格"]
    assert list(to_dataset(table).frame["价格"]) == [1.5, 2.5]


def test_western_text_falls_back_to_cp1252():
    assert read_table("jour,côté\n2024-01-01,1\n".encode("cp1252"), "a.csv").encoding in ("cp1252", "gb18030")
    assert read_table("d,Größe in €\n1,1\n".encode("cp1252"), "a.csv").encoding == "cp1252"


def test_a_decimal_comma_goes_with_a_semicolon():
    dataset = load("day;x;y\n2024-01-01;1,5;1.000\n2024-01-02;2,5;2.000\n")
    assert list(dataset.frame["x"]) == [1.5, 2.5] and list(dataset.frame["y"]) == [1000, 2000]


def test_quoted_cells_may_hold_the_delimiter_and_line_breaks():
    dataset = load('date,note,"a,b"\n2024-01-01,"x,\ny","1,234"\n2024-01-02,z,"2,345"\n')
    assert list(dataset.frame["a,b"]) == [1234, 2345]


def test_an_announced_delimiter_is_believed():
    assert list(load("sep=;\nday;y\n2024-01-01;3\n2024-01-02;4\n").frame["y"]) == [3, 4]


def test_without_a_header_columns_are_numbered():
    table = read_table(b"1;2;3\n4;5;6\n", "a.csv")
    assert list(table.frame) == ["column_1", "column_2", "column_3"] and len(table.frame) == 2


def test_a_date_and_numbers_are_no_header_either():
    dataset = load("2024-01-01,5\n2024-01-02,6\n")
    assert list(dataset.frame) == ["column_2"] and dataset.frequency == "D"


def test_headers_lose_blanks_and_marks_and_get_distinct_names():
    table = read_table("\ufeff day , y,y,\n2024-01-01,1,2,\n".encode(), "a.csv")
    assert list(table.frame) == ["day", "y", "y_2"]


def test_lines_of_different_length_are_filled_up():
    dataset = load("day,a,b\n2024-01-01,1\n2024-01-02,2,3\n")
    assert np.array_equal(dataset.frame["b"], [np.nan, 3], equal_nan=True)


def test_the_time_column_is_found_wherever_it_stands():
    dataset = load("y,n,when\n5,1,2024-01-02\n6,2,2024-01-01\n")
    assert facts(dataset, "time_column") == {"columns": ["when"]}
    assert facts(dataset, "sorted") == {"newest_first": True} and list(dataset.frame["y"]) == [6, 5]


def test_without_times_steps_are_counted_and_it_is_said():
    dataset = load("a,b\n1.5,2\n2.5,4\n")
    assert dataset.frequency is None and facts(dataset, "no_time_column") == {}


def test_a_person_may_choose_the_time_or_none():
    text = "a,b,y\n2024-01-01,2020-01-01,1\n2024-01-02,2020-02-01,2\n"
    assert load(text, time=("b",)).frequency == "MS"
    assert load(text, time=()).frequency is None
    assert refusal(lambda: load(text, time=("c",))).key == "unknown_column"
    error = refusal(lambda: load("a,y\nred,1\nblue,2\n", time=("a",)))
    assert (error.key, error.facts) == ("time_unreadable", {"column": ["a"], "example": "red"})


def test_figures_that_look_like_years_stay_figures():
    dataset = load("date,visitors\n2024-01-01,2010\n2024-01-02,1990\n")
    assert list(dataset.frame["visitors"]) == [2010, 1990]
    assert time_candidates(read_table(b"price,n\n2010,1\n1990,2\n2050,3\n", "a.csv")) == []


def test_day_and_month_are_asked_for_and_then_believed():
    text = "date,y\n01/02/2024,1\n02/02/2024,2\n"
    assert refusal(lambda: load(text)).key == "day_month_ambiguous"
    assert str(load(text, day_first=True).frame.index[0].date()) == "2024-02-01"
    assert load(text, day_first=False).frequency == "MS"
    table = read_table(text.encode(), "a.csv")
    assert time_candidates(table) == ["date"]


def test_dates_that_repeat_are_joined_with_their_clock():
    text = "Date;Time;y\n10/03/2004;18.00.00;2,6\n10/03/2004;19.00.00;2\n13/03/2004;20.00.00;2,2\n"
    dataset = load(text)
    assert facts(dataset, "time_column") == {"columns": ["Date", "Time"]} and dataset.frequency == "h"
    assert list(dataset.frame) == ["y"]


def test_a_year_that_repeats_is_joined_with_its_months():
    rows = "".join(f"{2000 + n // 12};{n % 12 + 1:02d};{n}.5\n" for n in range(30))
    dataset = load(rows)
    assert dataset.frequency == "MS" and facts(dataset, "time_column") == {
        "columns": ["column_1", "column_2"]
    }


def test_several_rows_for_one_time_are_refused_with_the_time():
    error = refusal(lambda: load("date,who,y\n2024-01-01,a,1\n2024-01-01,b,2\n"))
    assert error.key == "different_values_at_one_time" and error.facts["time"] == "2024-01-01"


def test_a_chosen_target_is_kept_or_refused():
    text = "date,a,b,who\n2024-01-01,1,2,x\n2024-01-02,2,3,y\n"
    assert load(text, target="a").target == "a"
    assert refusal(lambda: load(text, target="who")).key == "target_not_numeric"
    assert refusal(lambda: load(text, target="c")).key == "target_missing"


def test_rows_without_a_time_are_counted():
    rows = "".join(f"2024-01-{n:02d},{n}\n" for n in range(1, 31))
    assert facts(load("date,y,z\n" + rows.replace("\n", ",1\n") + "soon,465,2\n"), "rows_without_time") == {
        "count": 1
    }


@pytest.mark.parametrize(
    "body, kind",
    [
        (zipped(data="1,2"), "zip"),
        (b"\x89PNG\r\n\x1a\n123", "png"),
        (b"%PDF-1.7", "pdf"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git-lfs pointer"),
        (gzip.compress(b"a,b", mtime=0), "gzip"),
        (b'[{"a": 1}, 2]', "json"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"\x01\x02\x00\x00\x00\x05", "binary"),
    ],
    ids=["zip", "png", "pdf", "lfs", "gzip", "json", "xml", "binary"],  # the bytes of a zip tell the time
)
def test_what_is_no_table_is_called_what_it_is(body, kind):
    error = refusal(lambda: read_table(body, "prices.csv"))
    assert (error.key, error.facts) == ("not_a_table", {"kind": kind})


@pytest.mark.parametrize(
    "body, key",
    [
        (b"", "empty_file"),
        (b" \n\n", "empty_file"),
        (b"a" * (20 * 1024 * 1024 + 1), "file_too_large"),
        (b"PK\x03\x04 broken", "unreadable_file"),
        (b"PAR1 broken", "unreadable_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"x\n" + b"1\n" * 200_001, "too_many_cells"),
        (b"x," * 2_000 + b"\n1," * 100_000, "too_many_cells"),
        (b"<!DOCTYPE html><html>", "web_page_without_table"),
        (b'[{"a": 1}', "unreadable_file"),
        (b"[" * 100_000, "unreadable_file"),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{given[:12]!r}",
)
def test_what_cannot_be_read_is_refused(body, key):
    assert refusal(lambda: read_table(body, "a.csv")).key == key


@pytest.mark.parametrize(
    "text", ["To be, or not to be\nthat is the question\n", "word\nanother\n", "a,b\n", "x"]
)
def test_text_has_no_numeric_column(text):
    assert refusal(lambda: load(text)).key in ("no_numeric_column", "no_rows")


def test_a_parquet_bomb_is_refused_before_it_grows():
    body = io.BytesIO()
    pd.DataFrame({"y": np.zeros(5_000_000)}).to_parquet(body, compression="zstd")
    assert len(body.getvalue()) < 100_000
    assert refusal(lambda: read_table(body.getvalue(), "a.parquet")).facts["rows"] == 5_000_000


def test_a_workbook_bomb_is_refused_before_it_grows(monkeypatch):
    monkeypatch.setattr(content, "UNZIPPED_LIMIT", 1_000_000)
    body = workbook({"a": [["y"] * 100_000]})
    assert refusal(lambda: read_table(body, "a.xlsx")).key == "file_too_large"


@pytest.mark.parametrize(
    "cell", ['<c r="XFD1048576"><v>1</v></c>', "<c  t='n' r='ZZ200000'><v>1</v></c>", "<c/><c><v>1</v></c>"]
)
def test_a_cell_in_the_last_corner_is_refused_before_room_is_made_for_it(cell):
    body = workbook({"data": [["y"]]}, last_row=f'<row r="1048576">{cell}</row>')
    assert refusal(lambda: read_table(body, "a.xlsx")).key == "too_many_cells"


def test_a_format_in_the_last_corner_is_no_cell():
    rows = '<row r="2"><c r="A2"><v>5</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    body = workbook({"data": [["y"]]}, last_row=rows)
    assert read_table(body, "a.xlsx").frame.shape == (1, 1)


def test_of_several_sheets_the_first_that_holds_anything_is_read():
    body = workbook({"cover": [], "data": [["year", "y"], [2001, 1.5], [2002, 2.5]], "more": [["z"], [1]]})
    table = read_table(body, "a.csv")
    assert table.sheets == ("data", "cover", "more")
    assert table.notes[0].facts == {"sheet": "data", "others": ["cover", "more"]}
    assert to_dataset(table).frequency == "YS"
    assert list(read_table(body, "a.csv", Choices(sheet="more")).frame) == ["z"]
    assert refusal(lambda: read_table(body, "a.csv", Choices(sheet="none"))).key == "unknown_sheet"
    assert refusal(lambda: read_table(body, "a.csv", Choices(sheet="cover"))).key == "no_rows"


def test_a_title_page_before_the_table_is_passed_over_unless_there_is_nothing_else():
    remarks = [["Visits of the shop"], ["Counted by hand"]]
    body = workbook({"read me": remarks, "data": [["day", "y"], ["2024-01-01", 3], ["2024-01-02", 4]]})
    assert read_table(body, "a.xlsx").sheets == ("data", "read me")
    assert read_table(body, "a.xlsx", Choices(sheet="read me")).sheets[0] == "read me"
    assert read_table(workbook({"read me": remarks}), "a.xlsx").sheets == ("read me",)
    column = workbook({"y": [["y"], [1], [2]], "more": [["a", "b"], [1, 2]]})
    assert read_table(column, "a.xlsx").sheets[0] == "y"


def test_a_file_name_is_shown_without_its_folders():
    assert read_table(b"y\n1\n", "../../etc/x.csv").name == "x.csv"
    assert read_table(b"y\n1\n", "C:\\a\\b.csv").name == "b.csv"


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_but_never_break(body):
    try:
        to_dataset(read_table(body, "a"))
    except UserError:
        pass


@settings(max_examples=100)
@given(st.text(alphabet="0123456789-/.,;:\n\tae\"' 年月", max_size=200))
def test_figures_in_any_disorder_are_read_or_refused_but_never_break(text):
    try:
        to_dataset(read_table(text.encode(), "a"))
    except UserError:
        pass


@needs_real_data
@pytest.mark.parametrize(
    "name, rows, frequency, target",
    [
        ("series/ETTh1.csv", 17_420, "h", "OT"),
        ("series/airline-passengers.csv", 144, "MS", "Passengers"),
        ("series/daily-min-temperatures.csv", 3_650, "D", "Temp"),
        ("series/monthly-sunspots.csv", 2_820, "MS", "Sunspots"),
        ("stocks/stocknet_2012_2017/AAPL.csv", 1_258, "B", "Adj Close"),
        ("awkward/BTC-USD_yahoo_null_row.csv", 3_221, "D", "Adj Close"),
        ("awkward/AirQualityUCI_semicolon_decimalcomma.csv", 9_357, "h", "AH"),
        ("awkward/AirQualityUCI.xlsx", 9_357, "h", "AH"),
        ("awkward/SILSO_sunspots_semicolon_noheader.csv", 3_296, "MS", "column_4"),
        ("awkward/AAPL_unadjusted_newest_first.csv", 6_496, "B", "Close"),
        ("stocks/yfinance_bad/4063-T-1d-bad-div.csv", 667, "B", "Adj Close"),
    ],
)
def test_real_files_load(name, rows, frequency, target):
    dataset = to_dataset(read_table((REAL / name).read_bytes(), name))
    assert (len(dataset.frame), dataset.frequency, dataset.target) == (rows, frequency, target)


@needs_real_data
@pytest.mark.parametrize(
    "name, key",
    [
        ("awkward/AirQualityUCI_is_really_a_zip.csv", "not_a_table"),
        ("awkward/supermarket_sales.xlsx", "different_values_at_one_time"),
        ("textgen/tinyshakespeare.txt", "no_numeric_column"),
        ("translation/cmn_eng_2col.txt", "no_numeric_column"),
    ],
)
def test_real_files_that_are_no_series_are_refused(name, key):
    assert refusal(lambda: to_dataset(read_table((REAL / name).read_bytes(), name))).key == key


@pytest.mark.parametrize("body", [b"1," * 400_000, b"," * 20_000 + b"\n1"])
def test_a_line_that_no_table_has_is_refused_at_once(body):
    assert refusal(lambda: read_table(body, "a.csv")).key == "too_many_cells"


def test_a_cell_as_long_as_a_book_is_no_number():
    text = 'y\n"' + "1," * 200_000 + '"\n'
    assert refusal(lambda: load(text)).key in ("no_numeric_column", "no_rows")


@pytest.mark.parametrize(
    "delimiter, text",
    [(" ", "year  y\n2001   1.5\n2002  10.5\n"), (",", "# made by x\n# y, z\nyear,y\n2001,1.5\n2002,10.5\n")],
)
def test_blanks_may_separate_and_comments_precede(delimiter, text):
    table = read_table(text.encode(), "a.txt")
    assert table.delimiter == delimiter
    assert list(to_dataset(table).frame["y"]) == [1.5, 10.5] and to_dataset(table).frequency == "YS"


def test_a_time_that_cannot_be_read_is_asked_about():
    text = "date,y\n13/02/2024,1\n02/14/2024,2\n03/15/2024,4\n"
    with pytest.raises(UserError) as caught:
        load(text)
    assert caught.value.key == "time_unclear"
    assert caught.value.facts == {"column": "date", "example": "13/02/2024"}
    assert list(load(text, time=()).frame["y"]) == [1, 2, 4]
    assert list(load(text, time=(), newest_first=True).frame["y"]) == [4, 2, 1]


def test_offsets_from_utc_are_said():
    dataset = load("time,y\n2024-01-01 00:00:00-05:00,1\n2024-01-02 00:00:00-05:00,2\n")
    assert facts(dataset, "offsets_left_out") == {} and dataset.frequency == "D"


@pytest.mark.parametrize("zone", ["Z", " UTC", "+00:00", "+0000"])
def test_stamps_in_utc_are_called_so(zone):
    dataset = load(f"time,y\n2024-01-01 00:00:00{zone},1\n2024-01-01 00:30:00{zone},2\n")
    assert facts(dataset, "times_in_utc") == {}
    assert "offsets_left_out" not in [note.key for note in dataset.notes]


def test_one_stamp_off_utc_is_enough_for_offsets():
    dataset = load("time,y\n2024-01-01 00:00:00+00:00,1\n2024-01-02 00:00:00+01:00,2\n")
    assert "times_in_utc" not in [note.key for note in dataset.notes]
    assert facts(dataset, "offsets_left_out") == {}
