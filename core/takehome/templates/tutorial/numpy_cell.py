"""A recurrent cell in numpy, walked through a batch of sequences."""

import numpy as np

from core.takehome.templates.tutorial.choices import KIND

if KIND != "rnn":

    def sigmoid(values):
        """From any number to one between 0 and 1: how far a gate is open."""
        return 1 / (1 + np.exp(-values))


if KIND == "rnn":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # Before the first step nothing is known.
        h, states = np.zeros((len(x), U.shape[0])), []
        for t in range(x.shape[1]):
            # The same weights at every step: W before the input, U before the state, b is the bias.
            h = np.tanh(x[:, t] @ W + h @ U + b)
            states.append(h)
        return np.stack(states, axis=1)

elif KIND == "lstm":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # Two states: h is shown, c is the memory. Before the first step nothing is known.
        h, c, states = np.zeros((len(x), U.shape[0])), np.zeros((len(x), U.shape[0])), []
        for t in range(x.shape[1]):
            # All four blocks in one product, then cut: input gate, forget gate, candidate, output gate.
            i, f, g, o = np.split(x[:, t] @ W + h @ U + b, 4, axis=-1)
            # Keep a share of the memory, and write a share of the candidate.
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            # Show a share of the memory.
            h = sigmoid(o) * np.tanh(c)
            states.append(h)
        return np.stack(states, axis=1)

elif KIND == "gru":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # Before the first step nothing is known.
        h, states = np.zeros((len(x), U.shape[0])), []
        for t in range(x.shape[1]):
            # Two biases: beside the inputs, beside the state. Cut: update gate, reset gate, candidate.
            x_z, x_r, x_n = np.split(x[:, t] @ W + b[0], 3, axis=-1)
            h_z, h_r, h_n = np.split(h @ U + b[1], 3, axis=-1)
            z, r = sigmoid(x_z + h_z), sigmoid(x_r + h_r)
            # The reset gate says how much of the past the candidate may look at.
            n = np.tanh(x_n + r * h_n)
            # Where the update gate is open, the old state is kept.
            h = z * h + (1 - z) * n
            states.append(h)
        return np.stack(states, axis=1)

else:

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # Before the first step nothing is known.
        h, units, states = np.zeros((len(x), U.shape[0])), U.shape[0], []
        for t in range(x.shape[1]):
            # Inputs and biases of both blocks: the gate, the candidate.
            x_f, x_n = np.split(x[:, t] @ W + b, 2, axis=-1)
            # The gate says what is replaced, and how much of the past the candidate may look at.
            f = sigmoid(x_f + h @ U[:, :units])
            n = np.tanh(x_n + (f * h) @ U[:, units:])
            h = (1 - f) * h + f * n
            states.append(h)
        return np.stack(states, axis=1)
