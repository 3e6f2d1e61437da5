"""A decoder that reads what is known ahead step by step: against the cells' own equations, and trained."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("keras")

from core.cells import CELLS  # noqa: E402
from core.data.panel.parquet import facts_of  # noqa: E402
from core.inside.walk import NUMPY  # noqa: E402
from core.networks.device import answering_kernel  # noqa: E402
from core.specs import ModelSpec  # noqa: E402
from core.store.plan import cell_size  # noqa: E402
from core.store.store import Store  # noqa: E402
from core.tasks import loaded  # noqa: E402
from core.tasks.panel import inside, questions  # noqa: E402
from core.tasks.panel.keeping import keep_panel  # noqa: E402
from core.tasks.panel.network import PanelShape, many_series  # noqa: E402
from core.tasks.panel.results import panel_outcome  # noqa: E402
from core.tasks.panel.sizes import widths_of  # noqa: E402
from core.tasks.panel.spec import PanelSpec  # noqa: E402
from core.tasks.panel.start import start  # noqa: E402
from core.tasks.panel.walk import walk_and_tell  # noqa: E402
from core.tasks.queueing import queue  # noqa: E402
from core.tasks.results import baseline_run  # noqa: E402
from tests.core.tasks.panel.conftest import SHOPS, made, settings, train  # noqa: E402

pytestmark = pytest.mark.keras
TASK = PanelSpec(horizon=7, lookback=14, season=7, head="decoder")


def shaped(cell, model, together=False):
    """A network of three shops, and something for it to read."""
    task = replace(TASK, together=together)
    widths = widths_of(facts_of(made(shops=3)), task)
    shape, random = PanelShape.of(widths, task, cell, model, 5), np.random.default_rng(4)
    sizes = (14, widths.step), (widths.beside,), (7, widths.ahead)
    return shape, [random.normal(size=(6, *size)).astype("float32") for size in sizes], widths


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", [ModelSpec(units=5), ModelSpec(units=5, layers=2, bidirectional=True)])
def test_it_tells_what_the_cells_equations_tell_and_its_weights_are_counted(cell, model, together):
    shape, inputs, widths = shaped(cell, model, together)
    network = many_series(shape, kernel="standard", seed=2, zero=False)
    told = network.predict_on_batch(inputs)
    assert told.shape == (6, 7 * widths.series) and np.abs(told).max() > 0.1
    walked = walk_and_tell(network, tuple(inputs), CELLS[cell], NUMPY)
    assert walked.answer == pytest.approx(told, abs=1e-5)
    spec = replace(start(facts_of(made(shops=3))), model=model, task=replace(TASK, together=together))
    assert cell_size(spec, CELLS[cell], widths.ends()) == (5, network.count_params())
    begun = many_series(shape, kernel="standard", seed=2)
    assert (begun.predict_on_batch(inputs) == 0).all()


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_our_passes_tell_and_learn_the_same(cell):
    shape, inputs, _ = shaped(cell, ModelSpec(units=5))
    answers = np.random.default_rng(1).normal(size=(6, 7)).astype("float32")
    found = []
    for kernel in ("standard", answering_kernel(cell, "tanh")):
        network = many_series(shape, kernel=kernel, seed=2, zero=False)
        network.compile(optimizer="sgd", loss="mse", jit_compile=False)
        network.train_on_batch(inputs, answers)
        found.append(network.predict_on_batch(inputs))
    assert found[1] == pytest.approx(found[0], abs=1e-5)


def test_what_is_known_of_a_step_reaches_that_step_and_those_after_it():
    for head, after in (("decoder", True), ("shared", False)):
        shape, inputs, _ = shaped("gru", ModelSpec(units=5))
        network = many_series(
            replace(shape, decoder=head == "decoder"), kernel="standard", seed=2, zero=False
        )
        before, changed = network.predict_on_batch(inputs), [one.copy() for one in inputs]
        changed[2][:, 3] += 1.0
        moved = np.abs(network.predict_on_batch(changed) - before).max(axis=0) > 1e-6
        assert moved.tolist() == [False, False, False, True, after, after, after]


def test_nothing_known_ahead_leaves_the_plain_head():
    data = made()
    alone = facts_of(replace(data, known=data.known[:, :0], known_names=()))
    plain = widths_of(alone, replace(TASK, head="shared"))
    assert widths_of(alone, TASK) == plain and not plain.decoder and widths_of(facts_of(data), TASK).decoder


@pytest.fixture(scope="module")
def decoded(tmp_path_factory):
    """The small shops, forecast by a decoder."""
    patch = pytest.MonkeyPatch()
    for module in ("panel.baselines", "worker"):
        patch.setattr(f"core.tasks.{module}.tell", lambda *_, **__: None)
    store = Store(tmp_path_factory.mktemp("decoder"))
    facts = keep_panel(store, made())
    spec = settings(facts, cells=("lstm",))
    id = queue(store, facts, replace(spec, task=replace(spec.of(PanelSpec), head="decoder")))
    train(store)
    yield store, store.experiment(id)
    store.close()
    patch.undo()


def test_it_learns_what_a_promotion_does_and_is_judged_as_others(decoded):
    store, experiment = decoded
    runs = store.runs(experiment.id)
    assert {run.state for run in runs} == {"done"}, [run.error for run in runs]
    known = panel_outcome(store, experiment, runs)
    local = min(m.scores["mase"] for m in known.methods if m.kind == "simple" and m.name != "pooled_ridge")
    assert known.method("lstm").scores["mase"] < 0.7 * local
    assert known.future.shape == (SHOPS, 7) and np.isfinite(known.future).all()


def test_what_goes_on_inside_is_what_was_judged(decoded):
    store, experiment = decoded
    runs = store.runs(experiment.id)
    question, complete = questions.open_question(store, experiment, baseline_run(runs), runs)
    whole = complete(replace(question, kind="trace", asked={"series": 3, "origin": 1}))
    (kept,) = whole.typical
    network, example = loaded.trained(whole, whole.spec, kept), inside.example_of(whole, whole.spec)
    told = store.arrays(kept.run)["test"][3, 1]
    assert whole.source.answer(example.told(network)[0], 1.0) == pytest.approx(told, rel=1e-4)
    walked = example.walk(network, CELLS["lstm"])
    assert walked.answer[0] == pytest.approx(example.told(network)[0], abs=1e-5)
    assert len(walked.ways) == 1 and walked.ways[0].inputs.shape[1] == example.inputs.shape[1]
    found, gap = example.contributions(network, CELLS["lstm"], 2)
    assert found.shape == example.inputs.shape[1:] and gap < 0.1
    assert np.abs(example.taken_away(network, 2)).max() > 0
