"""Paired tests between groups of runs: who may be paired, and the figures against independent references."""

from dataclasses import replace

import numpy as np
import pytest

from core.compare.answers import answers_of
from core.compare.rows import Row, groups_of, picked, places
from core.compare.standing import advice, shared, standing
from core.compare.test_set import OF, TestSet
from core.compare.yardstick import yardsticks
from core.evaluate.classification import softmax
from core.evaluate.significance import diebold_mariano
from core.store.across import PlacedRun, baseline_runs, latest_runs
from core.tasks.compared import comparisons
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.sentiment.results import text_outcome
from tests.texts import fill_texts

FORECAST = comparisons()["forecast"]


def gathered(store, task=FORECAST):
    """Groups and test_sets of all comparable runs in a store, oldest experiment first."""
    found = sorted(latest_runs(store.engine, None, 10), key=lambda one: one.experiment.created)
    homes = {one.experiment.id: one.experiment for one in found}
    test_sets = {
        id: TestSet(homes[id], store.arrays(run.id), run.facts)
        for id, (run,) in baseline_runs(store.engine, homes).items()
    }
    place, rows = places(found), []
    for one in found:
        scores = {}
        if one.run.state == "done" and one.experiment.id in test_sets:
            scores = task.score(store.arrays(one.run.id), test_sets[one.experiment.id])
        rows.append(Row(one.run, one.experiment, one.data_name, place[one.experiment.id], scores))
    return groups_of(rows), test_sets


def reasons(store, task=FORECAST):
    groups, test_sets = gathered(store, task)
    found = shared(groups, yardsticks(test_sets, task), task)
    return found.places, {place: why.key for place, why in found.left_out}


def test_seeds_make_groups_and_scores_are_their_means(filled_store):
    store, _ = filled_store()
    groups, _ = gathered(store)
    assert [group.cell for group in groups] == ["rnn", "lstm", "gru"]
    maes = [row.scores["mae"] for row in groups[0].rows]
    assert len(maes) == 2 and groups[0].score("mae") == pytest.approx(np.mean(maes))
    assert groups[0].deviation("mae") == pytest.approx(np.std(maes, ddof=1))
    assert groups[0].cost("weights") == groups[0].rows[0].run.weights and groups[0].cost("latency") is None


def test_the_same_data_cuts_and_horizon_are_paired_whatever_the_network(filled_store):
    filled_store()
    store, _ = filled_store(model=replace(QUICK.model, units=8))
    assert reasons(store) == ((0, 1, 2, 3, 4, 5), {})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"horizon": 4}, "horizon"),
        ({"test_share": 0.3}, "cuts"),
        ({"lookback": 10}, None),
    ],
)
def test_what_differs_is_said(filled_store, changes, why):
    store, id = filled_store("done", "random_walk")
    task = replace(store.experiment(id).spec.task, **changes)
    filled_store("done", "random_walk", task=task)
    places, told = reasons(store)
    assert (places, told) == (((0, 1, 2), dict.fromkeys((3, 4, 5), why)) if why else (tuple(range(6)), {}))


def test_other_data_is_said_and_the_larger_set_is_tested(filled_store):
    filled_store("done", "random_walk")
    filled_store()
    store, _ = filled_store(model=replace(QUICK.model, units=8))
    assert reasons(store) == ((3, 4, 5, 6, 7, 8), dict.fromkeys((0, 1, 2), "data"))


def test_runs_that_have_not_been_tested_are_left_out(filled_store):
    filled_store()
    store, _ = filled_store("running")
    assert reasons(store) == ((0, 1, 2), dict.fromkeys((3, 4, 5), "untested"))


