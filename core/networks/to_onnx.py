"""Networks of a kept ZIP as ONNX beside their `.keras` files: `python -m core.networks.to_onnx networks.zip`.

A process of its own, for the converter takes Keras and some seconds. The file is one that was written here.
"""

import os
import sys
import tempfile
import zipfile
from pathlib import Path

import keras
import numpy as np

INSIDE = "networks/"
KERAS, ONNX = ".keras", ".onnx"


def add_onnx(path: Path) -> list[str]:
    """Convert every network of the ZIP and put it in; returns the new names.

    Inputs and answers are as those of the `.keras` file: (windows, steps, columns) float32.
    """
    with zipfile.ZipFile(path) as file:
        known = set(file.namelist())
        bodies = {name: file.read(name) for name in known if name.startswith(INSIDE) and name.endswith(KERAS)}
    made = {name.replace(KERAS, ONNX): converted(body) for name, body in sorted(bodies.items())}
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        for name, body in made.items():
            if name not in known:
                file.writestr(name, body)
    return list(made)


def converted(body: bytes) -> bytes:
    """One network."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / f"one{KERAS}", Path(folder) / f"one{ONNX}"
        source.write_bytes(body)
        network = keras.saving.load_model(source, compile=False, safe_mode=True)
        network(np.zeros((1, *network.input_shape[1:]), dtype=np.float32))  # the converter asks for one call
        network.export(target, format="onnx", verbose=False)
        return target.read_bytes()


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    add_onnx(Path(sys.argv[1]))
