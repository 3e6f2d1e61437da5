import pandas as pd
import pytest

from core.data import reading
from core.data.choices import AS_FOUND, Choices
from core.data.files import SIZE_LIMIT, read_table
from core.data.series import to_dataset
from core.errors import UserError
from core.sandbox import asking
from core.sandbox.limits import Limits

LINES = "".join(
    f"{day.date()},{place},{place * 0.5}\n" for place, day in enumerate(pd.date_range("2001", periods=900))
)
TEXT = f"day,a,b\n{LINES}".encode()
OPEN = b"01/02/2024,1\n02/03/2024,2\n03/04/2024,5\n"  # day or month?


def test_a_file_is_read_apart_with_the_same_result():
    table = read_table(TEXT, "a.csv")
    outline, data = reading.outline(TEXT, "a.csv"), reading.dataset(TEXT, "a.csv", Choices(time=()))
    pd.testing.assert_frame_equal(outline.head, table.frame.head(reading.HEAD).astype(str))
    assert (outline.times, outline.sheets) == (("day",), ())
    same = to_dataset(table, Choices(time=()))
    assert (data.sha256, data.name, data.notes) == (same.sha256, same.name, same.notes)
    pd.testing.assert_frame_equal(data.frame, same.frame)


def test_a_file_is_looked_at_and_read_in_one_go():
    seen, outline = reading.seen(TEXT, "a.csv"), reading.outline(TEXT, "a.csv")
    assert seen.data.get().sha256 == reading.dataset(TEXT, "a.csv").sha256
    assert (seen.outline.get().columns, seen.outline.get().time) == (outline.columns, outline.time)
    seen = reading.seen(OPEN, "a.csv", AS_FOUND)
    assert seen.outline.get().columns
    with pytest.raises(UserError, match="day_month_ambiguous"):
        seen.data.get()


def test_what_is_wrong_is_told():
    with pytest.raises(UserError) as caught:
        reading.dataset(OPEN, "a.csv")
    assert caught.value.key == "day_month_ambiguous"
    assert caught.value.facts["example"] == "01/02/2024"


@pytest.mark.parametrize("given", [{"memory": 1 << 20}, {"memory": 4 << 30, "wall": 0.001}])
def test_a_file_that_takes_too_much_is_refused(monkeypatch, given):
    monkeypatch.setattr(asking, "limits", lambda: Limits(**given))
    with pytest.raises(UserError, match="too_heavy_to_read"):
        reading.outline(TEXT + LINES.encode() * 150, "a.csv")


def test_what_is_beyond_the_limit_is_not_even_handed_on(monkeypatch):
    monkeypatch.setattr(reading, "apart", None)
    with pytest.raises(UserError, match="file_too_large"):
        reading.outline(bytes(SIZE_LIMIT + 1), "a.csv")
