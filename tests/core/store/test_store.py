"""The store keeps experiments apart, moves runs one way only, and answers a bad address plainly."""

from dataclasses import replace

import pandas as pd
import pytest

from core.errors import UserError
from core.store.across import latest_runs
from core.store.plan import Ends, planned_runs
from core.store.states import ENDED, NEXT, before
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.queueing import queue
from core.tasks.summary import summary

ON_BOTH = True
ENDS = Ends(inputs=1, outputs=2)


def test_a_dataset_comes_back_as_it_went_in(store, data, create):
    again = store.dataset(store.add_dataset(data))
    assert again.sha256 == data.sha256
    pd.testing.assert_frame_equal(again.frame, data.frame)


def test_adding_the_same_data_twice_keeps_it_once(store, data, create):
    assert store.add_dataset(data) == store.add_dataset(data)
    assert len(list((store.folder / "data").iterdir())) == 1


def test_the_same_content_is_called_as_whoever_brought_it_called_it(store, data, spec):
    ids = [queue(store, replace(data, name=name), spec()) for name in ("odd.csv", "sales.csv")]
    assert [summary(store, store.experiment(id))["data"]["name"] for id in ids] == ["odd.csv", "sales.csv"]
    assert [line.data_name for line in store.experiments()] == ["sales.csv", "odd.csv"]
    assert latest_runs(store.engine, None, 1)[0].data_name == "sales.csv"
    assert len(list((store.folder / "data").iterdir())) == 1


def test_simple_methods_come_first_then_seed_by_seed_then_the_refits(data, spec):
    order = [(row["kind"], row["cell"], row["seed"]) for row in planned_runs(spec(), ENDS)]
    assert order[0] == ("simple", "", 0)
    assert order[1:4] == [("backtest", cell, 1) for cell in ("rnn", "lstm", "gru")]
    assert [kind for kind, *_ in order] == (["simple"] + ["backtest"] * 6 + ["refit"] * 6 + ["final"] * 6)


def test_with_covariates_the_same_backtests_without_them_come_last(data, spec):
    task = ForecastSpec(target="y", horizon=2, lookback=5, covariates=("a", "b"))
    rows = planned_runs(spec(task=task, match="parameters"), Ends(inputs=3, outputs=2, covariates=2))
    assert [row["kind"] for row in rows[-6:]] == ["ablation"] * 6 and len(rows) == 25
    alone = planned_runs(spec(match="parameters"), ENDS)
    same = [row | {"kind": "ablation", "place": row["place"] + 18} for row in alone[1:7]]
    assert rows[-6:] == same
    assert len(planned_runs(spec(task=replace(task, ablation=False)), Ends(3, 2))) == 19


def test_equal_budgets_give_every_cell_about_the_lstms_weights(data, spec):
    rows = planned_runs(spec(match="parameters"), ENDS)
    weights = {row["cell"]: row["weights"] for row in rows if row["cell"]}
    assert max(weights.values()) < 1.05 * min(weights.values())


def test_an_experiment_is_found_by_its_id_only(store, data, create, spec):
    id = create()
    assert store.experiment(id).spec == spec()
    other = id[:-1] + ("0" if id[-1] != "0" else "1")
    for wrong in ("", "x" * 32, id[:-1], other, "../" + id, "٣" * 32, "' OR 1=1 --", None):
        with pytest.raises(UserError) as error:
            store.experiment(wrong)
        assert error.value.key == "unknown_experiment"


def test_deleting_takes_the_runs_along(store, data, create):
    id = create()
    store.delete(id)
    assert store.experiments() == [] and store.runs(id) == []


def test_stopping_ends_what_waits_at_once(store, data, create):
    id = create()
    store.request_stop(id)
    assert {run.state for run in store.runs(id)} == {"cancelled"}
    assert store.experiments()[0].state == "stopped"


def test_a_name_may_be_changed_but_not_blank(store, data, create):
    id = create()
    store.rename(id, "  a better name ")
    assert store.experiment(id).name == "a better name"
    with pytest.raises(UserError):
        store.rename(id, "  ")


@pytest.mark.parametrize("hash", ["", "../../etc/passwd", "f" * 64])
def test_data_that_is_not_there_is_told(store, hash):
    with pytest.raises(UserError) as error:
        store.dataset(hash)
    assert error.value.key == "data_gone"


def test_an_ended_run_moves_no_more():
    assert not set(ENDED) & set(NEXT)
    assert before("done") == ["running"] and before("queued") == ["running"]
