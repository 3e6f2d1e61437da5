"""What pairs hold: a line of figures, and how they begin."""

import streamlit as st

from app.components.table import table
from app.i18n import Translate
from app.numbers import whole
from app.tasks.translate.known import pairs_name
from core.specs import ExperimentSpec
from core.text.pairs import PairFacts


def pairs_line(t: Translate, facts: PairFacts) -> str:
    """Name, number of pairs and usual lengths in one line."""
    source, target = facts.letters
    return t(
        "pairs.line", name=pairs_name(t, facts), pairs=whole(facts.pairs), source=whole(source),
        target=whole(target),
    )  # fmt: skip


def line(t: Translate, spec: ExperimentSpec, facts: PairFacts) -> str:
    """The pairs in a line; every task on them is the same."""
    return pairs_line(t, facts)


def show_pairs(t: Translate, facts: PairFacts) -> None:
    """The first pairs, and what was dropped."""
    names = t("pairs.sentence"), t("pairs.translation")
    table([dict(zip(names, pair, strict=True)) for pair in facts.shown], names=2)
    if facts.repeated:
        st.caption(t("pairs.repeated", count=facts.repeated))
