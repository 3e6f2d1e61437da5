"""What was found about networks that translate, in one sentence; then its evidence; then badges."""

from app.experiments.badges import Badge, Look, device_badges, limit_badges, seeds_badge
from app.experiments.live import active
from app.experiments.verdict_frame import verdict_frame
from app.i18n import Translate
from app.numbers import p_value, percent, points, whole
from app.tasks.translate.methods import gained, score
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.translate.outcome import TranslationOutcome
from core.words.sentences import spaced
from core.words.verdict import also_better, not_judged

EXPLAINED = ("verdict", "paired", "holm", "seeds")
MANY_UNKNOWN = 0.05  # share of the test's words


def translation_headline(t: Translate, outcome: TranslationOutcome) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    told = t(
        f"translate_verdict.{outcome.verdict.outcome}",
        cell=t(f"cell.{best.name}"),
        reference=t(f"method.{outcome.reference}"),
        beforehand=t(f"method.{outcome.beforehand}"),
        gain=points(t, best.gain),
        texts=whole(outcome.sentences),
        count=outcome.verdict.tests,
    )
    return spaced(t, told, also_better(t, outcome.verdict))


def translation_evidence(t: Translate, outcome: TranslationOutcome) -> str:
    """The figures that the verdict rests on."""
    best, simple = outcome.method(outcome.verdict.cell), outcome.method(outcome.reference)
    told = t(
        f"translate.evidence.{'tested' if outcome.verdict.tests else 'untested'}",
        cell=t(f"cell.{best.name}"),
        bleu=score(best.bleu),
        reference=t(f"method.{outcome.reference}"),
        theirs=score(simple.bleu),
        gain=gained(best.gain),
        low=gained(best.low),
        high=gained(best.high),
        exact=percent(best.exact),
        texts=whole(outcome.sentences),
        p=p_value(best.p_holm),
        tests=outcome.verdict.tests,
    )
    return spaced(t, told, not_judged(t, outcome.verdict))


def translation_verdict(
    t: Translate, outcome: TranslationOutcome, runs: list[Run], spec: ExperimentSpec
) -> None:
    """Draw the card."""
    names = {name: t(f"method.{getattr(outcome, name)}") for name in ("reference", "beforehand")}
    same = ".same" if outcome.reference == outcome.beforehand else ""
    cells = {one.name: (one.seeds, one.weights) for one in outcome.methods if one.kind == "cell"}
    badges = [_unknown(t, outcome), seeds_badge(t, spec, cells), *limit_badges(t, runs, spec.training)]
    verdict_frame(
        t, outcome, translation_headline(t, outcome), translation_evidence(t, outcome),
        t(f"translate.reference{same}", **names), [*badges, *device_badges(t, runs)], EXPLAINED,
        going=active(runs),
    )  # fmt: skip


def _unknown(t: Translate, outcome: TranslationOutcome) -> Badge:
    source, target = outcome.facts["unknown"]
    text = t("translate.unknown_words", source=percent(source), target=percent(target))
    look: Look = "orange" if max(source, target) > MANY_UNKNOWN else "gray"
    return Badge(text, None, look, t("translate.unknown_words.help"), "")
