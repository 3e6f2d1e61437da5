import pytest

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
