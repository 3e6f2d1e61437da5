"""The independently recurrent network (Li et al. 2018): each unit sees its own state only, by one number."""

from core.cells.steps import Equation, Part

BLOCKS = ("h",)
STATES = ("h",)
PARTS = (Part("h", "state", "hidden"),)
EQUATIONS = (Equation("h", r"ACT(W x_t + u \odot h_{t-1} + b)", "ACT({x_h} + {h_h} + {b_h})"),)


def shapes(inputs, units):
    return (inputs, units), (units,), (units,)


def step(x, state, weights, functions):
    told = {"x_h": x @ weights.kernel, "h_h": state["h"] * weights.recurrent, "b_h": weights.bias}
    h = functions.activation(told["x_h"] + told["h_h"] + told["b_h"])
    return told | {"h": h, "kept": 0 * h, "written": h}
