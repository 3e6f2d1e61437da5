"""Keras' own tests of its recurrent layers, with ours put in their place, on each way through time."""

import importlib

import keras
import pytest

if keras.backend.backend() != "tensorflow":
    pytest.skip("our layers are TensorFlow's", allow_module_level=True)

from core.networks import recurrent  # noqa: E402

pytestmark = pytest.mark.keras
MODULES = ("simple_rnn_test", "lstm_test", "gru_test", "bidirectional_test")


@pytest.fixture(autouse=True)
def ours(request, monkeypatch):
    """Whatever Keras calls by name is ours, and its masks, saved files and copies with it."""
    if request.cls.way == "native":
        request.getfixturevalue("native_passes")
    monkeypatch.setattr(recurrent._Written, "way", request.cls.way)
    for name in ("SimpleRNN", "LSTM", "GRU"):
        monkeypatch.setattr(keras.src.layers, name, getattr(recurrent, name))


for module in MODULES:
    of_keras = importlib.import_module(f"keras.src.layers.rnn.{module}")
    (cases,) = (
        case for case in vars(of_keras).values() if getattr(case, "__module__", "") == of_keras.__name__
    )
    for way in ("fast", "native"):
        name = f"Test{module.removesuffix('_test').title().replace('_', '')}{way.title()}"
        globals()[name] = type(name, (cases,), {"way": way, "__module__": __name__})
del cases  # or pytest would collect the last one by this name, too
