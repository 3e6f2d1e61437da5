"""Results as rows for a table."""

from app.i18n import Translate
from app.numbers import NONE, figure, p_value, percent, whole
from core.tasks.generate.outcome import Teller, WritingOutcome
from core.tasks.generate.spec import GenerateSpec


def writing_rows(t: Translate, outcome: WritingOutcome) -> list[dict[str, str]]:
    """One row per method, fewest bits first."""
    return [_row(t, one, outcome.task) for one in outcome.methods]


def _row(t: Translate, one: Teller, task: GenerateSpec) -> dict[str, str]:
    spread = f" ± {figure(one.deviation, 2)}" if one.deviation is not None else ""
    known = one.low is not None and one.high is not None
    told = {
        "characters": {t("generate.column.bits"): figure(one.bits) + spread},
        "words": {
            t("generate.column.perplexity"): figure(one.perplexity),
            t("generate.column.bits.words"): figure(one.bits) + spread,
        },
        "items": {
            t("generate.column.recall"): figure(one.recall) + spread,
            t("generate.column.mrr"): figure(one.mrr),
        },
    }[task.unit]
    return {
        t("column.method"): t(f"method.{one.name}"),
        **told,
        t("generate.column.saved.items" if task.unit == "items" else "generate.column.saved"): percent(
            one.gain
        ),
        t("column.interval"): t("generate.interval", low=percent(one.low), high=percent(one.high))
        if known
        else NONE,
        t("column.p"): p_value(one.p_holm).removeprefix("=\u00a0") if one.kind == "cell" else "",
        t("column.weights"): whole(one.weights) if one.weights else "",
    }
