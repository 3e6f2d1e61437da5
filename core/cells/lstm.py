"""Long short-term memory (Hochreiter & Schmidhuber 1997) with a forget gate (Gers et al. 2000)."""

from collections.abc import Mapping

from core.cells.steps import Array, Equation, Functions, Named, Paper, Part, Weights, terms, total

BLOCKS = ("i", "f", "g", "o")
STATES = ("h", "c")
PARTS = (
    Part("h", "state", "hidden"),
    Part("c", "state", "memory"),
    Part("f", "gate", "forget"),
    Part("i", "gate", "input"),
    Part("g", "candidate", "candidate"),
    Part("o", "gate", "output"),
)
EQUATIONS = (
    Equation("f", r"\sigma(W_f x_t + U_f h_{t-1} + b_f)", r"\sigma({x_f} + {h_f} + {b_f})"),
    Equation("i", r"\sigma(W_i x_t + U_i h_{t-1} + b_i)", r"\sigma({x_i} + {h_i} + {b_i})"),
    Equation("g", r"ACT(W_g x_t + U_g h_{t-1} + b_g)", r"ACT({x_g} + {h_g} + {b_g})"),
    Equation("o", r"\sigma(W_o x_t + U_o h_{t-1} + b_o)", r"\sigma({x_o} + {h_o} + {b_o})"),
    Equation("c", r"f_t \odot c_{t-1} + i_t \odot g_t", r"{f} \cdot {c_before} + {i} \cdot {g}"),
    Equation("h", r"o_t \odot ACT(c_t)", r"{o} \cdot ACT({c})"),
)
COUNT = r"4\,n\,(m+n+1)"
PAPERS = (
    Paper(
        "Hochreiter & Schmidhuber 1997, Long short-term memory", "https://doi.org/10.1162/neco.1997.9.8.1735"
    ),
    Paper(
        "Gers, Schmidhuber & Cummins 2000, Learning to forget", "https://doi.org/10.1162/089976600300015015"
    ),
)


def step(x: Array, state: Mapping[str, Array], weights: Weights, functions: Functions) -> Named:
    """One step. The memory is the cell state; the forget gate f keeps, the input gate i writes."""
    recurrent = state["h"] @ weights.recurrent
    now = terms(BLOCKS, functions, x=x @ weights.kernel, h=recurrent, b=weights.bias)
    i = functions.sigmoid(total(now, "i"))
    f = functions.sigmoid(total(now, "f"))
    g = functions.activation(total(now, "g"))
    o = functions.sigmoid(total(now, "o"))
    kept, written = f * state["c"], i * g
    c = kept + written
    h = o * functions.activation(c)
    return now | {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h, "kept": kept, "written": written}
