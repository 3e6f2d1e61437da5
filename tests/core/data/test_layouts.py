import numpy as np
import pandas as pd
import pytest

from core.data.choices import Choices
from core.data.files import read_table
from core.data.series import to_dataset


def load(text, **chosen):
    choices = Choices(**chosen)
    return to_dataset(read_table(text.encode(), "a.csv", choices), choices)


def keys(dataset):
    return [note.key for note in dataset.notes]


def test_years_as_columns_become_rows_and_it_is_said():
    data = load("Country,Code,2001 [YR2001],2002 [YR2002],2003 [YR2003]\nFrance,FRA,1,2,3\nChad,TCD,4,..,6\n")
    assert data.frequency == "YS" and list(data.frame) == ["France", "Chad"]
    assert np.array_equal(data.frame["Chad"], [4, np.nan, 6], equal_nan=True)
    assert "rows_turned" in keys(data) and "series_taken" in keys(data)


def test_one_of_these_rows_may_be_taken():
    data = load("item,2024-01-01,2024-01-02,2024-01-03\nA,1,2,3\nB,3,4,5\n", kept=("B",))
    assert list(data.frame.iloc[:, 0]) == [3, 4, 5] and data.name == "a.csv · B"


def test_a_column_per_month_is_read_along_the_rows():
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    data = load(f"Year,{months}\n" + "".join(f"{y},{','.join(map(str, range(12)))}\n" for y in (1990, 1991)))
    assert data.frequency == "MS" and list(data.frame["value"]) == [*range(12), *range(12)]
    assert "months_stacked" in keys(data)


def test_rows_of_series_without_dates_are_turned_when_asked():
    text = "V1,V2,V3,V4,V5\nY1,1,2,3,4\nY2,5,6,7,\n"
    assert load(text).frame.shape == (2, 4)  # as it stands nothing says which way it lies
    data = load(text, layout="rows")
    assert list(data.frame) == ["Y1", "Y2"] and data.frequency is None
    assert np.array_equal(data.frame["Y2"], [5, 6, 7, np.nan], equal_nan=True)


def test_a_person_may_keep_a_table_as_it_stands():
    data = load("item,2001,2002,2003\nA,1,2,3\nB,3,4,5\n", layout="columns")
    assert list(data.frame) == ["2001", "2002", "2003"]


WEEKS = [str(day.date()) for day in pd.date_range("2022-01-03", periods=120, freq="7D")]


def wide(labels, header, columns=WEEKS, rows=4):
    body = [",".join([*labels(n), *(str(100 * n + 7 * k) for k in range(len(columns)))]) for n in range(rows)]
    return ",".join([*header, *columns]) + "\n" + "\n".join(body) + "\n"


def test_columns_are_counted_after_turning():
    data = load(
        wide(
            lambda n: [f"region {n}"],
            ["region"],
            [str(d.date()) for d in pd.date_range("2000", periods=1500)],
        )
    )
    assert data.frame.shape == (1500, 4)


def test_series_are_named_by_their_texts_together():
    text = wide(
        lambda n: ["abcd"[n // 2], "NS"[n % 2], f"{n}.5", f"{10 - n}.25"],
        ["Country", "Province", "Lat", "Long"],
    )
    data = load(text)
    assert list(data.frame) == ["a / N", "a / S", "b / N", "b / S"]
    told = {note.key: note.facts for note in data.notes}
    assert told["columns_not_turned"] == {"columns": ["Lat", "Long"]}
    assert told["rows_turned"]["names"] == "Country / Province"


def test_texts_that_tell_nothing_more_are_no_part_of_a_name():
    text = wide(
        lambda n: [f"land {n}", f"L{n}", "people", "PPL"], ["Country", "Code", "Indicator", "Indicator code"]
    )
    assert list(load(text).frame) == ["land 0", "land 1", "land 2", "land 3"]


def test_without_texts_an_id_names_them():
    assert list(load(wide(lambda n: [str(9000 + n)], ["Part"])).frame) == ["9000", "9001", "9002", "9003"]


def test_series_that_share_their_name_are_numbered():
    assert list(load(wide(lambda n: ["x"], ["name"])).frame) == ["x", "x (2)", "x (3)", "x (4)"]


@pytest.mark.parametrize("step", ["V{}", "d_{}", "{}", "week {}"])
def test_columns_of_numbered_steps_are_turned(step):
    columns = [step.format(n) for n in range(2, 32)]
    data = load(wide(lambda n: [f"H{n}"], ["V1" if step == "V{}" else "name"], columns))
    assert data.frame.shape == (30, 4) and list(data.frame) == ["H0", "H1", "H2", "H3"]
    assert list(data.frame["H1"][:3]) == [100, 107, 114] and "rows_turned" in keys(data)


def test_numbered_columns_beside_a_date_are_no_steps():
    text = wide(lambda n: [f"2024-01-0{n + 1}"], ["day"], [f"x{n}" for n in range(60)])
    data = load(text)
    assert data.frame.shape == (4, 60) and data.frequency == "D"


def test_a_total_beside_the_months_is_left_out_aloud():
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    data = load(
        f"Year,{months},Annual\n" + "".join(f"{y},{','.join(map(str, range(12)))},66\n" for y in (1990, 1991))
    )
    assert {note.key: note.facts for note in data.notes}["columns_not_turned"] == {"columns": ["Annual"]}
