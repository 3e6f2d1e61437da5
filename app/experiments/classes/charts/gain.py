"""Every method's accuracy above the reference."""

from app.charts.skill import SkillRow, skill_rows
from core.tasks.classified.outcome import ClassOutcome

FARTHEST = -0.15  # methods that are much worse are drawn at the edge, with their figure


def gain_facts(outcome: ClassOutcome) -> list[SkillRow]:
    """Cells, cells with the bag of words and baselines, best last."""
    rows = [m for m in reversed(outcome.methods) if m.kind != "seeds"]
    cells = [m.gain for m in rows if m.kind == "cell"]
    return skill_rows(((m.name, m.gain, m.low, m.high) for m in rows), farthest=FARTHEST, seen=cells)
