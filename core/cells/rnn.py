"""The plain recurrent cell (Elman 1990): h_t = f(W x_t + U h_{t-1} + b). It has no gates."""

from collections.abc import Mapping

from core.cells.steps import Array, Equation, Functions, Named, Paper, Part, Weights, terms, total

BLOCKS = ("h",)
STATES = ("h",)
PARTS = (Part("h", "state", "hidden"),)
EQUATIONS = (Equation("h", r"ACT(W x_t + U h_{t-1} + b)", "ACT({x_h} + {h_h} + {b_h})"),)
COUNT = r"n\,(m+n+1)"
PAPERS = (Paper("Elman 1990, Finding structure in time", "https://doi.org/10.1207/s15516709cog1402_1"),)


def step(x: Array, state: Mapping[str, Array], weights: Weights, functions: Functions) -> Named:
    """One step. Nothing of the old memory is kept as it is: it only enters the sum."""
    recurrent = state["h"] @ weights.recurrent
    now = terms(BLOCKS, functions, x=x @ weights.kernel, h=recurrent, b=weights.bias)
    h = functions.activation(total(now, "h"))
    return now | {"h": h, "kept": 0 * h, "written": h}
