"""What was found, in one sentence; then its evidence; then badges for the audits."""

from app.errors import literal
from app.experiments.badges import Badge, Look, device_badges, limit_badges, seeds_badge
from app.experiments.live import active
from app.experiments.verdict_frame import verdict_frame
from app.i18n import Translate
from app.numbers import figure, p_value, percent, signed, whole
from app.tasks.forecast.ablation import ablation_badges
from app.tasks.forecast.added import added_badges
from app.tasks.forecast.audit_words import named_columns
from core.specs import ExperimentSpec
from core.store.records import Run
from core.tasks.forecast.blank_words import blank_words
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word
from core.words.sentences import spaced
from core.words.verdict import after_holm, also_better, not_judged

EXPLAINED = (
    "verdict", "skill", "bootstrap", "reference", "origins", "p_value", "holm", "apart",
)  # fmt: skip
FOLLOWS: tuple[str, Look] = (":material/content_copy:", "orange")
FOLLOWS_NOT: tuple[str, Look] = (":material/check:", "green")
FAR_OFF = 0.1  # from an interval's level, as a share of the test values


def headline(t: Translate, outcome: Outcome) -> str:
    """The verdict as a sentence without markup."""
    best = outcome.method(outcome.verdict.cell)
    told = t(
        f"verdict.{outcome.verdict.outcome}",
        cell=t(f"cell.{outcome.verdict.cell}"),
        reference=method_word(t, outcome.reference),
        beforehand=method_word(t, outcome.beforehand),
        skill=percent(best.skill),
        count=outcome.verdict.tests,
    )
    return spaced(t, told, also_better(t, outcome.verdict))


def evidence(t: Translate, outcome: Outcome) -> str:
    """The figures that the verdict rests on."""
    best, simple = outcome.method(outcome.verdict.cell), [m for m in outcome.methods if m.kind == "simple"]
    worse = outcome.verdict.outcome == "worse"
    facts = {
        "cell": t(f"cell.{best.name}"),
        "skill": signed(best.skill),
        "low": signed(best.low),
        "high": signed(best.high),
        "reference": method_word(t, outcome.reference),
        "beforehand": method_word(t, outcome.beforehand),
        "origins": whole(len(outcome.backtest.origins)),
        "p": p_value(best.p_worse_holm if worse else best.p_holm),
        "holm": after_holm(t, outcome.verdict),
        "methods": len(simple),
        "seeds": best.seeds,
        "apart": outcome.facts["apart"],
    }
    tested = "worse" if worse else "tested" if best.p_holm is not None else "untested"
    told = t(f"evidence.{'too_little' if best.low is None else tested}", **facts)
    blank = blank_words(t, outcome.facts.get("blanks"))
    return spaced(t, told, not_judged(t, outcome.verdict), blank)


def hardest(t: Translate, outcome: Outcome) -> str:
    """Which baseline the skill is against, and which one would have been chosen before the test."""
    alike = "alike" if outcome.reference == outcome.beforehand else "other"
    names = {"reference": outcome.reference, "beforehand": outcome.beforehand}
    told = {name: method_word(t, method) for name, method in names.items()}
    return t(f"verdict.reference.{alike}", **told)


def waiting(t: Translate, outcome: Outcome, runs: list[Run]) -> str:
    """Which networks are still trained again before the test; empty where none are, or seeds are missing."""
    refits = [run for run in runs if run.kind == "refit"]
    if outcome.seeds_done < outcome.seeds_wanted or not refits or outcome.refitted_before_test:
        return ""
    done = sum(run.state == "done" for run in refits)
    return t(f"refits.{'going' if active(refits) else 'missing'}", done=done, total=len(refits))


def verdict_card(t: Translate, outcome: Outcome, runs: list[Run], spec: ExperimentSpec) -> None:
    """Draw the card."""
    told, proof, shown = headline(t, outcome), evidence(t, outcome), badges(t, outcome, runs, spec)
    verdict_frame(
        t, outcome, told, proof, hardest(t, outcome), shown, EXPLAINED,
        going=active(runs), waiting=waiting(t, outcome, runs),
    )  # fmt: skip


def badges(t: Translate, outcome: Outcome, runs: list[Run], spec: ExperimentSpec) -> list[Badge]:
    """The audits first, then on what the figures rest."""
    return [
        _leakage(t, outcome),
        *_look_ahead(t, outcome),
        *_follows(t, outcome),
        _coverage(t, outcome),
        *added_badges(t, outcome),
        *ablation_badges(t, outcome),
        seeds_badge(t, spec, {m.name: (m.seeds, m.weights) for m in outcome.methods if m.kind == "cell"}),
        *limit_badges(t, runs, spec.training),
        *device_badges(t, runs),
    ]


def _leakage(t: Translate, outcome: Outcome) -> Badge:
    weights = outcome.weights_leakage.values()
    compared = outcome.leakage["compared"] + sum(one["compared"] for one in weights)
    moved = len(outcome.leakage["moved"]) + sum(one["moved"] for one in weights)
    about = t("audit.leakage.help")
    if moved:
        text = t("audit.leakage.found", moved=moved, compared=whole(compared))
        return Badge(text, ":material/warning:", "red", about, "leakage")
    text = t("audit.leakage.clean", moved=moved, compared=whole(compared))
    return Badge(text, ":material/check:", "green", about, "leakage")


def _look_ahead(t: Translate, outcome: Outcome) -> list[Badge]:
    named = named_columns(outcome)
    if not named:
        return []
    text = t("audit.look_ahead.badge", columns=literal(t("words.comma").join(named)))
    return [Badge(text, ":material/warning:", "red", t("audit.look_ahead.about"), "look_ahead")]


def _follows(t: Translate, outcome: Outcome) -> list[Badge]:
    cell = outcome.verdict.cell
    follows, about = outcome.follows[cell].follows, t("audit.follows.help")
    if follows is None:
        return []
    icon, color = FOLLOWS if follows else FOLLOWS_NOT
    text = t(f"audit.follows.{'yes' if follows else 'no'}", cell=t(f"cell.{cell}"))
    return [Badge(text, icon, color, about, "follows")]


def _coverage(t: Translate, outcome: Outcome) -> Badge:
    narrow = outcome.covered_by_drawn(outcome.sent.name)[0]
    text = t("audit.coverage", level=percent(narrow.level, 0), coverage=percent(narrow.coverage))
    about = t("audit.coverage.help", width=figure(narrow.width), version=t(f"interval.{narrow.version}"))
    off = abs(narrow.coverage - narrow.level) > FAR_OFF
    return Badge(text, ":material/straighten:", "orange" if off else "gray", about, "coverage")
