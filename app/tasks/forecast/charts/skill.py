"""How much of the reference's error is gone: of every method, by further columns, by a cell beside ridge."""

from app.charts.skill import SkillRow, skill_rows
from core.tasks.forecast.outcome import Outcome
from core.words.methods import with_ridge

FARTHEST = -0.6  # methods that are much worse are drawn at the edge, with their figure


def skill_facts(outcome: Outcome) -> list[SkillRow]:
    """Cells, cells with ridge and baselines, best last."""
    rows = [m for m in reversed(outcome.methods) if m.kind != "seeds"]
    cells = [m.skill for m in rows if m.kind == "cell"]
    return skill_rows(((m.name, m.skill, m.low, m.high) for m in rows), farthest=FARTHEST, seen=cells)


def gained_facts(outcome: Outcome) -> list[SkillRow]:
    """Per cell, how much skill the further columns add; best last."""
    rows = sorted(outcome.ablation, key=lambda one: one.gain or 0.0)
    found = ((one.cell, one.gain, one.low, one.high) for one in rows)
    return skill_rows(found, farthest=FARTHEST, seen=[one.gain for one in rows])


def added_facts(outcome: Outcome) -> list[SkillRow]:
    """Per cell, how much better half of it and half ridge is than ridge; best last."""
    rows = sorted(outcome.added, key=lambda one: one.skill or 0.0)
    found = ((with_ridge(one.cell), one.skill, one.low, one.high) for one in rows)
    return skill_rows(found, farthest=FARTHEST, seen=[one.skill for one in rows])
