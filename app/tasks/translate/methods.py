"""Results as rows for a table; BLEU and chrF as they are told everywhere, in hundredths."""

from app.i18n import Translate
from app.numbers import MINUS, NONE, figure, p_value, percent, whole
from core.specs import ExperimentSpec
from core.tasks.translate.outcome import Method, TranslationOutcome
from core.tasks.translate.spec import TranslateSpec
from core.words.sentences import spaced


def score(share: float | None) -> str:
    """BLEU or chrF: 23.4."""
    return NONE if share is None else f"{100 * share:.1f}".replace("-", MINUS)


def gained(share: float | None) -> str:
    """A difference of two, with its sign."""
    return NONE if share is None else f"{100 * share:+.1f}".replace("-", MINUS)


def method_rows(t: Translate, outcome: TranslationOutcome) -> list[dict[str, str]]:
    """One row per method, highest BLEU first."""
    return [_row(t, one) for one in outcome.methods]


def methods_about(t: Translate, spec: ExperimentSpec, outcome: TranslationOutcome) -> str:
    """What the table's figures are."""
    cut = t(f"translate.cut.{outcome.facts['cut']}")
    told = t("translate.methods.about", tests=outcome.verdict.tests, cut=cut)
    return spaced(t, told, t("translate.methods.lower")) if spec.of(TranslateSpec).lower else told


def _row(t: Translate, one: Method) -> dict[str, str]:
    spread = f" ± {score(one.deviation)}" if one.deviation is not None else ""
    known = one.low is not None and one.high is not None
    return {
        t("column.method"): t(f"method.{one.name}"),
        "BLEU": score(one.bleu) + spread,
        "chrF": score(one.chrf),
        t("translate.column.exact"): percent(one.exact),
        t("translate.column.loss"): figure(one.loss) if one.loss is not None else "",
        t("translate.column.gain"): gained(one.gain) if one.gain is not None else "",
        t("column.interval"): f"{gained(one.low)} … {gained(one.high)}" if known else "",
        t("column.p"): p_value(one.p_holm).removeprefix("=\u00a0") if one.kind == "cell" else "",
        t("column.weights"): whole(one.weights) if one.weights else "",
    }
