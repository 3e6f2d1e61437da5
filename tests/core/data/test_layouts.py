import numpy as np

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
