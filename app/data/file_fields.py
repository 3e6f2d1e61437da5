"""What was understood of a file, field by field; each can be set otherwise."""

import re
from dataclasses import replace

from streamlit.delta_generator import DeltaGenerator

from app.components.cell_fields import MARKS, CellFields
from app.errors import literal
from app.i18n import Translate
from core.data.choices import COMBINE, LAYOUTS, Choices
from core.data.eras import ERAS
from core.data.headers import MOST
from core.data.outline import Outline
from core.data.reading import Read
from core.data.stamps import WEEKS
from core.data.time_patterns import WEEK_LIKE

ORDERS = {"dm": True, "md": False}  # of day and month
ROWS = {"oldest": False, "newest": True}  # what the first row is
WEEK_CELL = re.compile(r"[Ww]\d|周|週")
NO_TIME, NO_SERIES = "\x00none", ""  # no column has these names


class Fields(CellFields):
    """Draws the fields of one file of series."""

    def reading(self, seen: Outline, place: DeltaGenerator) -> Choices:
        """How to get from bytes to a table."""
        left, right = place.columns(2)
        choices = self._cells(seen, left, right)
        if seen.decimal is not None:
            found = self._mark(seen.decimal)
            choices = replace(choices, decimal=self._choose(left, "decimal", (".", ","), found, self._mark))
        if seen.header_rows is not None:
            lines = self._choose(right, "header_rows", range(MOST + 1), str(seen.header_rows))
            choices = replace(choices, header_rows=lines)
        if seen.strays:
            kept = left.checkbox(self.t("file.strays"), key=self._key("strays"), persist_state="session")
            choices = replace(choices, strays=kept)
        found = self._layout(LAYOUTS[seen.turned])
        return replace(choices, layout=self._choose(left, "layout", LAYOUTS, found, self._layout))

    def times(self, seen: Outline, place: DeltaGenerator) -> tuple[str, ...] | None:
        """The columns that tell the time together; None leaves them as they were found."""
        found = self.t("words.comma").join(seen.time) or self.t("data.time.none")
        chosen = place.multiselect(
            self.t("file.time"),
            [*seen.columns, NO_TIME],
            format_func=lambda name: self.t("data.time.none") if name == NO_TIME else name,
            placeholder=self.t("file.found", value=found),
            help=self.t("file.time.help"),
            key=self._key("time"),
            persist_state="session",
        )
        if not chosen:
            return None
        return tuple(name for name in chosen if name != NO_TIME)

    def about_times(self, question: str, choices: Choices, place: DeltaGenerator, asked: bool) -> Choices:
        """The field that answers a question about times; as they were as long as nobody said so."""
        if question == "era_unclear":
            return replace(choices, era=self._choose(place, "era", ERAS, None, self._era))
        if question == "day_month_ambiguous":
            order = self._either(place, "day_first", ORDERS)
            return replace(choices, day_first=ORDERS[order] if order else None)
        order = self._either(place, "rows_order", ROWS) if asked else None
        return replace(choices, newest_first=ROWS[order]) if order else choices

    def weeks(self, seen: Outline, place: DeltaGenerator) -> str | None:
        """How weeks are counted, where the times are weeks."""
        cells = " ".join(str(cell) for name in seen.time if name in seen.head for cell in seen.head[name])
        if not any(map(WEEK_LIKE.search, seen.time)) and not WEEK_CELL.search(cells):
            return None
        chosen: str | None = self._choose(place, "weeks", WEEKS, None, self._weeks)
        return chosen

    def _either(self, place: DeltaGenerator, name: str, options: dict[str, bool]) -> str | None:
        return place.segmented_control(
            self.t(f"data.{name}"),
            list(options),
            format_func=lambda option: self.t(f"data.{name}.{option}"),
            key=self._key(name),
            persist_state="session",
        )

    def _weeks(self, kind: str) -> str:
        return self.t(f"file.weeks.{kind}")

    def _era(self, era: str) -> str:
        return self.t(f"file.era.{era}")

    def series(self, read: Read, place: DeltaGenerator, choices: Choices) -> Choices:
        """The columns that name the series of a long table together, and how to combine rows of one time."""
        first, second = place.columns(2)
        seen = read.found
        how = self._choose(second, "combine", COMBINE, None, self._combine)
        choices = replace(choices, combine=how, once=how is not None and self._once(second))
        if how == "sum" and len(seen.columns) > 1:
            choices = replace(choices, averaged=self._averaged(read, second))
        if not seen.series:  # nothing in the file could name one
            return choices
        found = self.t("words.comma").join(seen.named) or self.t("file.ask")
        chosen = first.multiselect(
            self.t("file.series"),
            [*seen.series, NO_SERIES],
            format_func=self._series,
            placeholder=self.t("file.found", value=found) if seen.named else found,
            help=self.t("file.series.help"),
            key=self._key("series"),
            persist_state="session",
        )
        columns = tuple(name for name in chosen if name != NO_SERIES) if chosen else None
        return replace(choices, series=columns)

    def kept(self, read: Read, place: DeltaGenerator, choices: Choices) -> Choices:
        """Which of the series to take."""
        named, members = read.outline.named, read.outline.members
        if not members:
            return choices
        kept = place.multiselect(
            self.t("file.kept"),
            members,
            placeholder=self.t("file.kept.all", count=len(members)),
            key=self._key(f"kept.{'|'.join(named)}"),
            persist_state="session",
        )
        series = choices.series if choices.series is not None or not kept else named
        return replace(choices, kept=tuple(kept), series=series)

    def _once(self, place: DeltaGenerator) -> bool:
        return place.checkbox(self.t("file.once"), key=self._key("once"), persist_state="session")

    def _averaged(self, read: Read, place: DeltaGenerator) -> tuple[str, ...] | None:
        seen = read.found
        chosen = place.multiselect(
            self.t("file.averaged"),
            [name for name in seen.columns if name not in (*read.outline.time, *seen.named)],
            placeholder=self.t("file.found", value=self.t("words.comma").join(seen.prices) or "–"),
            help=self.t("file.averaged.help"),
            key=self._key("averaged"),
            persist_state="session",
        )
        return tuple(chosen) or None

    def _layout(self, layout: str) -> str:
        return self.t(f"file.layout.{layout}")

    def _combine(self, how: str) -> str:
        return self.t(f"file.combine.{how}")

    def _series(self, column: str) -> str:
        return column or self.t("file.series.none")


def raw_lines(t: Translate, seen: Outline, place: DeltaGenerator) -> DeltaGenerator:
    """The first lines as they are in the file, then the first rows as they were read; the place of these."""
    place.caption(t("file.raw"))
    place.code("\n".join(seen.raw), language=None)
    place.caption(t("file.read"))
    rows = place.empty()
    rows.dataframe(seen.head, hide_index=True)
    return rows


def understood(t: Translate, seen: Outline) -> str:
    """One line on how a file was read."""
    parts = [seen.encoding, *seen.sheets[:1]]
    if seen.delimiter in MARKS:
        parts.append(t(f"file.mark.{MARKS[seen.delimiter]}"))
    if seen.decimal == ",":
        parts.append(t("file.line.decimal"))
    if seen.time:
        parts.append(t("file.line.time", columns=t("words.comma").join(seen.time)))
    if seen.header_rows is not None:
        parts.append(t("file.line.header", count=seen.header_rows))
    return literal(" · ".join(part for part in parts if part))
