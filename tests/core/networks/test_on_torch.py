"""The same networks on PyTorch: these tests again, in a process whose Keras runs on it."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.keras,
    pytest.mark.timeout(400),
    pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed (it need not be)"),
]
AGAIN = ("tests/core/networks/test_training.py", "tests/core/inside/test_gradients.py")


def test_networks_train_and_show_their_gradients_on_torch_too():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *AGAIN],
        cwd=Path(__file__).parents[3],
        env=os.environ
        | {"KERAS_BACKEND": "torch", "OMP_NUM_THREADS": "1"},  # the other core has its own test
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
