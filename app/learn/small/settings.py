"""What a person has set of a small network; the address holds all of it."""

import streamlit as st

from app.components.glossary import explained_text
from app.i18n import Translate
from app.numbers import percent
from core.byhand.puzzles import PUZZLES
from core.byhand.training import Asked

STEPS, UNITS, UPDATES, SEEDS = (4, 20), (2, 16), (50, 200), (1, 99)  # least and most: two seconds
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
DROPOUTS, EXAMPLES = (0.0, 0.1, 0.3, 0.5, 0.7), (0, 16, 64, 256)  # 0 examples: new ones for every update
FIRST = {"steps": 12, "units": 8, "rate": 0.03, "updates": 200, "clipped": 1, "seed": 1}
MORE = {"dropout": 0.0, "examples": 0, "forget": 1}  # in the address where one is not as at first
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
    more = _more(t, begin)
    told = found | more if more != MORE else found
    st.query_params["set"] = "-".join(f"{value:g}" for value in told.values())
    return Asked(
        PUZZLES[puzzle_chosen()],
        steps,
        units,
        float(rate),
        updates,
        clipped,
        int(seed),
        bool(more["forget"]),
        float(more["dropout"]),
        int(more["examples"]),
    )


def _more(t: Translate, begin: dict[str, float]) -> dict[str, float]:
    """What keeps a network from learning by heart, what it may learn by heart, and how memories begin."""
    first, second, third = st.columns(3, gap="medium", vertical_alignment="bottom")
    dropout = first.select_slider(
        t(f"{SCOPE}.dropout"), DROPOUTS, begin["dropout"], key=f"{SCOPE}.dropout", format_func=percent_of,
        help=t(f"{SCOPE}.dropout.help"),
    )  # fmt: skip
    examples = second.select_slider(
        t(f"{SCOPE}.examples"), EXAMPLES, int(begin["examples"]), key=f"{SCOPE}.examples",
        format_func=lambda count: str(count) if count else t(f"{SCOPE}.examples.new"),
    )  # fmt: skip
    forget = third.toggle(t(f"{SCOPE}.forget"), bool(begin["forget"]), key=f"{SCOPE}.forget")
    return {"dropout": dropout, "examples": examples, "forget": int(forget)}


def percent_of(share: float) -> str:
    """Without digits behind the point."""
    return percent(share, 0)


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
    told = st.query_params.get("set", "").split("-")
    names = [*FIRST, *MORE] if len(told) > len(FIRST) else list(FIRST)
    try:
        found = MORE | dict(zip(names, map(float, told), strict=True))
    except ValueError:
        return FIRST | MORE
    ranges = {
        "steps": STEPS,
        "units": UNITS,
        "updates": UPDATES,
        "clipped": (0, 1),
        "seed": SEEDS,
        "forget": (0, 1),
    }
    whole = all(low <= found[name] <= high and found[name] % 1 == 0 for name, (low, high) in ranges.items())
    listed = found["rate"] in RATES and found["dropout"] in DROPOUTS and found["examples"] in EXAMPLES
    return found if whole and listed and found["updates"] % 50 == 0 else FIRST | MORE
