"""One contract over all sources of series: whoever adds a row is told here what it still lacks."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from core.cli.options import parameters
from core.data.choices import Choices
from core.data.samples import load_sample
from core.data.sources import SOURCES, Asked, named_source
from core.errors import UserError
from core.tasks.forecast.command import begin_sweep, forecast, series
from core.words.locales import catalogue, languages

ROOT = Path(__file__).resolve().parents[3]
each = pytest.mark.parametrize("name", SOURCES)
FIGURES = "day,a,b\n" + "".join(f"2024-01-{day:02},{day},{day % 3}\n" for day in range(1, 29))


@each
def test_a_source_is_named_once_and_has_its_words(name):
    assert SOURCES[name].name == name
    assert all(f"source.{name}" in catalogue(language) for language in languages())


@each
def test_what_loads_it_is_there(name):
    if SOURCES[name].load is not None:
        module, _, function = SOURCES[name].load.rpartition(".")
        assert callable(getattr(import_module(module), function))


def test_the_table_imports_none_of_them():
    told = subprocess.run(
        [sys.executable, "-c", "import core.data.sources, sys, json; print(json.dumps(list(sys.modules)))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    modules = [one.load.rpartition(".")[0] for one in SOURCES.values() if one.load]
    assert not {"yfinance", *modules} & set(json.loads(told.stdout))


def test_a_sample_and_a_file_are_loaded_by_what_a_person_names(tmp_path):
    sample = SOURCES["sample"].of(Asked("seasonal", tmp_path))
    assert sample.sha256 == load_sample("seasonal").sha256
    path = tmp_path / "a.csv"
    path.write_text(FIGURES)
    data = SOURCES["file"].of(Asked(str(path), tmp_path, Choices(time=()), "a"))
    assert (data.target, data.name, data.frequency) == ("a", "a.csv", None)
    with pytest.raises(UserError, match="no_such_file"):
        SOURCES["file"].of(Asked(str(tmp_path / "b.csv"), tmp_path))


def test_prices_are_fetched_by_their_symbol(tmp_path, monkeypatch):
    asked = []

    class Fetched:
        dataset = load_sample("seasonal")

    monkeypatch.setattr(
        "core.data.tickers.history", lambda *given, **how: asked.append((given, how)) or Fetched
    )
    assert SOURCES["ticker"].of(Asked("AAPL", tmp_path)) is Fetched.dataset
    assert asked[0][0] == ("AAPL",) and asked[0][1]["cache"] == tmp_path


def test_one_source_is_wanted(tmp_path):
    assert named_source({"sample": "seasonal", "ticker": None}) == (SOURCES["sample"], "seasonal")
    for given in ({"sample": None}, {"sample": "seasonal", "ticker": "AAPL"}):
        with pytest.raises(UserError, match="one_source_wanted"):
            named_source(given)


def test_the_command_line_has_an_option_for_each_and_asks_the_table(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text(FIGURES)
    wanted = [name for name, source in SOURCES.items() if source.option]
    for command in (forecast, begin_sweep):
        assert set(wanted) < {one.name for one in parameters(command)}
    assert wanted == [name for name in SOURCES if name not in ("file", "paste")]
    assert series(print, None, None, [], sample="seasonal", ticker=None).name == "seasonal"
    assert series(print, path, None, ["header_rows=1"], sample=None).target == "b"
    assert "Target: b" in capsys.readouterr().err
    with pytest.raises(UserError, match="one_source_wanted"):
        series(print, path, None, [], ticker="AAPL")
