"""Kept networks as ONNX answer what they answer in Keras; without the converter a sentence says so."""

import zipfile

import numpy as np
import pytest

from core.errors import UserError
from core.tasks.forecast.kept import onnx
from core.tasks.forecast.kept.parts import NAME


def test_without_the_converter_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(onnx, "find_spec", lambda name: None)
    with pytest.raises(UserError) as refused:
        onnx.require_onnx()
    assert refused.value.key == "onnx_not_installed"


def test_a_file_that_is_none_fails_with_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(onnx, "find_spec", lambda name: True)
    (tmp_path / "networks.zip").write_bytes(b"no zip")
    with pytest.raises(UserError) as refused:
        onnx.with_onnx(tmp_path / "networks.zip")
    assert refused.value.key == "onnx_failed" and "zip" in refused.value.facts["reason"]


@pytest.mark.keras
@pytest.mark.parametrize("layer", ["SimpleRNN", "LSTM", "GRU"])
def test_onnx_answers_as_keras_does(layer, tmp_path):
    runtime = pytest.importorskip("onnxruntime")
    pytest.importorskip("tf2onnx")
    import keras

    from core.networks.to_onnx import add_onnx

    cell = {"SimpleRNN": "rnn"}.get(layer, layer.lower())
    network = keras.Sequential(
        [keras.Input((12, 2)), getattr(keras.layers, layer)(5), keras.layers.Dense(3)], name="one"
    )
    kept, path = tmp_path / "one.keras", tmp_path / "networks.zip"
    network.save(kept)
    with zipfile.ZipFile(path, "w") as file:
        file.write(kept, f"networks/{cell}-seed-1.keras")
    (name,) = add_onnx(path)
    assert NAME.fullmatch(name), "it may be brought back"
    with zipfile.ZipFile(path) as file:
        session = runtime.InferenceSession(file.read(name))
    x = np.random.default_rng(1).normal(size=(7, 12, 2)).astype(np.float32)
    (told,) = session.run(None, {session.get_inputs()[0].name: x})
    np.testing.assert_allclose(told, network.predict(x, verbose=0), atol=1e-4)
