import subprocess
import sys

import pandas as pd
import pytest

from core.data import apart as limits
from core.data import reading
from core.data.choices import Choices
from core.data.files import read_table
from core.data.series import to_dataset
from core.errors import UserError

apart = pytest.mark.skipif(sys.platform == "win32", reason="everything is read in one process there")
LINES = "".join(
    f"{day.date()},{place},{place * 0.5}\n" for place, day in enumerate(pd.date_range("2001", periods=900))
)
TEXT = f"day,a,b\n{LINES}".encode()


@pytest.fixture
def everything_is_large(monkeypatch):
    """Count the processes that read."""
    started = []
    run = subprocess.run
    monkeypatch.setattr(reading, "LARGE", {"text": 1})
    monkeypatch.setattr(limits.subprocess, "run", lambda *a, **k: started.append(1) or run(*a, **k))
    return started


@apart
def test_a_large_file_is_read_apart_with_the_same_result(everything_is_large):
    table = read_table(TEXT, "a.csv")
    outline, data = reading.outline(TEXT, "a.csv"), reading.dataset(TEXT, "a.csv", Choices(time=()))
    assert len(everything_is_large) == 2
    pd.testing.assert_frame_equal(outline.head, table.frame.head(reading.HEAD).astype(str))
    assert (outline.times, outline.sheets) == (("day",), ())
    same = to_dataset(table, Choices(time=()))
    assert (data.sha256, data.name, data.notes) == (same.sha256, same.name, same.notes)


def test_a_small_file_needs_no_process(monkeypatch):
    monkeypatch.setattr(limits.subprocess, "run", None)
    assert reading.dataset(TEXT, "a.csv").frame.shape == (900, 2)


@apart
def test_what_is_wrong_with_a_large_file_is_told_as_with_a_small_one(everything_is_large):
    with pytest.raises(UserError) as caught:
        reading.dataset(b"01/02/2024,1\n02/03/2024,2\n03/04/2024,5\n", "a.csv")
    assert everything_is_large and caught.value.key == "day_month_ambiguous"
    assert caught.value.facts["example"] == "01/02/2024"


@apart
@pytest.mark.parametrize("limit, value", [("MOST_MEMORY", 1 << 20), ("PATIENCE", 0.001)])
def test_a_file_that_takes_too_much_is_refused(everything_is_large, monkeypatch, limit, value):
    monkeypatch.setattr(limits, limit, value)
    with pytest.raises(UserError) as caught:
        reading.outline(TEXT + LINES.encode() * 150, "a.csv")
    assert caught.value.key == "too_heavy_to_read"
