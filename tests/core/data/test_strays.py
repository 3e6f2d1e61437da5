import pytest

from core.data.choices import Choices
from core.data.files import read_table
from core.data.series import to_dataset

MONTHS = [(f"2023-{n:02d}", 10 * n, n) for n in range(1, 13)]


def load(rows, header="month,sold,price", **chosen):
    text = header + "\n" + "\n".join(",".join(map(str, row)) for row in rows) + "\n"
    choices = Choices(**chosen)
    return to_dataset(read_table(text.encode(), "a.csv", choices), choices)


def left_out(data):
    return next((note.facts for note in data.notes if note.key == "rows_left_out"), None)


@pytest.mark.parametrize(
    "row, told",
    [
        (("Total", 780, 6), "Total, 780, 6"),
        (("Grand total:", 780, ""), "Grand total:, 780"),
        (("合计", 780, ""), "合计, 780"),
        (("Durchschnitt", 65, 6), "Durchschnitt, 65, 6"),
        (("Source: our own books", "", ""), "Source: our own books"),
        (("month", "sold", "price"), "month, sold, price"),
    ],
)
@pytest.mark.parametrize("place", [6, 12])
def test_totals_remarks_and_names_among_the_rows_are_left_out_aloud(row, told, place):
    data = load([*MONTHS[:place], row, *MONTHS[place:]])
    assert data.frequency == "MS" and list(data.frame["sold"]) == [10 * n for n in range(1, 13)]
    assert left_out(data) == {"count": 1, "rows": told}


def test_a_line_of_codes_below_the_names_is_left_out():
    data = load([("Transform:", 5, 5), *MONTHS])
    assert data.frame["sold"].iloc[0] == 10 and left_out(data)["rows"] == "Transform:, 5, 5"


def test_many_subtotals_are_left_out():
    rows = [
        row
        for n, month in enumerate(MONTHS)
        for row in ([month, ("subtotal", 9, 9)] if n % 3 == 2 else [month])
    ]
    assert len(load(rows).frame) == 12 and left_out(load(rows))["count"] == 4


def test_they_may_be_kept():
    assert left_out(load([*MONTHS * 1, ("Total", 780, 6)], strays=True, time=())) is None


def test_a_series_called_total_stays():
    rows = [(day, name, n) for n, (day, *_) in enumerate(MONTHS) for name in ("North", "Total")]
    data = load(rows, header="month,region,sold", series="region")
    assert list(data.frame) == ["North", "Total"] and left_out(data) is None


def test_tables_without_times_lose_nothing():
    data = load([(f"{n} items", n, 2 * n) for n in range(1, 13)] + [("Total", 78, 156)], header="what,a,b")
    assert len(data.frame) == 13 and left_out(data) is None
