"""The same cell as a module of PyTorch, with the weights of the numpy code."""

import torch

from core.takehome.templates.tutorial.choices import KIND

if KIND == "rnn":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        inputs, units = W.shape[0], U.shape[0]
        module = torch.nn.RNN(inputs, units, batch_first=True, dtype=torch.float64)
        with torch.no_grad():
            # PyTorch keeps each matrix the other way round, and two biases, of which one is enough.
            module.weight_ih_l0.copy_(torch.from_numpy(W.T))
            module.weight_hh_l0.copy_(torch.from_numpy(U.T))
            module.bias_ih_l0.copy_(torch.from_numpy(b))
            module.bias_hh_l0.zero_()
            # All states, and behind them the last one by itself.
            states, last = module(torch.from_numpy(x))
        return states.numpy()

elif KIND == "lstm":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        inputs, units = W.shape[0], U.shape[0]
        module = torch.nn.LSTM(inputs, units, batch_first=True, dtype=torch.float64)
        with torch.no_grad():
            # PyTorch keeps each matrix the other way round, and two biases, of which one is enough.
            # Blocks lie in this order: input gate, forget gate, candidate, output gate.
            module.weight_ih_l0.copy_(torch.from_numpy(W.T))
            module.weight_hh_l0.copy_(torch.from_numpy(U.T))
            module.bias_ih_l0.copy_(torch.from_numpy(b))
            module.bias_hh_l0.zero_()
            # All states, and behind them the last h and the last c.
            states, (h, c) = module(torch.from_numpy(x))
        return states.numpy()

else:

    def turned(values, units):
        """From update gate, reset gate, candidate to PyTorch's order, which begins with the reset gate."""
        z, r, n = torch.from_numpy(values).split(units)
        return torch.cat([r, z, n])

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        inputs, units = W.shape[0], U.shape[0]
        module = torch.nn.GRU(inputs, units, batch_first=True, dtype=torch.float64)
        with torch.no_grad():
            # PyTorch keeps each matrix the other way round.
            for name, values in (
                ("weight_ih", W.T),
                ("weight_hh", U.T),
                ("bias_ih", b[0]),
                ("bias_hh", b[1]),
            ):
                getattr(module, f"{name}_l0").copy_(turned(values, units))
            # All states, and behind them the last one by itself.
            states, last = module(torch.from_numpy(x))
        return states.numpy()
