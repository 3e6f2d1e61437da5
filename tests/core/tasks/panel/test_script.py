"""The take-home script of many series: readable, and equal to the runs."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.data.panel.dataset import Panel
from core.data.panel.parquet import facts_of
from core.evaluate.many_series import Units, many_scores
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.job import Job
from core.tasks.panel.prepare import prepare_panel
from core.tasks.panel.script import column_names, panel_csv, panel_script
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.start import start
from tests.core.tasks.panel.conftest import made
from tests.scripts import imported_by_clean, run_uncompiled

TASK = PanelSpec(horizon=7, lookback=14, season=7, test_origins=2)
TRAINING = TrainingSpec(updates=3, batch=32, patience=20, learning_rate=0.01, schedule="plateau", l2=1e-3)
SEEDS = {"rnn": (3, 5)}
ALONE = (3,)
NAMES = {"MASE": "mase", "RMSSE": "rmsse", "WAPE": "wape", "sMAPE": "smape"}


def grouped(known=True, negative=False, apart=False):
    """Some shops with a column of each kind, a formula's name, blanks, and one that ended early."""
    data = made(rows=100, shops=5, blank=(40, 41, 95))
    target = data.target - (100.0 if negative else 0.0)
    ended = np.arange(len(target)) // data.lengths[0] == 2
    target[ended & (np.arange(len(target)) % data.lengths[0] > 90)] = np.nan
    past = np.where(np.arange(len(target)) % 9 == 0, np.nan, np.arange(len(target)) % 13.0)[:, None]
    return replace(
        data, target=target, past=past, past_names=("=visitors",), column="time",
        known=data.known if known else data.known[:, :0],
        known_names=("promotion",) if known else (), fixed=np.array([[0], [1], [0], [2], [1]]),
        fixed_names=("region",), categories=(("north", "=south", ""),),
        grid=pd.RangeIndex(len(data.grid), name="step") if apart else data.grid,
    )  # fmt: skip


def now_and_then():
    """Demand that comes now and then, and nothing that is known ahead."""
    random = np.random.default_rng(8)
    data = made(rows=120, ahead=0, shops=4)
    sales = np.where(random.random(data.target.shape) < 0.25, np.ceil(data.target), 0.0)
    return replace(data, target=sales, known=data.known[:, :0], known_names=())


def hourly():
    """Two weeks and a half of hours, read in blocks of a day."""
    hours, random = np.arange(24 * 18), np.random.default_rng(2)
    grid = pd.date_range("2025-01-01", periods=len(hours), freq="h", name="time").as_unit("us")
    load = np.concatenate([50 * n + 9 * np.sin(hours * np.pi / 12 + n) for n in (1, 2, 3)])
    load += random.normal(scale=0.4, size=load.shape)
    none = np.empty((len(load), 0))
    return Panel(
        load, none, none, np.empty((3, 0), dtype=np.int64), np.full(3, len(hours)), np.zeros(3, np.int64),
        ("a", "b", "c"), grid, "load", "upload", "load",
    )  # fmt: skip


DAYS = start(facts_of(hourly())).of(PanelSpec)
CASES = {
    "gru": (grouped(), replace(TASK, holidays="DE"), ModelSpec(units=4)),
    "lstm": (grouped(known=False, negative=True, apart=True), replace(TASK, aligned="ends"),
             ModelSpec(units=4, layers=2)),
    "rnn": (now_and_then(), replace(TASK, season=0, lookback=10, seasonal_difference=False),
            ModelSpec(units=4, bidirectional=True, dropout=0.2)),
    "mgu": (hourly(), replace(DAYS, horizon=12, lookback=48, holidays="CN"), ModelSpec(units=4)),
}  # fmt: skip

DECODED = {
    "gru": (grouped(), replace(TASK, holidays="DE", head="decoder"), ModelSpec(units=4, layers=2)),
    "lstm": (grouped(negative=True), replace(TASK, head="decoder"), ModelSpec(units=4, bidirectional=True)),
}  # fmt: skip
EVERY = [(cell, case) for cases in (CASES, DECODED) for cell, case in cases.items()]


def spec_of(data, task, model, **changes):
    return ExperimentSpec(
        data=data.sha256, seeds=2, task=task, model=model, training=replace(TRAINING, **changes)
    )


