"""Kept networks forecast what training told, to the bit, and from later rows what plain Keras tells."""

from dataclasses import replace
from io import BytesIO

import h5py
import numpy as np
import pytest

from core.data.frame import to_parquet
from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.forecast.new_rows.question import NewRows
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.training_loss import settled
from core.tasks.job import Job
from core.tasks.question import Question, TrainedNetwork
from tests.core.tasks.forecast.test_new_rows import BASE, LONG, ROWS, TASK, series

pytestmark = pytest.mark.keras


def trained(spec, data, monkeypatch):
    """What a worker leaves of the final networks of two seeds."""
    from core.tasks.forecast import train

    for teller in ("core.tasks.forecast.fitting", "core.tasks.worker"):
        monkeypatch.setattr(f"{teller}.tell", lambda *_, **__: None)
    monkeypatch.setattr("core.tasks.worker.asked_to_stop", lambda _: False)
    for seed in (1, 2):
        job = Job(
            run=f"final {seed}", experiment="one", attempt=1, task="forecast", kind="final", cell="gru",
            seed=seed, units=4, spec=spec, data=b"", kernel=None, rates=(0.005,) * 4, check=3,
        )  # fmt: skip
        yield train.DOERS["final"](job, spec, data)


def asked(spec, data, now, ended):
    from core.tasks.forecast.baselines import all_baselines

    prepared = prepare(data, spec.task)
    facts, arrays = all_baselines(spec, data)
    source = NewRows(
        prepared.columns, prepared.steps, prepared.gapless, prepared.lookback, trained=to_parquet(data),
        together=to_parquet(now), refitted=frozenset({"gru"}), chosen=facts,
    )  # fmt: skip
    kept = tuple(
        TrainedNetwork(f"{spec.task.blocks} {seed}", "gru", seed, 4, weights=one.weights)
        for seed, one in enumerate(ended, 1)
    )
    spec = replace(spec, training=settled(spec.training, prepared))
    return Question("predict", spec, source, (), together=kept), arrays


@pytest.fixture
def spec():
    task = replace(TASK, transform="levels", calendar="no", blocks="steps")
    training = TrainingSpec(updates=12, batch=16)
    return ExperimentSpec(data=BASE.sha256, task=task, model=ModelSpec(units=4), training=training)


def test_without_a_new_row_the_forecast_is_that_of_the_training_to_the_bit(spec, monkeypatch):
    from core.tasks.forecast.new_rows.answering import predict

    spec = replace(spec, task=replace(TASK, transform="auto", calendar="yes", holidays="DE"))
    ended = list(trained(spec, BASE, monkeypatch))
    question, arrays = asked(spec, BASE, BASE, ended)
    told = predict(question)
    finals = np.mean([one.arrays["final"] for one in ended], axis=0)
    np.testing.assert_array_equal(told["cells"]["gru"], finals)
    before = {name.removeprefix("final/") for name in arrays if name.startswith("final/")}
    assert set(told["simple"]) == before and "ridge" in before
    for name, forecast in told["simple"].items():
        np.testing.assert_array_equal(forecast, arrays[f"final/{name}"], err_msg=name)


def test_later_rows_are_forecast_from_as_plain_keras_does_it(spec, monkeypatch):
    import keras

    from core.tasks.forecast.new_rows.answering import predict

    ended = list(trained(spec, BASE, monkeypatch))
    question, _ = asked(spec, BASE, series(LONG), ended)
    told = predict(question)
    known = LONG[:ROWS]  # what was trained on, and nothing later; the first row has no change
    scale = np.mean(known), np.std(known)
    window = ((LONG[-TASK.lookback :] - known[1:].mean()) / known[1:].std())[None, :, None]
    found = []
    for one in ended:
        plain = keras.Sequential(
            [keras.Input((TASK.lookback, 1)), keras.layers.GRU(4), keras.layers.Dense(TASK.horizon)]
        )
        with h5py.File(BytesIO(one.weights)) as file:
            plain.set_weights(weights_in(file))
        found.append(plain.predict_on_batch(window.astype(np.float32))[0] * scale[1] + scale[0])
    np.testing.assert_allclose(told["cells"]["gru"], np.mean(found, axis=0), rtol=1e-5)
    np.testing.assert_array_equal(told["simple"]["last_value"], np.repeat(LONG[-1], TASK.horizon))
    np.testing.assert_allclose(told["simple"]["mean"], np.repeat(LONG.mean(), TASK.horizon), rtol=1e-12)


def weights_in(file):
    """All arrays of a file of weights, the recurrent layer's before the readout's."""
    found = []
    file.visititems(
        lambda name, one: found.append((name, one[()])) if isinstance(one, h5py.Dataset) else None
    )
    return [array for name, array in sorted(found, key=lambda pair: ("dense" in pair[0], pair[0]))]


def test_networks_learn_on_where_the_latest_rows_say_that_it_does_no_harm(spec, monkeypatch):
    from core.tasks.forecast.new_rows.answering import predict

    ended = list(trained(spec, BASE, monkeypatch))

    def told(values, way):
        question, _ = asked(spec, BASE, series(values), ended)
        return predict(replace(question, asked={"way": way}))

    moved = np.concatenate([LONG[:ROWS], LONG[ROWS:] + 30.0])
    gained = told(moved, "continued")["continued"]["gru"]
    assert gained["kept"] and gained["after"] < gained["before"]
    assert told(moved, "continued")["cells"] != told(moved, "trained")["cells"]
    middle = (ROWS + len(LONG)) // 2
    astray = np.concatenate([LONG[:ROWS], LONG[ROWS:middle] + 90.0, LONG[middle:]])
    lost = told(astray, "continued")
    assert not lost["continued"]["gru"]["kept"]
    assert lost["cells"] == told(astray, "trained")["cells"]
    with pytest.raises(UserError, match="too_few_to_continue"):
        told(LONG[: ROWS + 3], "continued")