def test_pairs_of_forecasts_are_tested_by_diebold_mariano_on_the_losses_of_their_origins(filled_store):
    task = ForecastSpec(target="value", horizon=1, lookback=12)
    store, _ = filled_store("done", "random_walk", task=task)
    groups, test_sets = gathered(store)
    test_set = next(iter(test_sets.values()))
    found = standing(groups, test_set, FORECAST, lambda run: store.arrays(run.id))
    truth = test_set.arrays["test_truth"]
    losses = [
        np.abs(np.mean([store.arrays(row.run.id)["test"] for row in group.rows], axis=0) - truth)[:, 0]
        for group in groups
    ]
    scale = np.abs(test_set.arrays[f"test/{found.reference}"] - truth).mean()
    for one in found.differences:
        ours, theirs = losses[one.first], losses[one.second]
        assert one.p == diebold_mariano(ours, theirs, horizon=1, alternative="two-sided").p
        assert one.gain == pytest.approx((theirs.mean() - ours.mean()) / scale)
        assert one.low < one.gain < one.high and one.p_holm >= one.p
    assert len(found.differences) == 3 and found.reference in ("ets", "theta", "ridge", "last_value", "mean")


def test_the_same_forecasts_twice_cannot_be_told_apart(filled_store):
    filled_store()
    store, _ = filled_store(model=replace(QUICK.model, units=8))  # the same made-up forecasts, fewer weights
    groups, test_sets = gathered(store)
    found = standing(groups, next(iter(test_sets.values())), FORECAST, lambda run: store.arrays(run.id))
    twins = next(one for one in found.differences if (one.first, one.second) == (1, 4))
    assert twins.p == 1.0 and twins.finding == "no_difference"
    told = advice(groups, found, FORECAST)
    assert (told.key, told.chosen, set(told.tied)) == ("tied", 4, {1, 4})


def test_texts_are_paired_on_the_same_test_texts_only(home, filled_store):
    store, _ = filled_store()
    store.delete(store.experiments()[0].experiment.id)
    fill_texts(store)
    fill_texts(store, sample="sentences_zh")
    groups, test_sets = gathered(store, comparisons()["sentiment"])
    found = shared(groups, yardsticks(test_sets, comparisons()["sentiment"]), comparisons()["sentiment"])
    assert found.places == (0, 1, 2) and {why.key for _, why in found.left_out} == {"test_texts_unknown"}
    tested = standing([groups[n] for n in found.places], test_sets[groups[0].rows[0].experiment.id],
                      comparisons()["sentiment"], lambda run: store.arrays(run.id))  # fmt: skip
    told, test_set = tested.differences[0].scores, test_sets[groups[0].rows[0].experiment.id]
    for group, accuracy in zip(groups, told, strict=False):  # of the mean of its seeds
        mean = np.mean([softmax(store.arrays(row.run.id)["test"]) for row in group.tested], axis=0)
        assert accuracy == pytest.approx(np.mean(mean.argmax(axis=1) == test_set.arrays["test_truth"]))
    assert tested.differences[0].gain < 0
    assert tested.differences[1].finding == "second", "GRU, on the same texts"


def test_other_test_texts_of_the_same_data_are_not_paired(filled_store):
    store, _ = filled_store()
    store.delete(store.experiments()[0].experiment.id)
    fill_texts(store)
    _, test_sets = gathered(store, comparisons()["sentiment"])
    ours = next(iter(test_sets.values()))
    other = replace(ours, arrays=ours.arrays | {"test_rows": ours.arrays["test_rows"] + 1})
    assert comparisons()["sentiment"].obstacle(ours, other).key == "test_texts"
    assert comparisons()["sentiment"].obstacle(ours, ours) is None


def test_what_an_address_names_is_sorted_into_what_can_be_compared(filled_store):
    store, id = filled_store()
    texts = fill_texts(store)
    experiment, runs = store.experiment(id), store.runs(id)
    found = [PlacedRun(run, experiment, "chaotic") for run in runs]
    of_texts = [run for run in store.runs(texts) if run.seed == 1]
    found += [PlacedRun(run, store.experiment(texts), "texts") for run in of_texts]
    asked = [one.run.id for one in found] + ["0" * 10]
    known = picked(found, asked, comparisons())
    assert [one.run.kind for one in known.runs] == ["backtest"] * 6 and known.task == "forecast"
    assert (known.missing, known.other_tasks, known.too_many) == (1, 3, 0)
    few = picked(found[:2], asked, comparisons(), most=2)
    assert (few.missing, few.too_many) == (0, len(asked) - 2)  # that nobody looked at, and are not missing
    assert len(picked(found, [], comparisons(), most=2).runs) == 2
    assert known.other_kinds == sum(one.run.kind != "backtest" for one in found)
    assert picked([], asked, comparisons()) is None