def ours(data, spec, cell, seed):
    """A backtest, and its refits, as a worker does them."""
    from core.tasks.panel import train

    def run(kind, **more):
        job = Job(
            run=kind, experiment="one", attempt=1, task="panel", kind=kind, cell=cell, seed=seed,
            units=4, spec=spec, data=b"", kernel="standard", **more,
        )  # fmt: skip
        return train.run(job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.tasks.worker.tell", lambda *_, **__: None)
        patch.setattr("core.tasks.worker.asked_to_stop", lambda _: False)
        patch.setattr(train, "data_of", lambda *_: data)
        first = run("backtest")
        again = {"rates": first.facts["rates"], "check": first.facts["check"]}
        return first, run("refit", **again).arrays["test"], run("final", **again).arrays["final"]


def assert_same(said, what, ready, told, rel=1e-5):
    rows = ready.origins("test")
    truth = np.full(told.shape, np.nan)
    truth[rows >= 0] = ready.windows(rows).truth
    expected = many_scores(truth, told.astype(float), Units(*ready.scales("test")))
    for name, key in NAMES.items():
        found = float(re.search(rf"{re.escape(what)}: test {name} (\S+)", said)[1])
        assert found == pytest.approx(expected[key], rel=rel), (what, name)


@pytest.mark.keras
@pytest.mark.parametrize(("cell", "case"), EVERY)
def test_the_script_gets_the_figures_of_the_runs(tmp_path, capsys, cell, case):
    data, task, model = case
    spec, ready = spec_of(data, task, model), prepare_panel(data, task)
    runs = {seed: ours(data, spec, cell, seed) for seed in SEEDS.get(cell, ALONE)}
    first, refits = runs[3][0], [refit for _, refit, _ in runs.values()]
    (tmp_path / "shops.csv").write_bytes(panel_csv(data))
    path = tmp_path / "repeat.py"
    rates = {seed: run.facts["rates"] for seed, (run, *_) in runs.items()}
    best, given = first.facts["best_updates"], {"seed": 3, "units": 4, "file_name": "shops.csv"}
    path.write_text(panel_script(spec, data, cell=cell, best_updates=best, rates=rates, **given), "utf-8")
    for trained in (False, True)[: len(runs)]:
        kept = tmp_path / "network.weights.h5"
        kept.unlink() if trained else kept.write_bytes(first.weights)
        run_uncompiled(path)
        said = capsys.readouterr().out
        assert ("updates: validation" in said) == trained
        assert not trained or f"best after {best} updates" in said
        alone, rel = "seed 3, trained on the rows before validation", 1e-3 if trained else 1e-5
        assert_same(said, alone, ready, first.arrays["test"], rel)
        assert_same(
            said, f"mean of {len(runs)} seeds", ready, np.mean(refits, axis=0), 1e-3 if trained else 1e-4
        )
    table = pd.read_csv(tmp_path / "repeat.forecast.csv", keep_default_na=False, na_values=[""])
    ahead = np.mean([final for *_, final in runs.values()], axis=0)[:, 0]
    last = table.tail(np.isfinite(ahead).sum())
    np.testing.assert_allclose(last["predicted"], ahead[np.isfinite(ahead)], rtol=2e-3)
    assert last["actual"].isna().all() and last["time"].notna().all()
    assert table["actual"].notna().any()


def test_columns_in_the_file_are_safe_and_no_two_alike():
    assert column_names(grouped()) == {
        "time": "time_", "promotion": "promotion", "=visitors": "'=visitors", "region": "region",
    }  # fmt: skip
    head, first, *_ = panel_csv(grouped()).decode("utf-8-sig").splitlines()
    assert head == "series,step,time,time_,promotion,'=visitors,region" and first.startswith("shop 0,0,2024")


@pytest.mark.parametrize(("cell", "case"), [*EVERY, ("mgu", CASES["gru"]), ("mgu", DECODED["lstm"])])
def test_it_is_clean_and_needs_nothing_of_ours(tmp_path, cell, case):
    data, task, model = case
    given = {"seed": 1, "units": 4, "best_updates": 6, "file_name": "shops.csv"}
    body = panel_script(
        spec_of(data, task, model), data, cell=cell, rates={1: (0.01, 0.01, 0.005), 2: ()}, **given
    )
    needed = imported_by_clean(body, tmp_path / "repeat.py")
    assert needed == {"os", "warnings", "keras", "numpy", "pandas"} and "from core" not in body
    assert "[1, 0.01, 2],\n    [1, 0.005, 1],\n]" in body and "SEEDS = [1, 2]" in body
