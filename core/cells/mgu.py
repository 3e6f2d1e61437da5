"""The minimal gated unit (Zhou et al. 2016): one gate looks back and replaces. Keras has no layer for it.

The paper calls f a forget gate. It is the LSTM's turned round: where f is 1, the old state is replaced.
"""

from collections.abc import Mapping

from core.cells.steps import Array, Equation, Functions, Named, Paper, Part, Weights, terms, total

BLOCKS = ("f", "n")
STATES = ("h",)
PARTS = (Part("h", "state", "hidden"), Part("f", "gate", "replace"), Part("n", "candidate", "candidate"))
EQUATIONS = (
    Equation("f", r"\sigma(W_f x_t + U_f h_{t-1} + b_f)", r"\sigma({x_f} + {h_f} + {b_f})"),
    Equation("n", r"ACT(W_n x_t + U_n (f_t \odot h_{t-1}) + b_n)", r"ACT({x_n} + {h_n} + {b_n})"),
    Equation("h", r"(1 - f_t) \odot h_{t-1} + f_t \odot n_t", r"(1 - {f}) \cdot {h_before} + {f} \cdot {n}"),
)
COUNT = r"2\,n\,(m+n+1)"
PAPERS = (
    Paper(
        "Zhou, Wu, Zhang & Zhou 2016, Minimal gated unit for recurrent neural networks",
        "https://doi.org/10.1007/s11633-016-1006-2",
    ),
)


def step(x: Array, state: Mapping[str, Array], weights: Weights, functions: Functions) -> Named:
    """One step. The memory is the hidden state; 1 - f keeps, f writes and says how far n looks back."""
    units = state["h"].shape[-1]
    now = terms(BLOCKS, functions, x=x @ weights.kernel, b=weights.bias)
    now["h_f"] = state["h"] @ weights.recurrent[:, :units]
    f = functions.sigmoid(total(now, "f"))
    now["h_n"] = (f * state["h"]) @ weights.recurrent[:, units:]
    n = functions.activation(total(now, "n"))
    kept, written = (1 - f) * state["h"], f * n
    return now | {"f": f, "n": n, "h": kept + written, "kept": kept, "written": written}
