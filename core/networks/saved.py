"""A network's weights as bytes."""

import tempfile
from pathlib import Path

import keras


def weights_of(network: keras.Model) -> bytes:
    """A network's weights as an h5 file, without the optimizer's memory, which takes twice their room."""
    optimizer, network.optimizer = network.optimizer, None
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.weights.h5"
            network.save_weights(path)
            return path.read_bytes()
    finally:
        network.optimizer = optimizer
