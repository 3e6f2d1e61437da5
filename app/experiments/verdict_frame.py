"""What the verdicts of all tasks look like: a sentence, its evidence, the reference, badges."""

from collections.abc import Sequence

import streamlit as st

from app.experiments.badges import Badge, draw_badges
from app.i18n import Translate
from core.tasks.method_table import Judged


def verdict_frame(
    t: Translate,
    outcome: Judged,
    headline: str,
    evidence: str,
    reference: str,
    badges: Sequence[Badge],
    explained: Sequence[str],
    *,
    going: bool,
    waiting: str = "",
) -> None:
    """Draw the card.

    Args:
        going: More seeds will come.
        waiting: What else the verdict waits for, where all seeds are there.
        reference: Why the reference is the one it is.
        explained: Names of the paragraphs that explain the sentences.
    """
    with st.container(border=True):
        if outcome.verdict.provisional or outcome.seeds_done < outcome.seeds_wanted:
            kind, icon = ("provisional", "hourglass_top") if going else ("partial", "stop_circle")
            seeds = t(f"verdict.{kind}", done=outcome.seeds_done, wanted=outcome.seeds_wanted)
            told = t("verdict.awaits") if waiting else seeds
            st.badge(told, icon=f":material/{icon}:", color="orange")  # short: phones cut a longer one
            if waiting:
                st.caption(waiting)
        st.markdown(f"## {headline}")
        st.markdown(evidence)
        st.caption(reference)
        draw_badges(t, badges, *explained)
