"""Compare: chosen in the address or proposed; every kind of run; what cannot be compared is said."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import update

from app.compare.download import figures_table
from app.compare.page import TABS
from app.exports.tables import table_csv
from app.i18n import translator
from core.store.schema import runs as table
from core.store.store import Store
from core.tasks.forecast.spec import QUICK
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from tests.memory import fill_memory
from tests.texts import fill_texts

T = translator("en")
SMALL = {"model": replace(QUICK.model, units=8)}


def shorts(store, id, kinds=("backtest",)):
    return ",".join(run.id[:10] for run in store.runs(id) if run.kind in kinds)


def whole(store, *ids):
    """What an address says today."""
    return ",".join(run.id for id in ids for run in store.runs(id) if run.kind == "backtest")


def words(shown):
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


def address(shown, name):
    """AppTest tells what an address holds as a text or a list of one, as it was set."""
    held = shown.query_params[name]
    return held if isinstance(held, str) else held[0]


def frame_with(shown, column):
    return next(one.value for one in shown.dataframe if column in one.value.columns)


def test_without_experiments_it_shows_the_example_and_leads_on(page):
    shown = page("compare")
    assert T("example.note", when="")[:9] in shown.info[0].value and not shown.exception
    for tab in ("curves", "cost", "pairs"):  # single answers have to be asked for
        drawn = page("compare", tab=tab).get("plotly_chart")
        assert drawn and all(chart.proto.alt for chart in drawn)
    shown.button(key="example.first").click().run()
    assert shown.title[0].value == T("home.title") and not shown.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_experiments_are_told_in_every_language(page, filled_store, language):
    store, first = filled_store()
    _, second = filled_store(name="smaller", **SMALL)
    runs, t = f"{shorts(store, first)},{shorts(store, second)}", translator(language)
    shown = page("compare", runs=runs, lang=language, tab="pairs")
    assert not shown.exception and not shown.error
    assert "LSTM · A" in words(shown) and t("compare.apart", count=1) in words(shown)
    assert len(frame_with(shown, t("compare.column.weights"))) == 12
    assert len(frame_with(shown, t("column.finding"))) == 15
    for tab in TABS:
        (chart,) = page("compare", runs=runs, lang=language, tab=tab).get("plotly_chart")
        assert chart.proto.alt


def test_without_a_choice_the_newest_finished_experiment_is_proposed(page, filled_store):
    filled_store("done", "random_walk", name="older")
    filled_store(name="newest finished")
    filled_store("queued", "random_walk", name="waits")
    shown = page("compare")
    assert T("compare.proposed", name="newest finished") in words(shown)
    assert len(frame_with(shown, T("compare.column.weights"))) == 6


def test_whole_experiments_are_added_and_the_address_holds_them(page, filled_store):
    store, first = filled_store()
    _, second = filled_store(name="smaller", **SMALL)
    shown = page("compare", runs=shorts(store, first))
    shown.multiselect(key="compare.pick.experiments").set_value([second]).run()
    shown.button(key="compare.pick").click().run()
    assert address(shown, "runs") == whole(store, first, second)
    assert "LSTM · B" in words(shown) and not shown.exception


def test_runs_are_filtered_and_sorted(page, filled_store):
    store, first = filled_store()
    filled_store("done", "random_walk")
    shown = page("compare", runs=shorts(store, first))
    shown.multiselect(key="compare.pick.data").set_value(["random_walk"]).run()
    listed = frame_with(shown, T("compare.column.created"))
    assert set(listed[T("compare.column.data")]) == {"random_walk"} and len(listed) == 6
    shown.multiselect(key="compare.pick.cell").set_value(["gru", "rnn"])
    shown.selectbox(key="compare.pick.sort.forecast").set_value("mae").run()
    maes = frame_with(shown, T("compare.column.created"))[T("metric.mae")].tolist()
    assert len(maes) == 4 and maes == sorted(maes)
    shown.text_input(key="compare.pick.name").set_value("no such name").run()
    assert T("compare.pick.empty") in words(shown) and not shown.exception


def test_columns_are_chosen_and_the_address_holds_them(page, filled_store):
    store, id = filled_store()
    shown = page("compare", runs=shorts(store, id), columns="device,kernel,rubbish")
    frame = frame_with(shown, T("compare.column.device"))
    assert list(frame.columns) == [T(f"compare.column.{n}") for n in ("cell", "seed", "device", "kernel")]
    shown.multiselect(key="compare.columns.forecast").set_value(["mae"]).run()
    assert address(shown, "columns") == "mae" and T("metric.mae") in shown.dataframe[1].value.columns


def test_means_over_seeds(page, filled_store):
    store, id = filled_store()
    shown = page("compare", runs=shorts(store, id))
    shown.segmented_control(key="compare.rows").set_value("means").run()
    rows = next(one.value for one in shown.dataframe if T("column.seeds") in one.value.columns)
    assert rows[T("column.seeds")].tolist() == ["2"] * 3 and "±" in rows[T("metric.mae")][0]


def test_one_run_is_shown_and_asks_for_another(page, filled_store):
    store, id = filled_store()
    shown = page("compare", runs=shorts(store, id).split(",")[0], tab="pairs")
    assert T("compare.one_run") in words(shown) and T("compare.pairs.none") in words(shown)
    assert T("compare.reason.one_seed.one") in words(shown) and not shown.exception
    assert "turn the order round" not in words(shown) and "no other one" not in words(shown)


@pytest.mark.parametrize("runs", ["0123456789,abcdefabcd", "';--,%,__________", ","])
def test_runs_that_do_not_exist_are_said_and_others_proposed(page, filled_store, runs):
    filled_store(name="there")
    shown = page("compare", runs=runs)
    told = T("compare.unknown", count=len({one for one in runs.split(",") if one}))
    assert (told in words(shown)) == (runs != ",")
    assert T("compare.proposed", name="there") in words(shown) and not shown.exception


def test_a_deleted_experiments_runs_are_said_and_the_others_shown(page, filled_store):
    store, first = filled_store()
    _, second = filled_store(name="smaller", **SMALL)
    asked = f"{shorts(store, first)},{shorts(store, second)}"
    store.delete(second)
    shown = page("compare", runs=asked)
    assert T("compare.missing", count=6) in words(shown) and not shown.exception


def test_of_several_tasks_the_one_with_most_runs_is_shown(page, filled_store):
    store, first = filled_store()
    texts = fill_texts(store)
    some = ",".join(run.id[:10] for run in store.runs(first) if run.kind == "backtest" and run.seed == 1)
    both = f"{store.runs(first)[0].id[:10]},{some},{shorts(store, texts)}"
    shown = page("compare", runs=both, tab="pairs")
    told = words(shown)
    assert T("compare.other_tasks", count=3, task=T("compare.task.sentiment")) in told
    assert T("compare.other_kinds", count=1) in told
    family = T("compare.pairs.family.sentiment", units="128", tests=3, reference=T("method.nb_svm"))
    assert family in told and not shown.exception


def test_other_data_is_shown_but_not_paired(page, filled_store):
    store, first = filled_store()
    _, second = filled_store("done", "random_walk")
    runs = f"{shorts(store, first)},{shorts(store, second)}"
    assert T("compare.curves.scales") in words(page("compare", runs=runs))
    shown = page("compare", runs=runs, tab="pairs")
    assert T("compare.obstacle.data") in words(shown)
    assert len(frame_with(shown, T("column.finding"))) == 3 and not shown.exception


@pytest.mark.parametrize("state", ["running", "failed", "stopped"])
def test_runs_without_scores_are_listed_with_the_reason(page, filled_store, state):
    store, id = filled_store(state)
    shown = page("compare", runs=shorts(store, id))
    assert T("compare.advice.nothing") in words(shown) and not shown.exception and not shown.error
    states = {"running": "running", "failed": "failed", "stopped": "cancelled"}
    assert T(f"compare.lacks.{states[state]}", count=3 if state == "running" else 6) in words(shown)


def test_a_running_experiment_fills_in(page, filled_store):
    store, id = filled_store("running")
    shown = page("compare", runs=shorts(store, id))
    assert len(shown.get("plotly_chart")) == 1  # the curves so far
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(table).where(table.c.state == "running").values(state="cancelled"))
    shown.run()
    assert T("compare.lacks.cancelled", count=3) in words(shown) and not shown.exception


def test_trials_have_a_validation_loss_and_no_test(page, filled_store):
    store, id = filled_store()
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(table).where(table.c.kind == "backtest").values(kind="trial"))
        connection.execute(table.metadata.tables["artifacts"].delete())
    shown = page("compare", runs=shorts(store, id, ("trial",)))
    frame = frame_with(shown, T("compare.column.weights"))
    assert frame[T("metric.val_loss")].tolist() == [0.04] * 6 and not shown.exception
    assert T("compare.lacks.trial", count=6) in words(shown)


def test_runs_whose_data_is_gone_keep_their_scores(page, filled_store):
    store, id = filled_store()
    shutil.rmtree(store.data.folder)
    shown = page("compare", runs=shorts(store, id), tab="pairs")
    assert T("compare.data_gone", names="A") in words(shown) and not shown.exception
    assert len(frame_with(shown, T("column.finding"))) == 3
    shown = page("compare", runs=shorts(store, id), tab="example")
    assert [one.value for one in shown.error] == [T("error.data_gone")]


@pytest.mark.parametrize("task", ["forecast", "sentiment"])
def test_a_result_leads_here_with_its_runs(page, filled_store, task):
    store, id = filled_store()
    id = fill_texts(store) if task == "sentiment" else id
    shown = page(task, experiment=id)
    shown.button(key=f"{task}.compare").click().run()
    assert shown.title[0].value == T("page.compare") and not shown.exception
    assert address(shown, "runs") == whole(store, id)
    assert address(shown, "experiment") == id  # Back leads to this address on the result's page


def test_the_list_of_experiments_leads_here(page, filled_store):
    store, id = filled_store()
    shown = page("experiments")
    shown.button(key=f"experiments.compare.{id}").click().run()
    assert shown.title[0].value == T("page.compare") and address(shown, "runs") == whole(store, id)


def told_by(words, share):
    """What the worker answers about a text."""
    ends = list(range(1, len(words) + 1))
    one = {"label": 1, "ends": ends, "beginnings": [[1 - share, share]] * len(words)}
    one |= {"probabilities": [[1 - share, share]]}
    cut = [{"text": w, "start": 4 * n, "end": 4 * n + 3, "known": w != "xyz"} for n, w in enumerate(words)]
    about = {"words": len(words), "read": len(words), "unknown": words.count("xyz")}
    about |= {"language": "de", "foreign": "und" in words}
    return {"cells": dict.fromkeys(("lstm", "gru"), one), "words": cut, "about": about}


def test_one_text_is_read_by_the_networks_of_each_experiment(page, filled_store, monkeypatch):
    store, _ = filled_store()
    first, second = fill_texts(store), fill_texts(store)
    shares = {first: 0.9, second: 0.2}

    def ask(experiment, text):
        return told_by(text.split(), shares[experiment.id])

    monkeypatch.setattr("app.tasks.sentiment.one_text._ask", ask)
    shown = page("compare", runs=f"{shorts(store, first)},{shorts(store, second)}", tab="example")
    shown.text_area(key="compare.text.box").set_value("not bad now")
    next(one for one in shown.button if one.label == T("scoring.ask")).click().run()
    rows = frame_with(shown, T("compare.text.whole"))
    assert rows[T("compare.text.whole")].tolist() == ["90.0\u00a0%"] * 2 + ["20.0\u00a0%"] * 2
    shown.text_area(key="compare.text.box").set_value("xyz")
    next(one for one in shown.button if one.label == T("scoring.ask")).click().run()
    assert T("scoring.all_unknown") in words(shown) and not shown.exception
    shown.text_area(key="compare.text.box").set_value("gut und schnell")
    next(one for one in shown.button if one.label == T("scoring.ask")).click().run()
    assert T("scoring.foreign", language="German") in words(shown) and not shown.exception
    assert not any(T("compare.text.whole") in one.value for one in shown.dataframe)


def test_two_texts_runs_are_named_for_mcnemar(page, filled_store):
    store, _ = filled_store()
    texts = fill_texts(store)
    shown = page("compare", runs=shorts(store, texts), tab="pairs")
    shown.selectbox(key="compare.second_run").set_value(0).run()
    assert T("compare.mcnemar.same") in words(shown)
    shown.selectbox(key="compare.second_run").set_value(3).run()
    assert "speaks of these two networks" in words(shown) and not shown.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_runs_of_the_memory_lab_are_compared_like_others(page, filled_store, language):
    t = translator(language)
    store, _ = filled_store()
    without, with_it = fill_memory(store, problem="copy"), fill_memory(store, problem="copy", **SMALL)
    runs = f"{shorts(store, without)},{shorts(store, with_it)}"
    shown = page("compare", runs=runs, lang=language)
    assert not shown.exception and not shown.error
    rows = frame_with(shown, t("compare.column.weights"))
    assert rows[t("metric.above_chance")].tolist() == pytest.approx([0.02, 0.94, 0.97] * 2)
    assert (
        rows[t("metric.accuracy")].tolist() == [0.9] * 6
        and rows[t("metric.solved")].tolist() == [0, 1, 1] * 2
    )
    told = words(shown)
    assert t("compare.reason.chance", chance="2.08", solved="0.200") in told and "GRU · B" in told
    assert t("compare.pairs.none") not in told and t("compare.no_latency", count=6) not in told
    for tab in ("curves", "cost"):
        (chart,) = page("compare", runs=runs, lang=language, tab=tab).get("plotly_chart")
        assert chart.proto.alt


def test_problems_of_other_lengths_are_listed_apart(page, filled_store):
    store, _ = filled_store()
    short = lab_spec("adding", 40)
    first = fill_memory(store)
    second = fill_memory(store, task=replace(short.of(MemorySpec), length=60))
    shown = page("compare", runs=f"{shorts(store, first)},{shorts(store, second)}")
    assert T("compare.reason.left_out", names="RNN · B, LSTM · B, GRU · B") in words(shown)
    assert not shown.exception


def test_the_memory_lab_leads_here(page, filled_store):
    store, _ = filled_store()
    id = fill_memory(store)
    shown = page("memory", experiment=id)
    shown.button(key="memory.compare").click().run()
    assert shown.title[0].value == T("page.compare") and address(shown, "runs") == whole(store, id)


def test_an_experiment_in_the_address_stands_for_its_runs(page, filled_store):
    store, first = filled_store(name="older")
    filled_store("done", "random_walk", name="newer")
    shown = page("compare", experiment=first)
    assert len(frame_with(shown, T("compare.column.weights"))) == 6
    assert T("compare.proposed", name="newer") not in words(shown) and not shown.exception


@pytest.mark.parametrize(
    ("tab", "part"), [("curves", "curves"), ("cost", "cost"), ("pairs", "pairs"), ("example", "origin")]
)
def test_every_picture_can_be_taken_home_as_figures(page, filled_store, monkeypatch, tab, part):
    taken = {}

    def button(t, name, rows):
        taken[name] = rows()

    for module in ("compare.curves", "compare.cost", "compare.pairs", "tasks.forecast.overlay"):
        monkeypatch.setattr(f"app.{module}.figures_button", button)
    store, id = filled_store()
    shown = page("compare", runs=shorts(store, id), tab=tab)
    assert not shown.exception and list(taken) == [part]
    lines = table_csv(figures_table(taken[part])).decode("utf-8-sig").splitlines()
    assert len(lines) >= 4 and all(line.count(",") == lines[0].count(",") >= 3 for line in lines)


def test_one_run_of_the_lab_has_no_rank(page, home):
    store = Store(home)
    (run,) = (one for one in store.runs(fill_memory(store, cells=("rnn",))) if one.kind == "backtest")
    told = words(page("compare", runs=run.id[:10]))
    assert T("compare.advice.not_reached.one", name="RNN") in told and "lowest loss" not in told
