"""Results of taggers as rows for tables."""

from app.i18n import Translate
from app.numbers import NONE, p_value, percent, points, points_interval, whole
from core.tasks.tag.outcome import Tagger, TagOutcome
from core.words.methods import row_word


def tagger_rows(t: Translate, outcome: TagOutcome) -> list[dict[str, str]]:
    """One row per method, the highest score first."""
    shown = ["accuracy", "unknown", "sentences"]
    if outcome.spans:
        shown = ["score", "precision", "recall", *shown]
    return [_row(t, one, shown) for one in outcome.methods]


def methods_about(t: Translate, outcome: TagOutcome) -> str:
    """What the table's figures are."""
    off = t("words.comma").join(
        f"{t(f'cell.{cell}')} {percent(error)}" for cell, error in outcome.calibration.items()
    )
    tested = "tested" if outcome.verdict.tests else "untested"
    return t(f"tag.methods.about.{tested}", tests=outcome.verdict.tests, off=off)


def kind_rows(t: Translate, outcome: TagOutcome, method: str) -> list[dict[str, str]]:
    """Precision, recall and F1 of each type of span."""
    return [
        {
            t("tag.column.kind"): one.kind or t("tag.all_kinds"),
            t("metric.precision"): percent(one.precision) if one.precision is not None else NONE,
            t("metric.recall"): percent(one.recall) if one.recall is not None else NONE,
            t("metric.f1_of_class"): percent(one.f1) if one.f1 is not None else NONE,
            t("tag.column.count"): whole(one.count),
        }
        for one in outcome.by_kind[method]
    ]


def _row(t: Translate, one: Tagger, shown: list[str]) -> dict[str, str]:
    row = {t("column.method"): row_word(t, one.name, one.kind)}
    row[t("column.gain")] = points(t, one.gain)
    row[t("column.interval")] = points_interval(t, one.low, one.high)
    for name in shown:
        value, spread = one.scores[name], one.deviation.get(name)
        told = NONE if value is None else percent(value)
        row[t(f"tag.column.{name}")] = f"{told} ± {percent(spread)}" if spread else told
    row[t("column.p")] = p_value(one.p_holm).removeprefix("=\u00a0") if one.kind == "cell" else ""
    row[t("column.weights")] = whole(one.weights) if one.weights else ""
    return row
