import pytest

from core.data.files import read_table
from core.data.series import to_dataset
from core.data.web_tables import read_web_page
from core.errors import UserError

ROWS = "".join(f"<tr><td>2024-01-{n:02d}</td><td>{n},50&nbsp;</td></tr>" for n in range(1, 29))
HEAD = "<tr><th>Day</th><th>Sold</th></tr>"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><table>{HEAD}{ROWS}</table></body></html>",
        f"Made by hand\n\n<html><table>{HEAD}{ROWS}</table>",
        f"<!DOCTYPE html>\n<table><tr><td>menu</td></tr></table><table>{HEAD}{ROWS}</table>",
        f"<table><tr><td><table>{HEAD}{ROWS}</table></td></tr></table>",
        f"<meta charset='utf-8'><TABLE>{HEAD}{ROWS}</TABLE>",
    ],
)
def test_the_table_of_a_web_page_is_read_under_any_name(page):
    data = to_dataset(read_table(page.encode(), "report.xls"))
    assert data.frequency == "D" and list(data.frame["Sold"]) == [n + 0.5 for n in range(1, 29)]
    assert data.notes[0].key == "web_page"


def test_cells_that_span_rows_or_columns_keep_the_others_in_place():
    page = (
        "<table><tr><th rowspan=2>Day</th><th colspan=2>North</th></tr><tr><th>a</th><th>b</th></tr>"
        "<tr><td rowspan=2>1 May</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    assert read_web_page(page) == [
        ["Day", "North", ""],
        ["Day", "a", "b"],
        ["1 May", "1", "2"],
        ["1 May", "3", "4"],
    ]


@pytest.mark.parametrize("page", ["<html>", "<html><table><tr><td>1</td></tr></table>", "<table>"])
def test_a_page_without_a_table_is_called_what_it_is(page):
    with pytest.raises(UserError) as caught:
        read_table(page.encode(), "a.xls")
    assert caught.value.key == "web_page_without_table"


def test_markup_within_quoted_cells_makes_no_page():
    table = read_table(b'id,text\n1,"a\n<table>\nb"\n2,c\n', "a.csv")
    assert table.frame.shape == (2, 2)
