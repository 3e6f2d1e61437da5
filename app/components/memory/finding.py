"""What the memory lab found, in a few sentences computed from the figures."""

import streamlit as st

from app.i18n import Translate
from app.numbers import clock, figure, whole
from core.tasks.memory_outcome import Learner, MemoryOutcome

LUCKY = 0.9  # of the chance loss: above it, nothing was learnt


def finding(t: Translate, known: MemoryOutcome) -> None:
    """Draw the card."""
    with st.container(border=True):
        st.markdown(f"#### {t('memory.found.headline', **_counts(known))}")
        st.markdown("\n".join(f"- {line}" for line in sentences(t, known)))
        st.caption(
            t("memory.found.rule", solved=figure(known.problem.solved), chance=figure(known.problem.chance))
        )


def sentences(t: Translate, known: MemoryOutcome) -> list[str]:
    """One for each cell."""
    return [_sentence(t, known, one) for one in known.learners]


def _counts(known: MemoryOutcome) -> dict[str, int]:
    return {"solved": sum(one.solved > 0 for one in known.learners), "cells": len(known.learners)}


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
