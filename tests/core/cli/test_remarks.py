import io
import re
import time

import pytest

from core.cli.heartbeat import progress_lines
from core.cli.remarks import ANSWERS, OPTIONS, answer, remark, say
from core.data.choices import Choices, choices_from
from core.errors import UserError
from core.notes import Note
from core.tasks.forecast.command import series
from core.words.locales import catalogue

ENGLISH = catalogue("en")


@pytest.mark.parametrize("key", OPTIONS)
def test_every_remark_with_an_option_has_a_sentence_and_a_field(key):
    assert f"note.{key}" in ENGLISH
    for field in re.findall(r"--read (\w+)=", OPTIONS[key]):
        assert field in vars(Choices())


@pytest.mark.parametrize("key", ANSWERS)
def test_every_answer_belongs_to_an_error(key):
    assert f"error.{key}" in ENGLISH


def test_a_remark_names_the_option_that_changes_it():
    told = remark(Note("rows_combined", {"how": "sum", "rows": 4}))
    assert told == "4 rows that shared their time with others: add them up. (--read combine=…)"
    assert len(remark(Note("series_taken", {"names": "x, " * 500, "of": 500}))) < 300


def test_a_question_is_answered_with_its_columns():
    error = UserError("several_series", column=["store", "item"], count=6)
    option = re.search(r'--read "(.*?)"', answer(error))[1]
    assert choices_from([option]).series == ("store", "item")
    assert answer(UserError("no_rows")) == ""


def test_remarks_go_to_stderr_and_the_target_is_told(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("day,price,units\n" + "".join(f"2024-01-{n:02d},{n % 3},{n}\n" * 2 for n in range(1, 29)))
    data = series(say, path, None, ["combine=sum"])
    told = capsys.readouterr()
    assert data.target == "units" and told.out == ""
    assert "Added up: units. Averaged" in told.err and "--read averaged=" in told.err
    assert "Target: units (another: --target COLUMN)" in told.err


def test_without_a_terminal_there_is_a_line_again_and_again():
    stream = io.StringIO()
    with progress_lines(stream, every=0.02) as tell:
        time.sleep(0.05)
        tell("GRU 1 of 3")
        time.sleep(0.05)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "0 s: starting" and lines[-1] == "0 s: GRU 1 of 3"


def test_lists_in_a_remark_are_parted_by_commas():
    assert "a, b, c" in remark(Note("columns_left_out", {"columns": ["a", "b", "c"]}))
    assert len(remark(Note("series_taken", {"names": ["x"] * 500, "of": 500}))) < 300
