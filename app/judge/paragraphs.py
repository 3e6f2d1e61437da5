"""The paragraphs of "How we judge", in reading order: where each stands, its picture and its sources.

Their sentences are in the locales: `judge.<name>` (title) and the same with `.short`, `.text`, `.alt`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go

from app.i18n import Translate
from app.judge import sources as by
from app.judge.charts import answers, bags, bands, basics, checks, luck, scores, verdicts
from app.judge.sources import Source
from app.tasks import VIEWS
from app.tasks.base import part


@dataclass(frozen=True)
class Paragraph:
    """One rule or number, explained."""

    name: str  # in the address: ?about=<name>
    group: str
    picture: Callable[[Translate], go.Figure]
    sources: tuple[Source, ...]


def _rows(
    group: str, *rows: tuple[str, Callable[[Translate], go.Figure], tuple[Source, ...]]
) -> list[Paragraph]:
    return [Paragraph(name, group, picture, sources) for name, picture, sources in rows]


def _of_task(name: str) -> Callable[[Translate], go.Figure]:
    """A picture that a task draws from its own rules."""

    def drawn(t: Translate) -> go.Figure:
        view = next(one for one in VIEWS.values() if name in one.pictures)
        figure: go.Figure = part(view.picture)(name, t)
        return figure

    return drawn


PARAGRAPHS = {
    paragraph.name: paragraph
    for paragraph in (
        *_rows(
            "basics",
            ("order", _of_task("order"), (by.TASHMAN, by.SELECTION)),
            ("cuts", _of_task("cuts"), (by.TASHMAN,)),
            ("folds", _of_task("folds"), (by.CROSS_VALIDATION, by.SELECTION)),
            ("origins", _of_task("origins"), (by.TASHMAN, by.CROSS_VALIDATION)),
            ("measured", _of_task("measured"), (by.MISSING,)),
            ("simple", basics.simple, (by.SIMPLE, by.ARIMA, by.MSTL, by.M4, by.DEMAND)),
            ("seeds", basics.seeds, (by.VARIANCE,)),
            ("ensemble", basics.ensemble, (by.COMBINATION,)),
            ("budgets", basics.budgets, (by.GATED,)),
            ("stopping", basics.stopping, (by.STOPPING,)),
            ("refit", _of_task("refit"), (by.TASHMAN,)),
            ("short_series", _of_task("short_series"), (by.CROSS_VALIDATION,)),
            ("final", basics.final, (by.ACCURACY,)),
        ),
        *_rows(
            "scores",
            ("mae", scores.mae, (by.MAE,)),
            ("rmse", scores.rmse, (by.RMSE,)),
            ("smape", scores.smape, (by.M4,)),
            ("mase", scores.mase, (by.MASE,)),
            ("by_step", scores.by_step, (by.MULTI_STEP,)),
            ("direction", scores.direction, (by.WILSON,)),
        ),
        *_rows(
            "luck",
            ("skill", luck.skill, (by.SKILL,)),
            ("reference", luck.reference, (by.SELECTION,)),
            ("p_value", verdicts.p_value, (by.P_VALUES,)),
            ("diebold_mariano", luck.diebold, (by.DIEBOLD_MARIANO, by.FIXED_SMOOTHING, by.PREWHITENING)),
            ("apart", luck.apart, (by.HARVEY,)),
            ("bootstrap", luck.bootstrap, (by.BOOTSTRAP, by.NAIVE_BLOCKS, by.FIELLER)),
            ("holm", luck.correction, (by.HOLM,)),
            ("verdict", verdicts.verdict, (by.INTERSECTION_UNION, by.P_VALUES)),
            ("worse", verdicts.worse, (by.INTERSECTION_UNION,)),
            ("reach", verdicts.reach, (by.DIEBOLD,)),
            ("with_ridge", verdicts.with_ridge, (by.COMBINATION, by.HALVES)),
            ("send", _of_task("send"), (by.ONE_ERROR, by.INTERMITTENT)),
            ("ablation", luck.ablation, (by.GRANGER, by.DIEBOLD_MARIANO)),
        ),
        *_rows(
            "bands",
            ("intervals", bands.conformal, (by.CONFORMAL, by.LEI)),
            ("coverage", bands.coverage, (by.COVERAGE,)),
            ("adaptive", bands.adaptive, (by.PID, by.ADAPTIVE)),
            ("interval_score", bands.score, (by.SCORING,)),
        ),
        *_rows(
            "checks",
            ("leakage", checks.leakage, (by.REPRODUCIBILITY,)),
            ("look_ahead", checks.look_ahead, (by.KAUFMAN,)),
            ("follows", checks.follows, (by.MEESE_ROGOFF,)),
            ("residuals", checks.residuals, (by.LJUNG_BOX,)),
            ("windows", checks.windows, (by.BAUM,)),
        ),
        *_rows(
            "answers",
            ("split", answers.split, (by.KOHAVI,)),
            ("bags", bags.bags, (by.BAGS,)),
            ("accuracy", answers.accuracy, (by.MEASURES,)),
            ("balanced", answers.balanced, (by.BALANCED,)),
            ("classes", answers.classes, (by.MEASURES,)),
            ("confusion", answers.confusion, (by.MEASURES,)),
            ("roc_auc", answers.auc, (by.ROC,)),
            ("log_loss", answers.log_loss, (by.GOOD,)),
            ("calibration", answers.calibration, (by.GUO, by.NIXON)),
            ("temperature", answers.temperature, (by.GUO,)),
            ("paired", bags.paired, (by.RESAMPLING, by.INTERSECTION_UNION)),
            ("with_bag", bags.with_bag, (by.BAGS, by.COMBINATION)),
            ("unknown", answers.unknown, (by.WORDS,)),
            ("contributions", answers.contributions, (by.GRADIENTS,)),
        ),
    )
}
GROUPS = tuple(dict.fromkeys(paragraph.group for paragraph in PARAGRAPHS.values()))