def test_an_experiment_from_before_is_not_judged_and_says_why(filled_store):
    filled_store()
    store, _ = filled_store(model=replace(QUICK.model, units=8))
    groups, test_sets = gathered(store)
    old = next(iter(test_sets))
    facts = {name: fact for name, fact in test_sets[old].facts.items() if name != "protocol"}
    test_sets = test_sets | {old: replace(test_sets[old], facts=facts)}
    found = shared(groups, yardsticks(test_sets, FORECAST), FORECAST)
    left = dict(found.left_out)
    assert {groups[place].rows[0].experiment.id for place in left} == {old}
    assert {why.key for why in left.values()} == {"before"} and len(found.places) == 3


def test_a_group_is_the_mean_of_its_seeds_and_what_to_send_is_named_before_the_test(filled_store):
    store, _ = filled_store()
    groups, test_sets = gathered(store)
    test_set = next(iter(test_sets.values()))
    truth = test_set.arrays["test_truth"]

    def arrays(run):
        return store.arrays(run.id)

    found = standing(groups, test_set, FORECAST, arrays)
    for place, group in enumerate(groups):
        told = np.mean([arrays(row.run)["test"] for row in group.rows], axis=0)
        theirs = np.abs(test_set.arrays[f"test/{found.reference}"] - truth).mean()
        assert found.judged[place].gain == pytest.approx(1 - np.abs(told - truth).mean() / theirs)
    other = replace(test_set, arrays=test_set.arrays | {"test_truth": truth[::-1]})
    assert standing(groups, other, FORECAST, arrays).sent == found.sent
    kinds = {"cell": {"0", "1", "2"}, "with_ridge": {"0+ridge", "1+ridge", "2+ridge"}}
    assert found.sent.name in kinds.get(found.sent.kind, {"ridge"})
    assert {*kinds["cell"], *kinds["with_ridge"], "ridge"} <= set(found.sent.errors)


def test_runs_are_compared_refitted_once_each_of_them_is(filled_store):
    store, id = filled_store()
    runs = latest_runs(store.engine, None, 10)
    told = answers_of(store, runs)
    refits = {(run.cell, run.seed): run.id for run in store.runs(id) if run.kind == "refit"}
    assert not told.waiting and len(told.refits) == 6
    for one in runs:
        refit = store.arrays(refits[one.run.cell, one.run.seed])["test"]
        assert np.array_equal(told(one.run)["test"], refit)
        assert np.array_equal(told(one.run)["calibration"], store.arrays(one.run.id)["calibration"])
    filled_store("provisional")
    told = answers_of(store, latest_runs(store.engine, None, 10))
    assert told.waiting and told.refits == {}
    assert all(np.array_equal(told(one.run)["test"], store.arrays(one.run.id)["test"]) for one in runs)


def test_what_to_score_texts_with_is_what_the_experiments_own_page_says(filled_store):
    store, _ = filled_store()
    store.delete(store.experiments()[0].experiment.id)
    id, task = fill_texts(store), comparisons()["sentiment"]
    groups, test_sets = gathered(store, task)
    sent = standing(groups, test_sets[id], task, lambda run: store.arrays(run.id)).sent
    page = text_outcome(store, store.experiment(id), store.runs(id)).chosen
    cells = {str(place): group.cell for place, group in enumerate(groups)}
    place, plus, bag = sent.name.partition("+")
    assert cells.get(place, place) + plus + bag == page.name and sent.kind == page.kind
    assert sorted(sent.errors.values()) == pytest.approx(sorted(page.errors.values()))


def test_nothing_is_told_to_be_used_where_experiments_chose_on_other_texts(filled_store):
    store, _ = filled_store()
    store.delete(store.experiments()[0].experiment.id)
    id, task = fill_texts(store), comparisons()["sentiment"]
    groups, test_sets = gathered(store, task)
    arrays = dict(test_sets[id].arrays)
    for block in ("validation", "calibration", "test"):
        arrays[f"{block}/nb_svm{OF}other"] = arrays.pop(f"{block}/nb_svm")
    found = standing(groups, replace(test_sets[id], arrays=arrays), task, lambda run: store.arrays(run.id))
    assert found.sent is None and found.judged
