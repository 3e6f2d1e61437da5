"""What a report says of an experiment, whichever its task is: the task tells its sections."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.exports.document import Markup, chart, document, facts, records, section, text
from app.exports.pictures import Figures
from app.exports.report_parts import found, pairs, run_rows, title
from app.exports.sheets import Tables, experiment_workbook
from app.i18n import Translate, speaking
from app.names import experiment_name
from core.store.records import Experiment, Run
from core.tasks.method_table import Judged


@dataclass(frozen=True)
class Drawing:
    """A chart of a section."""

    name: str  # below `picture.`
    make: Callable[[], go.Figure]
    alt: str


@dataclass(frozen=True)
class Section:
    """A chart or a table under its heading, and what is said about it."""

    heading: str
    rows: Sequence[Mapping[str, str]] = ()
    about: str = ""
    drawing: Drawing | None = None
    prose: bool = False  # the table's first column holds sentences


@dataclass(frozen=True)
class Findings:
    """All that a task's report says."""

    outcome: Judged
    line: str  # what the experiment is about
    headline: str
    evidence: str
    sections: Sequence[Section]
    settings: list[dict[str, str]]  # rows of a name and a value
    data: list[dict[str, str]]
    sent: tuple[str, ...] = ()  # what to use, and why

    @property
    def figures(self) -> Figures:
        """Its charts by name."""
        drawings = (one.drawing for one in self.sections)
        return {one.name: one.make for one in drawings if one is not None}


def findings_html(
    t: Translate, language: str, experiment: Experiment, runs: list[Run], told: Findings
) -> bytes:
    """The report in one language, as one file that needs nothing else to be read."""
    with speaking(language):
        parts = [
            *title(t, experiment, told.line),
            *(text("p", line, "" if place else "verdict") for place, line in enumerate(told.sent)),
            *found(t, told.outcome, told.headline, told.evidence),
            *(section(one.heading, *_section(one)) for one in told.sections),
            section(t("export.runs"), records(run_rows(runs, t))),
            section(t("export.settings"), facts(pairs(told.settings))),
            section(t("export.data"), facts([("SHA-256", experiment.data), *pairs(told.data)])),
        ]
        return document(experiment_name(t, experiment), language, parts)


def findings_workbook(
    t: Translate, experiment: Experiment, runs: list[Run], told: Findings, tables: Tables
) -> bytes:
    """The same as a workbook: what was found on its cover, then tables, trainings and settings."""
    lines = tuple(line.replace("*", "") for line in (*told.sent, told.headline, told.evidence))
    return experiment_workbook(t, experiment, lines, tables, told.settings, runs)


def _section(one: Section) -> Iterator[Markup]:
    if one.drawing is not None:
        yield chart(one.drawing.make(), one.drawing.name, one.drawing.alt)
    if one.rows:
        yield records(one.rows, prose=one.prose)
    if one.about:
        yield text("p", one.about.replace("*", ""), "quiet")
