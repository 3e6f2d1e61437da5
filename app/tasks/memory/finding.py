"""What the memory lab found, in a few sentences computed from the figures."""

import streamlit as st

from app.i18n import Translate
from app.numbers import clock, figure, whole
from core.tasks.memory.outcome import Learner, MemoryOutcome

LUCKY = 0.9  # of the chance loss: above it, nothing was learnt


def finding(t: Translate, known: MemoryOutcome) -> None:
    """Draw the card."""
    with st.container(border=True):
        st.markdown(f"#### {headline(t, known)}")
        st.markdown("\n".join(f"- {line}" for line in sentences(t, known)))
        st.caption(
            t("memory.found.rule", solved=figure(known.problem.solved), chance=figure(known.problem.chance))
        )


def headline(t: Translate, known: MemoryOutcome) -> str:
    """Who solved it, of all cells that were asked for."""
    solved = [t(f"cell.{one.cell}") for one in known.learners if one.solved]
    count = len(known.wanted)
    facts = {"names": t("words.and").join(solved), "solved": len(solved), "count": count}
    if not solved:
        alone = facts | {"names": t(f"cell.{known.wanted[0]}")}
        return t("memory.found.none.one", **alone) if count == 1 else t("memory.found.none", **facts)
    if len(solved) < count:
        return t("memory.found.some", **facts)
    return t(f"memory.found.all.{'one' if count == 1 else 'many'}", **facts)


def sentences(t: Translate, known: MemoryOutcome) -> list[str]:
    """One for each cell that was asked for."""
    told = {one.cell: _sentence(t, known, one) for one in known.learners}
    missing = "lost" if known.ended else "waiting"
    return [told.get(name) or t(f"memory.found.{missing}", cell=t(f"cell.{name}")) for name in known.wanted]


def _sentence(t: Translate, known: MemoryOutcome, one: Learner) -> str:
    facts = {"cell": t(f"cell.{one.cell}"), "loss": figure(one.loss)}
    if one.solved:
        how = "solved" if one.solved == len(one.runs) else "partly"
        return t(
            f"memory.found.{how}",
            **facts,
            solved=one.solved,
            seeds=len(one.runs),
            updates=whole(one.solved_after or 0),
            time=clock(t, one.solved_seconds or 0),
        )
    how = "nothing" if one.loss > LUCKY * known.problem.chance else "something"
    return t(f"memory.found.{how}", **facts, chance=figure(known.problem.chance))
