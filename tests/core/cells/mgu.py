"""The minimal gated unit (Zhou et al. 2016): one gate both forgets and writes. A cell is one such module."""

from core.cells.steps import Equation, Part, terms, total

BLOCKS = ("f", "n")
STATES = ("h",)
PARTS = (Part("h", "state", "hidden"), Part("f", "gate", "forget"), Part("n", "candidate", "candidate"))
EQUATIONS = (
    Equation("f", r"\sigma(W_f x_t + U_f h_{t-1} + b_f)", r"\sigma({x_f} + {h_f} + {b_f})"),
    Equation("n", r"ACT(W_n x_t + U_n (f_t \odot h_{t-1}) + b_n)", r"ACT({x_n} + {h_n} + {b_n})"),
    Equation("h", r"(1 - f_t) \odot h_{t-1} + f_t \odot n_t", r"(1 - {f}) \cdot {h_before} + {f} \cdot {n}"),
)


def step(x, state, weights, functions):
    units = state["h"].shape[-1]
    told = terms(BLOCKS, functions, x=x @ weights.kernel, b=weights.bias)
    told["h_f"] = state["h"] @ weights.recurrent[:, :units]
    f = functions.sigmoid(total(told, "f"))
    told["h_n"] = (f * state["h"]) @ weights.recurrent[:, units:]
    n = functions.activation(total(told, "n"))
    kept, written = (1 - f) * state["h"], f * n
    return told | {"f": f, "n": n, "h": kept + written, "kept": kept, "written": written}
