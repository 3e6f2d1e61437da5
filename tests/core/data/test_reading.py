import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data import reading
from core.data.choices import Choices
from core.data.files import SIZE_LIMIT, read_table
from core.data.frame import from_parquet, to_parquet
from core.data.outline import HEAD
from core.data.reading import read_here, read_like
from core.data.series import to_dataset
from core.errors import UserError
from core.sandbox import asking
from core.sandbox.limits import Limits

LINES = "".join(
    f"{day.date()},{place},{place * 0.5}\n" for place, day in enumerate(pd.date_range("2001", periods=900))
)
TEXT = f"day,a,b\n{LINES}".encode()
OPEN = b"01/02/2024,1\n02/03/2024,2\n03/04/2024,5\n"  # day or month?


LONG = "day,who,y\n" + "".join(
    f"{day.date()},{who},{n % 7}\n" for n, day in enumerate(pd.date_range("2001", periods=60)) for who in "ab"
)


def test_a_file_is_read_apart_with_the_same_result():
    table, choices = read_table(TEXT, "a.csv"), Choices(time=())
    read, same = reading.read(TEXT, "a.csv", choices), to_dataset(read_table(TEXT, "a.csv"), choices)
    pd.testing.assert_frame_equal(read.outline.head, table.frame.head(HEAD).astype(str))
    assert (read.outline.times, read.outline.sheets) == (("day",), ())
    assert (read.outline.time, read.found.time) == ((), ("day",))
    data = read.get()
    assert (data.sha256, data.name, data.notes) == (same.sha256, same.name, same.notes)
    pd.testing.assert_frame_equal(data.frame, same.frame)
    assert read.data is data and read.question is read.refusal is None and not read.asked


def test_an_open_question_is_a_value():
    read = reading.read(OPEN, "a.csv")
    assert read.outline.columns and read.data is read.refusal is None
    assert read.question.key == "day_month_ambiguous" and read.question.facts["example"] == "01/02/2024"
    assert read.asked[0].key == read.question.key == read.left(0).key
    with pytest.raises(UserError, match="day_month_ambiguous"):
        read.get()


def test_an_answered_question_is_still_known():
    read = reading.read(OPEN, "a.csv", Choices(day_first=False))
    assert list(read.get().frame.index.day) == [2, 3, 4]
    assert [one.key for one in read.asked] == ["day_month_ambiguous"] and read.left(0) is None


def test_an_answer_that_does_not_do_is_refused():
    read = reading.read(LONG.encode(), "a.csv", Choices(series=()))
    assert read.question is None and read.refusal.key == read.left(0).key != read.asked[0].key
    assert [one.key for one in read.asked] == ["several_series"]
    unknown = reading.read(LONG.encode(), "a.csv", Choices(series=("whom",)))
    assert unknown.refusal.key == "unknown_column" and unknown.left(0) is None


def test_questions_are_asked_one_after_the_other():
    body = "day,who,y\n" + "".join(f"{1 + n % 9:02}/01/2024,{who},{n}\n" for n in range(9) for who in "ab")
    for choices, keys in (
        (Choices(), ["day_month_ambiguous"]),
        (Choices(day_first=True), ["day_month_ambiguous", "several_series"]),
        (Choices(day_first=True, series=("who",)), ["day_month_ambiguous", "several_series"]),
    ):
        read = reading.read(body.encode(), "a.csv", choices)
        assert [one.key for one in read.asked] == keys
        assert bool(read.data) == bool(choices.series) == (read.question is None)


def test_rows_whose_times_are_unclear_are_counted_once_their_order_is_said():
    body = "Date,y\n" + "".join(f"lot {n % 7}-{900 - n}/2019,{n}\n" for n in range(100))
    assert reading.read(body.encode(), "a.csv").question.key == "time_unclear"
    read = reading.read(body.encode(), "a.csv", Choices(newest_first=True))
    same = to_dataset(read_table(body.encode(), "a.csv"), Choices(time=(), newest_first=True))
    assert (read.get().sha256, read.get().notes) == (same.sha256, same.notes)
    assert read.left(0) is None and read.outline.time == ()


def test_what_stands_for_a_field_does_not_depend_on_it_or_on_later_ones():
    body, plain = LONG.encode(), reading.read(LONG.encode(), "a.csv").found
    chosen = reading.read(body, "a.csv", Choices(series=("who",), kept=("a",), time=(), delimiter="|"))
    same = ("encoding", "delimiter", "decimal", "header_rows", "sheets", "turned", "strays")
    assert [getattr(chosen.found, name) for name in same] == [getattr(plain, name) for name in same]
    assert chosen.outline.delimiter == "|"
    found = reading.read(body, "a.csv", Choices(series=(), time=())).found
    assert (found.time, found.columns) == (("day",), plain.columns)
    found = reading.read(body, "a.csv", Choices(series=())).found
    assert (found.time, found.named, found.series) == (("day",), ("who",), plain.series)


@given(
    st.sampled_from([TEXT, OPEN, LONG.encode()]),
    st.builds(
        Choices,
        time=st.sampled_from([None, (), ("day",), ("a",)]),
        day_first=st.sampled_from([None, True, False]),
        combine=st.sampled_from([None, "sum"]),
        series=st.sampled_from([None, (), ("who",)]),
        header_rows=st.sampled_from([None, 0, 1]),
        delimiter=st.sampled_from([None, ";"]),
    ),
)
@settings(max_examples=60, deadline=None)
def test_what_is_read_is_what_the_table_gives_by_the_same_choices(body, choices):
    def straight():
        try:
            return to_dataset(read_table(body, "a.csv", choices), choices).sha256
        except UserError as error:
            return error.key, str(error.facts)

    def read():
        try:
            return reading.read_here(body, "a.csv", choices).get().sha256
        except UserError as error:
            return error.key, str(error.facts)

    assert read() == straight()


@pytest.mark.parametrize("least", [{"memory": 1 << 20}, {"memory": 4 << 30, "wall": 0.001}])
def test_a_file_that_takes_too_much_is_refused(monkeypatch, least):
    monkeypatch.setattr(asking, "limits", lambda: Limits(**least))
    with pytest.raises(UserError, match="too_heavy_to_read"):
        reading.read(TEXT + LINES.encode() * 150, "a.csv")


def test_what_is_beyond_the_limit_is_not_even_handed_on(monkeypatch):
    monkeypatch.setattr(reading, "apart", None)
    with pytest.raises(UserError, match="file_too_large"):
        reading.read(bytes(SIZE_LIMIT + 1), "a.csv")


def test_a_later_file_is_read_as_the_first_one_was():
    rows = "\n".join(f"{day:02d}/02/2024,{value}" for day, value in enumerate("314159265358", 1))
    chosen = Choices(day_first=True, time=("day",))
    first = read_here(f"day,v\n{rows}".encode(), "first.csv", chosen).get()
    kept = from_parquet(to_parquet(first))
    assert Choices.of(kept.read) == chosen and kept.sha256 == first.sha256
    later = read_like(kept, b"day,v\n01/03/2024,5\n02/03/2024,6\n03/03/2024,7", "later.csv", read_here)
    assert [str(time.date()) for time in later.frame.index] == ["2024-03-01", "2024-03-02", "2024-03-03"]
    counted = read_like(kept, b"v\n5\n6\n7", "other.csv", read_here)  # without that column: as it is found
    assert len(counted.frame) == 3
