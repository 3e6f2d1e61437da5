"""Results of classifiers as rows for tables."""

from app.i18n import Translate
from app.numbers import figure, p_value, percent, points, points_interval, whole
from core.evaluate.classification import FEWEST_TO_SCALE
from core.tasks.classified.outcome import Calibration, Classifier, ClassOutcome
from core.words.methods import row_word

SHARES = ("accuracy", "balanced_accuracy", "f1", "roc_auc")
SIZES = ("log_loss", "ece")


def classifier_rows(t: Translate, outcome: ClassOutcome) -> list[dict[str, str]]:
    """One row per method, the most accurate first."""
    return [_row(t, method) for method in outcome.methods]


def class_rows(t: Translate, outcome: ClassOutcome, method: str, words: str) -> list[dict[str, str]]:
    """Precision, recall and F1 of each class."""
    return [
        {
            t("column.class"): name,
            t("metric.precision"): percent(one.precision),
            t("metric.recall"): percent(one.recall),
            t("metric.f1_of_class"): percent(one.f1),
            t(f"column.count.{words}"): whole(one.count),
        }
        for name, one in zip(outcome.classes, outcome.by_class[method], strict=True)
    ]


def calibration_rows(t: Translate, outcome: ClassOutcome) -> list[dict[str, str]]:
    """One row per cell: its temperature, and the calibration error before and after scaling by it."""
    return [
        {
            t("export.cell"): t(f"cell.{cell}"),
            t("column.temperature"): figure(known.temperature),
            t("column.raw_error"): percent(known.raw_error),
            t("column.scaled_error"): percent(known.scaled_error),
        }
        for cell, known in outcome.calibration.items()
    ]


def scaling_words(t: Translate, known: Calibration, words: str) -> str:
    """By how much a cell's probabilities were scaled; that they were not, and why."""
    if not known.fitted:
        return t(f"{words}_result.few_to_scale", texts=whole(known.fitted_on), fewest=FEWEST_TO_SCALE)
    return t(
        "text_result.temperature",
        temperature=figure(known.temperature),
        raw=percent(known.raw_error),
        scaled=percent(known.scaled_error),
    )


def _row(t: Translate, method: Classifier) -> dict[str, str]:
    row = {t("column.method"): row_word(t, method.name, method.kind)}
    row[t("column.gain")] = points(t, method.gain)
    row[t("column.interval")] = points_interval(t, method.low, method.high)
    for metric in (*SHARES, *SIZES):
        show = percent if metric in SHARES else figure
        spread, value = method.deviation.get(metric), show(method.scores[metric])
        row[t(f"metric.{metric}")] = f"{value} ± {show(spread)}" if spread else value
    tested = method.kind in ("cell", "with_bag")
    row[t("column.p")] = p_value(method.p_holm).removeprefix("=\u00a0") if tested else ""
    row[t("column.weights")] = whole(method.weights) if method.weights else ""
    return row
