"""How runs of the memory lab are compared: what they make of chance, and who solves the problem.

All runs on one problem of one length are judged on the same examples. A run keeps its scores and no answers,
so that nothing is tested in pairs: a problem is solved or it is not, and each seed says so for itself.
"""

from collections.abc import Mapping
from typing import Any

from core.compare.comparison import Comparison
from core.compare.test_set import Measure, Obstacle, Score, TestSet
from core.tasks.memory.spec import MemorySpec

SOLVED = "solved"
MEASURES = (
    Measure("test_loss", lower=True),
    Measure("above_chance", share=True),
    Measure("accuracy", share=True),
    Measure(SOLVED, share=True),
)


def recorded(facts: Mapping[str, Any], test_set: TestSet) -> dict[str, Score]:
    """Scores of one run on the test, from its record.

    Returns:
        Loss; its share of chance's loss that is gone; accuracy, None where numbers are told; 1 if it solved
        the problem and 0 if not.
    """
    if "test_loss" not in facts:
        return {}
    loss = float(facts["test_loss"])
    return {
        "test_loss": loss,
        "above_chance": 1 - loss / test_set.facts["chance"],
        "accuracy": facts.get("test_accuracy"),
        SOLVED: float(loss < test_set.facts["solved"]),
    }


def obstacle(ours: TestSet, theirs: TestSet) -> Obstacle | None:
    """Another problem or another length: then the examples are others."""
    one, other = ours.experiment.spec.of(MemorySpec), theirs.experiment.spec.of(MemorySpec)
    same = (one.problem, one.length) == (other.problem, other.length)
    return None if same else Obstacle("problem")


def reference(test_set: TestSet) -> str:
    """What a network has to beat."""
    return "chance"


COMPARISON = Comparison(
    MemorySpec.kind,
    MEASURES,
    reference,
    obstacle,
    recorded=recorded,
    goal=SOLVED,
    costs=("weights", "seconds"),
)
