"""A data folder that cannot be written, and a disk that is full: a sentence on every page, no traceback."""

import os
import subprocess
import sys

import pytest

from app import frame
from app.i18n import translator
from core.store.engine_process import ROOT
from core.store.trouble import StoreTrouble

PAGES = ["", "forecast", "sentiment", "experiments"]
LANGUAGES = ["en", "zh"]


@pytest.fixture
def no_folder(home, monkeypatch):
    (home / "file").write_text("in the way")
    monkeypatch.setenv("UNROLLED_HOME", str(home / "file" / "below"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_the_folder_cannot_be_written(page, no_folder, name):
    shown = page(name)
    (told,) = [error.value for error in shown.error]
    assert "cannot be written" in told and "UNROLLED" in told and not shown.exception


def test_the_folder_is_looked_at_again_without_a_restart(page, no_folder, monkeypatch, home):
    assert page().error
    monkeypatch.setenv("UNROLLED_HOME", str(home / "other"))
    shown = page()
    assert not shown.error and not shown.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_is_told_while_an_experiment_waits(page, filled_store, monkeypatch, language):
    _, id = filled_store("running")
    for place in ("app.frame.out_of_room", "app.experiments.live.out_of_room"):
        monkeypatch.setattr(place, lambda folder: True)
    shown = page("forecast", experiment=id, lang=language)
    assert {error.value for error in shown.error} == {translator(language)("error.disk_full")}
    assert not shown.exception
    monkeypatch.undo()


def test_a_store_that_fails_later_is_told_too(page, filled_store, monkeypatch):
    def failing(*given):
        raise StoreTrouble("store_failing", reason="disk I/O error")

    monkeypatch.setattr(frame, "engine_status", failing)
    shown = page("experiments")
    assert "does not read or write" in shown.error[0].value and not shown.exception


def test_two_people_see_how_many_are_ahead_of_them(page, filled_store):
    t = translator("en")
    _, first = filled_store("queued", "random_walk")
    _, second = filled_store("queued", "random_walk")
    assert page("forecast", experiment=first).get("progress")[0].proto.text == t("progress.next")
    assert page("forecast", experiment=second).get("progress")[0].proto.text == t("progress.queued", ahead=1)


def test_who_shares_the_workers_is_told_so(page, filled_store):
    _, mine = filled_store("running", "random_walk")
    filled_store("queued", "random_walk")
    shown = page("forecast", experiment=mine).get("progress")[0].proto.text
    assert translator("en")("progress.shared", others=1) in shown


@pytest.mark.parametrize("command", [["core", "forecast", "--sample", "chaotic"], ["core.engine"]])
def test_the_command_line_says_so_in_one_line(no_folder, command):
    ran = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=90
    )
    told = [line for line in ran.stderr.splitlines() if "cannot be written" in line]
    assert ran.returncode in (1, 2) and len(told) == 1 and "Traceback" not in ran.stderr
