import io

import pytest
import xlsxwriter

from core.data.files import read_table
from core.data.headers import column_names, header_rows, named

DATA = [["2024-01-01", "1.5", "2"], ["2024-01-02", "2.5", "3"], ["2024-01-03", "3.5", "4"]]


@pytest.mark.parametrize(
    "above, names",
    [
        ([], ["column_1", "column_2", "column_3"]),
        ([["date", "open", "close"]], ["date", "open", "close"]),
        (
            [["Price", "Close", "High"], ["Ticker", "AAPL", "AAPL"], ["Date", "", ""]],
            ["Date", "Close", "High"],
        ),
        (
            [["Price", "Close", "Close"], ["Ticker", "AAPL", "MSFT"], ["Date", "", ""]],
            ["Date", "AAPL", "MSFT"],
        ),
        ([["date", "temp", "wind"], ["", "°C", "m/s"]], ["date", "temp °C", "wind m/s"]),
        ([["Sales report"], ["Company X"], ["date", "y", "z"]], ["date", "y", "z"]),
        ([["# source: a", "b"], ["# date", "y", "z"]], ["date", "y", "z"]),
        ([["", "Europe", "Asia"], ["day", "FR", "JP"]], ["day", "Europe FR", "Asia JP"]),
    ],
)
def test_names_come_from_all_lines_above_the_data(above, names):
    rows = above + DATA
    assert header_rows(rows) == len(above)
    assert list(named(rows, header_rows(rows))) == names


def test_a_cell_that_spans_columns_names_them_all():
    rows = [["", "Close", "", "High", ""], ["day", "A", "B", "A", "B"], *([*row, "5", "6"] for row in DATA)]
    assert list(named(rows, header_rows(rows))) == ["day", "Close A", "Close B", "High A", "High B"]


def test_a_text_column_does_not_hide_a_missing_header():
    assert header_rows([["2024-01-01", "AAPL", "5"], ["2024-01-02", "AAPL", "6"]]) == 0


@pytest.mark.parametrize("cells", [["2001", "2002", "2003"], ["0", "1", "2"]])
def test_years_and_places_in_a_row_are_names(cells):
    assert header_rows([["country", *cells], ["FR", "5", "7", "1"], ["DE", "6", "9", "2"]]) == 1


def test_text_alone_has_one_line_of_names():
    assert header_rows([["review", "label"], ["good", "pos"], ["bad", "neg"]]) == 1


def test_missing_values_do_not_make_a_header_of_a_row():
    assert header_rows([["day", "y"], ["2024-01-01", "null"], ["2024-01-02", "5"]]) == 1


def test_lines_without_any_name_leave_names_blank():
    assert column_names([["", ""]], 2) == ["", ""]


def test_three_lines_of_names_are_put_together():
    above = [
        ["", "North", "", "South", ""],
        ["", "sold", "price", "sold", "price"],
        ["day", "pieces", "EUR", "pieces", "EUR"],
    ]
    rows = [*above, *([*row, "5", "6"] for row in DATA)]
    names = ["day", "North sold pieces", "North price EUR", "South sold pieces", "South price EUR"]
    assert list(named(rows, header_rows(rows))) == names


def test_the_last_group_of_names_ends_as_the_others_do():
    rows = [["", "North", "", "South", "", "", ""], ["day", "sold", "price", "sold", "price", "rain", "wind"]]
    rows += [[*row, "5", "6", "7", "8"] for row in DATA]
    names = ["day", "North sold", "North price", "South sold", "South price", "rain", "wind"]
    assert list(named(rows, header_rows(rows))) == names


@pytest.mark.parametrize("row", [["good", "warm soup, kind people"], ["0", "a text that is long"]])
def test_a_line_that_begins_with_a_label_of_the_others_is_no_header(row):
    label = row[0]
    rows = [row, *([other, f"text number {n}"] for n in range(9) for other in (label, "other"))]
    assert header_rows(rows) == 0


@pytest.fixture
def merged():
    """A workbook with a title, a group of columns beside others, and regions over several rows."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    sheet = book.add_worksheet("data")
    sheet.merge_range("A1:C1", "Sales of 2024")
    sheet.merge_range("A3:A4", "Region")
    sheet.merge_range("B3:B4", "Day")
    sheet.merge_range("C3:D3", "Shop")
    sheet.write_row("C4", ["sold", "price", "rain", "wind"])
    for place, region in enumerate(("North", "South")):
        sheet.merge_range(4 + 5 * place, 0, 8 + 5 * place, 0, region)
        for n in range(5):
            sheet.write_row(4 + 5 * place + n, 1, [f"2024-01-{n + 1:02d}", n + 10 * place, 2.5, 3, 4])
    book.close()
    return body.getvalue()


def test_merged_cells_reach_as_far_as_they_are_merged(merged):
    table = read_table(merged, "a.xlsx")
    assert list(table.frame) == ["Region", "Day", "Shop sold", "Shop price", "rain", "wind"]
    assert list(table.frame["Region"]) == ["North"] * 5 + ["South"] * 5
