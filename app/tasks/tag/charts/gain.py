"""Every method's score above the reference."""

from app.charts.skill import SkillRow, skill_rows
from core.tasks.tag.outcome import TagOutcome

FARTHEST = -0.15  # methods that are much worse are drawn at the edge, with their figure


def gain_facts(outcome: TagOutcome) -> list[SkillRow]:
    """Cells and simple methods, best last."""
    rows = [one for one in reversed(outcome.methods) if one.kind != "seeds"]
    cells = [one.gain for one in rows if one.kind == "cell"]
    found = ((one.name, one.gain, one.low, one.high) for one in rows)
    return skill_rows(found, farthest=FARTHEST, seen=cells)
