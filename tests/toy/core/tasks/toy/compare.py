"""How runs are compared."""

from collections.abc import Mapping
from typing import Any

from core.compare.comparison import Comparison
from core.compare.test_set import Measure, Score, TestSet
from core.tasks.toy.spec import ToySpec

SOLVED = "solved"


def recorded(facts: Mapping[str, Any], test_set: TestSet) -> dict[str, Score]:
    """How far a run is off, and whether less than zero."""
    if "error" not in facts:
        return {}
    return {"mae": facts["error"], SOLVED: float(facts["error"] < test_set.facts["error"])}


COMPARISON = Comparison(
    ToySpec.kind,
    (Measure("mae", lower=True), Measure(SOLVED, share=True)),
    reference=lambda test_set: "zero",
    obstacle=lambda ours, theirs: None,
    recorded=recorded,
    goal=SOLVED,
    costs=("weights", "seconds"),
)
