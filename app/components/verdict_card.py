"""What was found, in one sentence; then its evidence; then badges for the audits."""

import streamlit as st

from app.i18n import Translate
from app.numbers import figure, p_value, percent, signed, whole
from core.runs.records import Run
from core.tasks.outcome import Outcome


def headline(t: Translate, outcome: Outcome) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    return t(
        f"verdict.{outcome.verdict.outcome}",
        cell=t(f"cell.{outcome.verdict.cell}"),
        reference=t(f"method.{outcome.reference}"),
        skill=percent(best.skill),
    )


def evidence(t: Translate, outcome: Outcome) -> str:
    """The figures that the verdict rests on."""
    best = outcome.method(outcome.verdict.cell)
    facts = {
        "cell": t(f"cell.{best.name}"),
        "skill": signed(best.skill),
        "low": signed(best.low),
        "high": signed(best.high),
        "reference": t(f"method.{outcome.reference}"),
        "origins": whole(len(outcome.backtest.origins)),
        "p": p_value(best.p_holm),
        "tests": outcome.verdict.tests,
        "seeds": best.seeds,
        "apart": outcome.facts["apart"],
    }
    if best.low is None:
        return t("evidence.too_little", **facts)
    return t("evidence.tested" if best.p_holm is not None else "evidence.untested", **facts)


def verdict_card(t: Translate, outcome: Outcome, runs: list[Run]) -> None:
    """Draw the card."""
    with st.container(border=True):
        if outcome.verdict.provisional:
            st.badge(
                t("verdict.provisional", done=outcome.seeds_done, wanted=outcome.seeds_wanted),
                icon=":material/hourglass_top:",
                color="orange",
            )
        st.markdown(f"## {headline(t, outcome)}")
        st.markdown(evidence(t, outcome))
        with st.container(horizontal=True, gap="small"):
            for text, icon, color, help in badges(t, outcome, runs):
                st.badge(text, icon=icon, color=color, help=help)  # type: ignore[arg-type]


def badges(t: Translate, outcome: Outcome, runs: list[Run]) -> list[tuple[str, str | None, str, str]]:
    """Text, icon, colour and explanation of each badge."""
    moved, compared = len(outcome.leakage["moved"]), outcome.leakage["compared"]
    clean = moved == 0
    found: list[tuple[str, str | None, str, str]] = [
        (
            t(
                "audit.leakage.clean" if clean else "audit.leakage.found",
                moved=moved,
                compared=whole(compared),
            ),
            ":material/check:" if clean else ":material/warning:",
            "green" if clean else "red",
            t("audit.leakage.help"),
        )
    ]
    follows = outcome.follows[outcome.verdict.cell]
    if follows.follows is not None:
        key = "audit.follows.yes" if follows.follows else "audit.follows.no"
        icon, color = (
            (":material/content_copy:", "orange") if follows.follows else (":material/check:", "green")
        )
        found.append((t(key, cell=t(f"cell.{outcome.verdict.cell}")), icon, color, t("audit.follows.help")))
    wide = outcome.covered[outcome.shown][0]
    found.append(
        (
            t("audit.coverage", level=percent(wide.level, 0), coverage=percent(wide.coverage)),
            ":material/straighten:",
            "gray",
            t("audit.coverage.help", width=figure(wide.width)),
        )
    )
    device = next((run for run in runs if run.kernel), None)
    if device is not None:
        found.append(
            (
                t("audit.device", device=device.device, kernel=t(f"kernel.{device.kernel}")),
                None,
                "gray",
                t(f"kernel.why.{device.kernel_reason}"),
            )
        )
    return found
