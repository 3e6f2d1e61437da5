"""Results of classifiers as rows for tables."""

from collections.abc import Sequence

from app.i18n import Translate
from app.numbers import NONE, figure, p_value, percent, points, points_interval, whole
from core.evaluate.classification import FEWEST_TO_SCALE
from core.tasks.sentiment.outcome import Calibration, Classifier, TextOutcome
from core.words.methods import row_word

SHARES = ("accuracy", "balanced_accuracy", "f1", "roc_auc")
SIZES = ("log_loss", "ece")
LONGEST = 400  # letters of a text in a list


def classifier_rows(t: Translate, outcome: TextOutcome) -> list[dict[str, str]]:
    """One row per method, the most accurate first."""
    return [_row(t, method) for method in outcome.methods]


def class_rows(t: Translate, outcome: TextOutcome, method: str) -> list[dict[str, str]]:
    """Precision, recall and F1 of each class."""
    return [
        {
            t("column.class"): name,
            t("metric.precision"): percent(one.precision),
            t("metric.recall"): percent(one.recall),
            t("metric.f1_of_class"): percent(one.f1),
            t("column.texts"): whole(one.count),
        }
        for name, one in zip(outcome.classes, outcome.by_class[method], strict=True)
    ]


def calibration_rows(t: Translate, outcome: TextOutcome) -> list[dict[str, str]]:
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


def scaling_words(t: Translate, known: Calibration) -> str:
    """By how much a cell's probabilities were scaled; that they were not, and why."""
    if not known.fitted:
        return t("text_result.few_to_scale", texts=whole(known.texts), fewest=FEWEST_TO_SCALE)
    return t(
        "text_result.temperature",
        temperature=figure(known.temperature),
        raw=percent(known.raw_error),
        scaled=percent(known.scaled_error),
    )


def mistake_rows(
    t: Translate, outcome: TextOutcome, cell: str, texts: Sequence[str], rows: Sequence[int | None] = ()
) -> list[dict[str, str]]:
    """The texts that a cell got wrong, the most confident first.

    Args:
        texts: Those of the cell's mistakes, in their order.
        rows: Where they stood in the file that was brought.
    """
    places = [*rows, *[None] * (len(texts) - len(rows))]
    return [
        {
            t("column.text"): text[:LONGEST],
            t("column.row"): NONE if place is None else str(place),
            t("column.truth"): outcome.classes[mistake.truth],
            t("column.told"): outcome.classes[mistake.predicted],
            t("column.confidence"): percent(mistake.confidence),
            t("column.second"): outcome.classes[mistake.second],
        }
        for mistake, text, place in zip(outcome.mistakes[cell], texts, places, strict=True)
    ]


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
