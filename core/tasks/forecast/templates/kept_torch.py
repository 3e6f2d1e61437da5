"""Forecast from a CSV with the networks beside this file, in PyTorch: python forecast_torch.py rows.csv

The CSV has times or steps first, then the columns; a row for every step, blank where nothing was measured.
The weights are those of the .keras files; no Keras is needed, but h5py.
"""

import io
import json
import zipfile

import h5py
import numpy as np
import torch

LAYERS = {"SimpleRNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}
PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
FILES = {"SimpleRNN": "simple_rnn", "LSTM": "lstm", "GRU": "gru"}  # how Keras names their weights


class Network(torch.nn.Module):
    """Recurrent layers, and a linear one that reads the last state."""

    def __init__(self, kind, columns, units, layers, both_ways, answers, activation):
        super().__init__()
        more = {"nonlinearity": activation} if kind == "SimpleRNN" else {}
        self.recurrent = LAYERS[kind](
            columns, units, layers, batch_first=True, bidirectional=both_ways, **more
        )
        self.readout = torch.nn.Linear(units * (1 + both_ways), answers)

    def forward(self, x):
        """Answers (windows, answers) to windows (windows, steps, columns)."""
        states = self.recurrent(x)[1]
        states = states[0] if isinstance(states, tuple) else states
        ways = 1 + self.recurrent.bidirectional
        return self.readout(torch.cat([*states[-ways:]], dim=1))


def gates(kind, values):
    """A layer's numbers in PyTorch's order: of a GRU's gates Keras has the update gate first."""
    if kind == "GRU":
        update, reset, new = np.split(values, 3)
        values = np.concatenate([reset, update, new])
    return torch.from_numpy(np.ascontiguousarray(values))


def loaded(path):
    """The network of a .keras file."""
    with zipfile.ZipFile(path) as file:
        layers = json.loads(file.read("config.json"))["config"]["layers"]
        body = io.BytesIO(file.read("model.weights.h5"))
    first, *stack, last = layers
    both_ways = stack[0]["class_name"] == "Bidirectional"
    one = stack[0]["config"]["layer"] if both_ways else stack[0]
    kind, units, activation = one["class_name"], one["config"]["units"], one["config"]["activation"]
    columns, answers = first["config"]["batch_shape"][-1], last["config"]["units"]
    network = Network(kind, columns, units, len(stack), both_ways, answers, activation)
    with h5py.File(body) as stored, torch.no_grad():
        for depth in range(len(stack)):
            number = f"_{depth}" if depth else ""
            for way in ("forward", "backward") if both_ways else ("forward",):
                place = f"bidirectional{number}/{way}_layer" if both_ways else FILES[kind] + number
                name = f"l{depth}" + ("_reverse" if way == "backward" else "")
                kernel, again, bias = (stored[f"layers/{place}/cell/vars/{n}"][:] for n in range(3))
                both = bias if bias.ndim == 2 else [bias, np.zeros_like(bias)]
                for part, values in zip(PARTS, (kernel.T, again.T, *both), strict=True):
                    getattr(network.recurrent, f"{part}_{name}").copy_(gates(kind, values))
        network.readout.weight.copy_(torch.from_numpy(stored["layers/dense/vars/0"][:].T.copy()))
        network.readout.bias.copy_(torch.from_numpy(stored["layers/dense/vars/1"][:]))
    return network
