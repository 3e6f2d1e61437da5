"""The same networks on PyTorch: their tests again, and TensorFlow's losses, in a process of its own."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

keras = pytest.importorskip("keras")
pytestmark = [
    pytest.mark.keras,
    pytest.mark.timeout(400),
    pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed (it need not be)"),
]
AGAIN = ("tests/core/networks/test_training.py", "tests/core/inside/test_gradients.py")


def on_torch(*arguments):
    """What a process of Python says whose Keras runs on PyTorch."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=Path(__file__).parents[3],
        env=os.environ
        | {"KERAS_BACKEND": "torch", "OMP_NUM_THREADS": "1"},  # the other core has its own test
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_networks_train_and_show_their_gradients_on_torch_too():
    on_torch("pytest", "-q", "-p", "no:cacheprovider", *AGAIN)


def test_updates_from_the_same_weights_lose_what_they_lose_on_tensorflow(tmp_path):
    backends = pytest.importorskip("tests.backends")
    weights = backends.first_weights()
    np.savez(tmp_path / "weights.npz", **weights)
    there = json.loads(on_torch("tests.backends", tmp_path / "weights.npz"))
    here = backends.losses_from(weights)
    assert there["backend"] == "torch" and here.keys() == there["losses"].keys() and len(here) == 6
    assert not [name for name in there["modules"] if name.split(".")[0] == "tensorflow"]
    for name, losses in here.items():
        np.testing.assert_allclose(there["losses"][name], losses, rtol=1e-4, err_msg=name)
