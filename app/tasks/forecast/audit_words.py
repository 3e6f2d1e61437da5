"""The audits' findings as sentences, for the page, the badges and the report."""

from app.i18n import Translate
from app.numbers import whole
from core.tasks.forecast.outcome import Outcome


def leakage_lines(t: Translate, outcome: Outcome) -> list[str]:
    """What moved when the future was replaced: at the train end, then at the test start."""
    if outcome.leakage["moved"]:
        first = t("audit.leakage.found.long", moved=t("words.comma").join(outcome.leakage["moved"]))
    else:
        first = t("audit.leakage.clean.long", compared=whole(outcome.leakage["compared"]))
    return [first, *(_weights(t, cell, found) for cell, found in outcome.weights_leakage.items())]


def look_ahead_line(t: Translate, outcome: Outcome) -> str:
    """Which columns look as if they knew the future."""
    if not outcome.look_ahead:
        return t("audit.look_ahead.nothing")
    named = named_columns(outcome)
    if not named:
        return t("audit.look_ahead.clean")
    return t("audit.look_ahead.found", columns=t("words.comma").join(named))


def named_columns(outcome: Outcome) -> list[str]:
    """Covariates that look as if they knew the future."""
    return [one.column for one in outcome.look_ahead if one.knows]


def _weights(t: Translate, cell: str, found: dict[str, int | bool]) -> str:
    facts = {"cell": t(f"cell.{cell}"), "compared": whole(found["compared"])}
    if not found["repeats"]:
        return t("audit.weights.unknown", **facts)
    return t("audit.weights.found" if found["moved"] else "audit.weights.clean", **facts)


def holm_line(t: Translate, outcome: Outcome) -> str:
    """The family that p-values were corrected for."""
    tests = outcome.verdict.tests
    return t("result.holm", tests=tests) if tests else t("result.holm.none")
