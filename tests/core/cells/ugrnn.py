"""The update gate RNN (Collins, Sohl-Dickstein & Sussillo 2017): a gate keeps or takes the candidate.

A cell is one such module.
"""

from core.cells.steps import Equation, Paper, Part, terms, total

BLOCKS = ("g", "n")
STATES = ("h",)
PARTS = (Part("h", "state", "hidden"), Part("g", "gate", "update"), Part("n", "candidate", "candidate"))
EQUATIONS = (
    Equation("g", r"\sigma(W_g x_t + U_g h_{t-1} + b_g)", r"\sigma({x_g} + {h_g} + {b_g})"),
    Equation("n", r"ACT(W_n x_t + U_n h_{t-1} + b_n)", r"ACT({x_n} + {h_n} + {b_n})"),
    Equation("h", r"g_t \odot h_{t-1} + (1 - g_t) \odot n_t", r"{g} \cdot {h_before} + (1 - {g}) \cdot {n}"),
)
COUNT = r"2\,n\,(m+n+1)"
PAPERS = (Paper("Collins, Sohl-Dickstein & Sussillo 2017", "https://arxiv.org/abs/1611.09913"),)


def step(x, state, weights, functions):
    """One step."""
    read, kept = x @ weights.kernel, state["h"] @ weights.recurrent
    told = terms(BLOCKS, functions, x=read, h=kept, b=weights.bias)
    g, n = functions.sigmoid(total(told, "g")), functions.activation(total(told, "n"))
    kept, written = g * state["h"], (1 - g) * n
    return told | {"g": g, "n": n, "h": kept + written, "kept": kept, "written": written}
