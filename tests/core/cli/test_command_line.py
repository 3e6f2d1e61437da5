"""The command line: what comes out, and one line for what cannot be done."""

import json
import os
import runpy
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def here(home, monkeypatch, capsys):
    """Run `python -m core …` in this process: each of its own would import everything anew, for a line.

    Returns its exit code, and what it said on either stream.
    """

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["core", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            runpy.run_module("core", run_name="__main__")
        told = capsys.readouterr()
        return left.value.code or 0, told.out, told.err

    return run


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_a_forecast_comes_with_everything_that_was_promised(unrolled, tmp_path):
    out = tmp_path / "out.json"
    small = (
        "--horizon",
        2,
        "--lookback",
        6,
        "--units",
        4,
        "--seeds",
        2,
        "--updates",
        8,
        "--cells",
        "rnn,gru",
    )
    ran = unrolled("forecast", "--sample", "airline_passengers", *small, "--json", out)
    assert ran.returncode == 0, ran.stderr
    result = json.loads(out.read_text())
    assert len(result["data"]["hash"]) == 64 and result["data"]["rows"] == 144
    assert [(run["cell"], run["seed"]) for run in result["runs"]] == [
        ("rnn", 1),
        ("gru", 1),
        ("rnn", 2),
        ("gru", 2),
    ]
    assert all(run["kernel"] in ("native", "standard") for run in result["runs"])
    assert all(run["metrics"]["mae"] > 0 for run in result["runs"])
    assert {"last_value", "mean", "drift", "seasonal_naive", "ets", "theta", "auto_arima", "ridge"} == {
        row["name"] for row in result["baselines"]
    }
    assert result["audits"]["leakage"]["moved"] == [] and result["audits"]["leakage"]["compared"] > 20
    forecast = result["forecast"]
    assert ran.stdout.startswith("Send the “") and forecast["method"] == result["send"]["method"]
    assert "\nToo little data to tell. (too_little; best cell " in ran.stdout
    assert f"forecast by {forecast['method']}" in ran.stdout and "1961-02-01" in ran.stdout
    assert len(forecast["time"]) == 2 and set(forecast["refitted"]) == {"rnn", "gru"}
    for step in range(2):
        bounds = [forecast[name][step] for name in ("lo95", "lo80", "mean", "hi80", "hi95")]
        assert bounds == sorted(bounds)

    began = time.monotonic()
    known = unrolled("forecast", "--sample", "airline_passengers", *small, "--json", out)
    assert known.returncode == 0 and known.stdout == ran.stdout
    assert "Done before, " in known.stderr and "--again trains anew" in known.stderr
    assert json.loads(out.read_text())["experiment"] == result["experiment"]
    assert time.monotonic() - began < 30, "nothing was trained"


@pytest.mark.engine
@pytest.mark.timeout(200)
def test_ctrl_c_stops_the_runs_and_says_so(shared_engine):
    store = shared_engine.store
    before = {line.experiment.id for line in store.experiments(1)}
    environment = os.environ | {"UNROLLED_HOME": str(store.folder)}
    environment.pop("UNROLLED_ENGINE", None)
    long = ["--sample", "long_memory", "--updates", "50000", "--seeds", "5"]
    command = [sys.executable, "-m", "core", "forecast", *long]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell's & ignores it
    )
    try:
        deadline = time.monotonic() + 90
        while not (asked := {line.experiment.id for line in store.experiments(1)} - before):
            assert time.monotonic() < deadline
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        while time.monotonic() < deadline + 60:
            if (states := {run.state for run in store.runs(*asked)}) <= {"cancelled", "done"}:
                break
            time.sleep(0.2)
        assert "cancelled" in states <= {"cancelled", "done"}
    finally:
        process.kill()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("forecast",), "one"),
        (("forecast", "nowhere.csv"), "nowhere.csv"),
        (("forecast", "--sample", "airline_passengers", "--horizon", 90, "--lookback", 100), "144"),
        (("forecast", "--sample", "airline_passengers", "--target", "price"), "price"),
        (("forecast", "--sample", "airline_passengers", "--cells", "nope"), "nope"),
        (("forecast", "--sample", "airline_passengers", "--covariates", "nope"), "nope"),
        (("forecast", "--sample", "airline_passengers", "--json", "/nowhere/out.json"), "/nowhere/out.json"),
        (("forecast", "--sample", "airline_passengers", "--json", "/"), "/"),
        (("forecast", "--seeds", "many"), "--seeds"),
        (("forecast", "--bogus", 1), "--bogus"),
        (("sweep", "--sample", "airline_passengers", "--units", "8,many"), "many"),
        (("sweep", "--sample", "airline_passengers", "--task", "nope"), "forecast, sentiment"),
        (("sweep", "--sample", "airline_passengers", "--task", "memory"), "forecast, sentiment"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(here, arguments, said):
    code, out, err = here(*arguments)
    assert code == 2 and out == ""
    assert len(err.strip().splitlines()) == 1 and said in err


def test_gaps_are_said_and_can_be_refused(here, tmp_path):
    days = [f"{date.fromordinal(738_000 + day)},{day % 7}" for day in range(150)]
    days[60] = days[60].split(",")[0] + ","
    file = tmp_path / "visits.csv"
    file.write_text("\n".join(["day,visits", *days[:90], *days[97:]]))
    code, out, err = here("forecast", file, "--gaps", "refuse")
    assert code == 2 and out == ""
    assert "no row" in err.splitlines()[-1] and "--gaps left_out" in err.splitlines()[-1]


def test_the_store_is_told_as_a_table_and_as_figures_and_swept(here):
    code, out, err = here("store", "--sweep")
    assert (code, err) == (0, "Swept: 0 files, 0.0 MB\n")
    assert "owner" in out and "Data folder: 0 files" in out
    told = json.loads(here("store", "--json", "-")[1])
    assert told["people"] == [] and told["free"] > 0


@pytest.mark.parametrize("option", ["--stop", "--delete"])
def test_what_is_neither_an_id_nor_an_owner_is_told_in_a_line(here, option):
    code, _, err = here("store", option, "nobody-there")
    assert code == 2 and err.startswith("Error: nobody-there is no id of an experiment or a sweep")


def test_forecast_hands_over_what_is_about_many_series_or_known_ahead(here, tmp_path):
    file = tmp_path / "shop.csv"
    days = [f"2025-01-{day:02d},{'' if day > 28 else day},{day % 3 == 0:d}" for day in range(1, 32)]
    file.write_text("\n".join(["day,sales,promo", *days]))
    code, _, told = here("forecast", file, "--known", "promo", "--horizon", 4)
    assert code == 2 and "promo" in told and "2025-02-01" in told
    code, _, told = here("forecast", file, "--known", "promo", "--calendar", "no")
    assert code == 2 and "--calendar" in told and "--horizon" in told and "set_" not in told
    code, _, told = here("forecast", file, file, "--target", "sales")
    assert code == 2 and "shop" in told
