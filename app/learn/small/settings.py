"""What a person has set of a small network; the address holds all of it."""

import streamlit as st

from app.components.glossary import explained_text
from app.i18n import Translate
from core.byhand.puzzles import PUZZLES
from core.byhand.training import Asked

STEPS, UNITS, UPDATES, SEEDS = (4, 20), (2, 16), (50, 200), (1, 99)  # least and most: two seconds
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
FIRST = {"steps": 12, "units": 8, "rate": 0.03, "updates": 200, "clipped": 1, "seed": 1}
SCOPE = "learn.small"


def asked(t: Translate) -> Asked:
    """Draw the settings; return them."""
    begin = _from_address()
    first, second, third = st.columns(3, gap="medium")
    steps = first.slider(t(f"{SCOPE}.steps"), *STEPS, int(begin["steps"]), key=f"{SCOPE}.steps")
    units = second.slider(t(f"{SCOPE}.units"), *UNITS, int(begin["units"]), key=f"{SCOPE}.units")
    rate = third.select_slider(t(f"{SCOPE}.rate"), RATES, begin["rate"], key=f"{SCOPE}.rate")
    updates = first.slider(t(f"{SCOPE}.updates"), *UPDATES, int(begin["updates"]), 50, key=f"{SCOPE}.updates")
    seed = second.number_input(t(f"{SCOPE}.seed"), *SEEDS, int(begin["seed"]), key=f"{SCOPE}.seed")
    clipped = third.toggle(t(f"{SCOPE}.clipped"), bool(begin["clipped"]), key=f"{SCOPE}.clipped")
    found = {"steps": steps, "units": units, "rate": rate, "updates": updates, "clipped": int(clipped)}
    found["seed"] = int(seed)
    st.query_params["set"] = "-".join(f"{value:g}" for value in found.values())
    return Asked(PUZZLES[puzzle_chosen()], steps, units, float(rate), updates, clipped, int(seed))


def puzzle(t: Translate) -> None:
    """Draw the choice of the question."""
    name = st.pills(
        t(f"{SCOPE}.puzzle"), list(PUZZLES), default=puzzle_chosen(), required=True, key=f"{SCOPE}.puzzle",
        format_func=lambda one: t(f"{SCOPE}.{one}"),
    )  # fmt: skip
    st.query_params["puzzle"] = str(name or next(iter(PUZZLES)))
    explained_text(t(f"{SCOPE}.{puzzle_chosen()}.text"))


def puzzle_chosen() -> str:
    """The one that the address names, or the first."""
    named = st.query_params.get("puzzle", "")
    return named if named in PUZZLES else next(iter(PUZZLES))


def _from_address() -> dict[str, float]:
    """What the address says, or the first settings where that cannot be."""
    try:
        found = dict(zip(FIRST, map(float, st.query_params.get("set", "").split("-")), strict=True))
    except ValueError:
        return FIRST
    ranges = {"steps": STEPS, "units": UNITS, "updates": UPDATES, "clipped": (0, 1), "seed": SEEDS}
    whole = all(low <= found[name] <= high and found[name] % 1 == 0 for name, (low, high) in ranges.items())
    return found if whole and found["rate"] in RATES and found["updates"] % 50 == 0 else FIRST
