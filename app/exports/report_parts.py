"""Sections that the reports of forecasts and of classifiers share."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from app.exports.document import Markup, text
from app.i18n import Translate
from app.names import experiment_name
from app.numbers import NONE, figure, whole
from core.notes import Note
from core.store.records import Experiment, Run
from core.tasks.method_table import Judged


def title(t: Translate, experiment: Experiment, about: str) -> Iterator[Markup]:
    """The experiment's name, what it is about, and when it was made."""
    created = f"{datetime.fromtimestamp(experiment.created, UTC):%Y-%m-%d %H:%M} UTC"
    yield text("h1", experiment_name(t, experiment))
    yield text("div", f"{about} · {created}", "quiet")


def found(t: Translate, outcome: Judged, headline: str, evidence: str, waiting: str = "") -> list[Markup]:
    """The verdict and its evidence, without the page's markup.

    Args:
        waiting: What else the verdict waits for, where all seeds are there.
    """
    parts = [text("p", headline, "verdict"), text("p", evidence.replace("*", ""))]
    if outcome.verdict.provisional or outcome.seeds_done < outcome.seeds_wanted:
        kind = "provisional" if outcome.verdict.provisional else "partial"
        seeds = t(f"verdict.{kind}", done=outcome.seeds_done, wanted=outcome.seeds_wanted)
        parts.insert(0, text("p", waiting or seeds, "quiet"))
    return parts


def pairs(rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Rows of a table that has two columns."""
    for row in rows:
        name, value = row.values()
        yield name, value


def run_rows(runs: list[Run], t: Translate) -> list[dict[str, str]]:
    """One row per backtest: how it was trained and where."""
    return [
        {
            t("export.cell"): t(f"cell.{run.cell}"),
            t("export.seed"): str(run.seed),
            t("export.units"): whole(run.units),
            t("export.parameters"): whole(run.weights),
            t("export.updates"): _known(run, "updates"),
            t("export.best_updates"): _known(run, "best_updates"),
            t("export.epochs"): figure(run.facts.get("epochs")),
            t("export.val_loss"): figure(run.facts.get("val_loss"), 4),
            t("export.seconds"): figure(run.facts.get("seconds")),
            t("export.device"): run.device or NONE,
            t("export.kernel"): t(f"kernel.{run.kernel}") if run.kernel else NONE,
        }
        for run in runs
        if run.kind == "backtest"
    ]


def note_lines(notes: Iterable[Note], t: Translate) -> list[str]:
    """What was done while loading the data."""
    return [t(f"note.{note.key}", **note.facts) for note in notes]


def _known(run: Run, fact: str) -> str:
    found = run.facts.get(fact)
    return NONE if found is None else whole(found)
