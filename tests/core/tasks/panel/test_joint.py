"""One network that reads all series at once: windows worked out by hand, and what only it can know."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.compare.settings import differing, settings_of
from core.compare.test_set import TestSet
from core.data.panel.dataset import Panel
from core.data.panel.parquet import facts_of
from core.errors import UserError
from core.store.store import Store
from core.tasks.compared import comparisons
from core.tasks.panel.cuts import NONE
from core.tasks.panel.joint import JointWindows
from core.tasks.panel.keeping import keep_panel
from core.tasks.panel.network_windows import laid, times_of, training_windows, windows_at
from core.tasks.panel.prepare import prepare_panel
from core.tasks.panel.results import panel_outcome
from core.tasks.panel.sizes import sizes, widths_of
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.start import start
from core.tasks.queueing import queue
from core.tasks.results import baseline_run
from tests.core.tasks.panel.conftest import made, settings, train

TOGETHER = PanelSpec(horizon=7, lookback=21, season=7, together=True)
PLAIN = PanelSpec(horizon=2, lookback=3, season=1, seasonal_difference=False, together=True)
LAG = 5


def beside(*each, starts=None):
    """Series of counted steps, each of its own length."""
    values = np.concatenate(each).astype(float)
    lengths = np.array([len(one) for one in each])
    starts = np.zeros(len(each), dtype=np.int64) if starts is None else np.array(starts)
    grid, none = pd.RangeIndex(int((starts + lengths).max()), name="step"), np.empty((len(values), 0))
    ids = tuple("abcdef"[: len(each)])
    return Panel(
        values, none, none, np.empty((len(each), 0), dtype=np.int64), lengths, starts, ids, grid, "made",
        "upload", "value",
    )  # fmt: skip


def followed():
    """Noise, and a series that repeats it some steps later: what comes of it is known from the other one."""
    noise = np.random.default_rng(1).normal(size=400)
    return beside(noise, np.concatenate([np.zeros(LAG), noise[:-LAG]]))


def test_a_window_holds_every_series_and_answers_stand_step_by_step():
    up, down = np.arange(40.0) - 20, 3.0 * np.arange(40) ** 2 - 7
    ready = prepare_panel(beside(up, down), PLAIN)
    windows = JointWindows(ready.tables, ready.reading, ready.fewest, np.array([5]))
    cut, reading = windows.cut(), ready.reading
    assert windows.truth.tolist() == [[up[6], down[6], up[7], down[7]]]
    expected = []
    for one in (up, down):
        window = one[3:6]
        expected += [(window - window.mean()) / window.std() / reading.width, np.ones(3)]
    assert cut.sequence[0].T == pytest.approx(np.stack(expected), abs=1e-6)
    first, last = ((one[6:8] - one[3:6].mean()) / one[3:6].std() / reading.spread for one in (up, down))
    scaled = np.clip([first[0], last[0], first[1], last[1]], -8, 8)
    assert cut.answers[0] == pytest.approx(scaled, abs=1e-6)
    assert windows.values(cut)[0] == pytest.approx(cut.sequence[0, :, [0, 2]].T.ravel())
    whole = np.array([[first[0], last[0], first[1], last[1]]])
    assert windows.restored(cut, whole) == pytest.approx(windows.truth)
    assert windows.units(np.array([2.0, 5.0])).tolist() == [[2, 5, 2, 5]]


def test_what_all_series_share_is_read_once_and_counted_before():
    data = replace(
        made(shops=4), fixed=np.array([[0], [1], [1], [0]]), fixed_names=("region",),
        categories=(("n", "s"),),
    )  # fmt: skip
    for task in (TOGETHER, replace(TOGETHER, block=7), replace(TOGETHER, holidays="DE")):
        ready, widths = prepare_panel(data, task), widths_of(facts_of(data), task)
        cut = windows_at(ready, ready.origins("test"), together=True).cut()
        shape = len(ready.cuts.test), task.lookback // task.block, widths.step
        assert cut.sequence.shape == shape
        assert cut.beside.shape[1] == widths.beside and cut.ahead.shape[1:] == (7, widths.ahead)
        assert cut.answers.shape[1] == 7 * widths.series == 28
        one = ready.windows(ready.origins("test")).cut()
        values = one.sequence.reshape(4, -1, task.lookback, one.sequence.shape[2] // task.block)[..., 0]
        windows = windows_at(ready, ready.origins("test"), together=True)
        assert np.sort(windows.values(cut)[1]) == pytest.approx(np.sort(values[:, 1].ravel()), abs=1e-6)


def test_what_comes_after_a_time_changes_no_window_and_training_ends_before_what_is_judged():
    data = made(shops=3)
    ready = prepare_panel(data, TOGETHER)
    origin = int(ready.origins("test")[0, 0])
    shocked = data.target.reshape(3, -1).copy()
    shocked[:, origin + 1 : 150] *= 3
    later = prepare_panel(replace(data, target=shocked.ravel()), TOGETHER)
    mine, theirs = (
        JointWindows(one.tables, one.reading, one.fewest, np.array([origin])).cut() for one in (ready, later)
    )
    for name in ("sequence", "beside", "ahead", "base", "scale"):
        assert np.array_equal(getattr(mine, name), getattr(theirs, name)), name
    for block in ("validation", "test"):
        windows = training_windows(ready, ready.before(block), together=True)
        assert len(windows) and (windows.origins + 7 < ready.before(block)[0]).all()
        assert len(np.unique(windows.origins)) == len(windows)


def test_a_series_that_begins_late_or_ends_early_is_neither_learnt_nor_judged_without_its_values():
    long, late, early = np.sin(np.arange(120.0)), np.cos(np.arange(50.0)), np.cos(np.arange(90.0))
    ready = prepare_panel(beside(long, late, early, starts=(0, 70, 0)), PLAIN)
    windows = training_windows(ready, ready.data.measured, together=True)
    answers = windows.cut().answers.reshape(len(windows), 2, 3)
    assert np.isfinite(answers[:, :, 0]).all() and np.isfinite(windows.cut().sequence).all()
    begun, ended = windows.origins >= 70 + ready.fewest - 1, windows.origins + 2 >= 90
    assert np.isfinite(answers[begun][:, :, 1]).all() and np.isnan(answers[~begun][:, :, 1]).all()
    assert np.isnan(answers[ended][:, 1, 2]).all() and np.isnan(windows.truth[ended][:, 5]).all()
    rows = ready.origins("test")
    assert (rows[2] == NONE).all() and (times_of(ready, rows) == rows[0]).all()
    told = np.arange(rows.shape[1] * 6.0).reshape(-1, 6)
    found = laid(ready, rows, told, together=True)
    assert found[0, 1].tolist() == [6, 9] and found[1, 0].tolist() == [1, 4]
    assert np.isnan(found[2]).all()


@pytest.mark.parametrize(
    ("series", "changes", "key", "facts"),
    [
        (1, {}, "panel_together_one", {"column": "sales"}),
        (51, {}, "panel_together_too_many", {"count": 51, "limit": 50}),
        (12, {"aligned": "ends"}, "panel_together_ends", {}),
    ],
)
def test_series_that_no_network_can_read_at_once_are_refused(series, changes, key, facts):
    known = facts_of(made(shops=series))
    spec = start(known)
    with pytest.raises(UserError, match=key) as caught:
        sizes(known, replace(spec, task=replace(TOGETHER, **changes)))
    assert caught.value.facts == facts


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The series that follows another, forecast by one window each and by all at once."""
    patch = pytest.MonkeyPatch()
    for module in ("panel.baselines", "worker"):
        patch.setattr(f"core.tasks.{module}.tell", lambda *_, **__: None)
    store = Store(tmp_path_factory.mktemp("joint"))
    facts, ids = keep_panel(store, followed()), []
    for together in (False, True):
        task = PanelSpec(horizon=LAG, lookback=10, season=1, together=together)
        spec = replace(settings(facts), task=task)
        ids.append(queue(store, facts, replace(spec, model=replace(spec.model, units=16))))
    train(store)
    yield store, *map(store.experiment, ids)
    store.close()
    patch.undo()


