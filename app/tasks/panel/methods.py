"""Every method on the same test, the lowest error first."""

from app.components.table import table
from app.errors import literal
from app.i18n import Translate
from app.numbers import NONE, figure, interval, p_value, percent, whole
from core.tasks.panel.outcome import PanelMethod, PanelOutcome
from core.words.methods import row_word

SCORES = ("mase", "mase_median", "rmsse", "wape", "smape")


def methods_table(t: Translate, outcome: PanelOutcome) -> None:
    """Draw it."""
    table(method_rows(t, outcome))


def method_rows(t: Translate, outcome: PanelOutcome) -> list[dict[str, str]]:
    """Rows that are readable already."""
    return [_row(t, method) for method in outcome.methods]


def limits_of(t: Translate, outcome: PanelOutcome) -> list[str]:
    """Which local methods were not fitted, or not to all series."""
    left = [
        t("panel.methods.left_out", method=t(f"method.{name}"), most=whole(most))
        for name, most in outcome.facts["left_out"].items()
    ]
    failed = outcome.facts.get("failed", {}).items()
    return left + [
        t("panel.methods.failed", method=t(f"method.{name}"), count=count) for name, count in failed
    ]


def _row(t: Translate, method: PanelMethod) -> dict[str, str]:
    scores = {t(f"metric.{name}"): _score(method, name) for name in SCORES}
    return {
        t("column.method"): literal(row_word(t, method.name, method.kind)),
        **scores,
        t("panel.wins"): percent(method.wins, 0),
        t("panel.gain"): percent(method.gain),
        t("panel.gain.interval"): interval(method.low, method.high),
        "p (Holm)": p_value(method.p_holm) if method.p_holm is not None else NONE,
        t("column.weights"): whole(method.weights) if method.weights else NONE,
    }


def _score(method: PanelMethod, name: str) -> str:
    value = method.scores.get(name)
    return percent(value) if name == "wape" else figure(value)
