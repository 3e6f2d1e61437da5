"""Gated recurrent unit (Cho et al. 2014), as cuDNN and Keras have it: the reset gate follows the product.

Each block has two biases, b beside the inputs and d beside the hidden state. They differ in the candidate
only, where r acts on d; elsewhere their sum is shown as b.
"""

from collections.abc import Mapping

from core.cells.steps import Array, Equation, Functions, Named, Paper, Part, Weights, terms, total

BLOCKS = ("z", "r", "n")
STATES = ("h",)
PARTS = (
    Part("h", "state", "hidden"),
    Part("z", "gate", "update"),
    Part("r", "gate", "reset"),
    Part("n", "candidate", "candidate"),
)
EQUATIONS = (
    Equation("z", r"\sigma(W_z x_t + U_z h_{t-1} + b_z)", r"\sigma({x_z} + {h_z} + {b_z})"),
    Equation("r", r"\sigma(W_r x_t + U_r h_{t-1} + b_r)", r"\sigma({x_r} + {h_r} + {b_r})"),
    Equation(
        "n",
        r"ACT(W_n x_t + b_n + r_t \odot (U_n h_{t-1} + d_n))",
        r"ACT({x_n} + {b_n} \\ &\qquad + {r} \cdot ({h_n} + {d_n}))",
    ),
    Equation("h", r"z_t \odot h_{t-1} + (1 - z_t) \odot n_t", r"{z} \cdot {h_before} + (1 - {z}) \cdot {n}"),
)
COUNT = r"3\,n\,(m+n+2)"
PAPERS = (Paper("Cho et al. 2014, Learning phrase representations", "https://arxiv.org/abs/1406.1078"),)


def step(x: Array, state: Mapping[str, Array], weights: Weights, functions: Functions) -> Named:
    """One step. The memory is the hidden state; the update gate z keeps, 1 - z writes, r looks back."""
    b, d = weights.bias[0], weights.bias[1]
    now = terms(BLOCKS, functions, x=x @ weights.kernel, h=state["h"] @ weights.recurrent, b=b, d=d)
    now |= {"b_z": now["b_z"] + now["d_z"], "b_r": now["b_r"] + now["d_r"]}
    z = functions.sigmoid(total(now, "z"))
    r = functions.sigmoid(total(now, "r"))
    n = functions.activation(now["x_n"] + now["b_n"] + r * (now["h_n"] + now["d_n"]))
    kept, written = z * state["h"], (1 - z) * n
    return now | {"z": z, "r": r, "n": n, "h": kept + written, "kept": kept, "written": written}