@pytest.mark.keras
def test_what_one_series_says_of_another_is_used_and_judged_on_the_same_origins(both):
    store, apart, together = both
    runs = store.runs(together.id)
    assert {run.state for run in runs} == {"done"}, [run.error for run in runs]
    known, alone = (panel_outcome(store, one, store.runs(one.id)) for one in (together, apart))
    assert known.errors["rnn"][1] < 0.5 * min(alone.errors["rnn"][1], alone.errors["ets"][1])
    assert known.errors["joint_ridge"][1] < 0.5 * alone.errors["pooled_ridge"][1]
    assert known.errors["rnn"][0] > 0.8 * alone.errors["rnn"][0]  # noise stays noise
    assert np.array_equal(known.errors["ets"], alone.errors["ets"]) and known.future.shape == (2, LAG)
    assert "joint_ridge" not in alone.errors and known.beforehand not in ("joint_ridge", "pooled_ridge")
    assert {run.weights for run in runs if run.cell} == {_counted(together)}


def _counted(experiment):
    from core.tasks.panel.network import PanelShape, many_series

    task, model = experiment.spec.of(PanelSpec), experiment.spec.model
    widths = widths_of(facts_of(followed()), task)
    shape = PanelShape.of(widths, task, "rnn", model, model.units)
    return many_series(shape, kernel="standard", seed=1).count_params()


@pytest.mark.keras
def test_compare_takes_both_ways_and_names_what_differs(both):
    store, *experiments = both
    panel, sets, answers = comparisons()["panel"], [], []
    for one in experiments:
        runs = store.runs(one.id)
        simple = baseline_run(runs)
        sets.append(TestSet(one, store.arrays(simple.id), simple.facts))
        run = next(run for run in runs if run.kind == "backtest")
        answers.append((settings_of(one, run), dict(store.arrays(run.id))))
    assert panel.obstacle(*sets) is None
    assert differing([settings for settings, _ in answers])[0] == ["together"]
    apart, together = (panel.score(one, sets[0])["mase"] for _, one in answers)
    assert together < 0.8 * apart


@pytest.mark.keras
def test_what_goes_on_inside_is_of_the_series_that_is_asked_about(both):
    from core.cells import CELLS
    from core.tasks import loaded
    from core.tasks.panel import inside, questions

    store, _, experiment = both
    runs = store.runs(experiment.id)
    question, complete = questions.open_question(store, experiment, baseline_run(runs), runs)
    for series in (0, 1):
        whole = complete(replace(question, kind="trace", asked={"series": series, "origin": 2}))
        (kept,) = whole.typical
        network, example = loaded.trained(whole, whole.spec, kept), inside.example_of(whole, whole.spec)
        told = store.arrays(kept.run)["test"][series, 2]
        assert whole.source.answer(example.told(network)[0], 1.0) == pytest.approx(told, rel=1e-4, abs=1e-5)
        walked = example.walk(network, CELLS[kept.cell])
        assert walked.answer[0] == pytest.approx(example.told(network)[0], abs=1e-5)
    found, gap = example.contributions(network, CELLS[kept.cell], 0)
    assert gap < 0.1 and np.abs(found[-LAG, 0]) == np.abs(found).max()  # of b's next value, a's LAG before
