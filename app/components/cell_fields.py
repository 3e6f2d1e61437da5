"""Fields on how to get from a file's bytes to its cells, the same for series and for texts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from app.i18n import Translate
from core.data.choices import AS_FOUND, Choices
from core.data.delimited import DELIMITERS
from core.data.encodings import KNOWN
from core.data.outline import Outline
from core.data.quotes import QUOTES
from core.text.reading import TextOutline

MARKS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma", " ": "blanks", ".": "point"}


class CellFields:
    """Draws the fields of one file; their keys belong to it, so that another file starts afresh."""

    def __init__(self, t: Translate, scope: str) -> None:
        self.t, self.scope = t, scope

    def _cells(self, seen: Outline | TextOutline, left: DeltaGenerator, right: DeltaGenerator) -> Choices:
        """How to get from bytes to cells: encoding, separator, quotation marks, sheet."""
        choices = AS_FOUND
        if seen.encoding is not None:
            choices = replace(
                choices,
                encoding=self._choose(left, "encoding", KNOWN, seen.encoding),
                delimiter=self._choose(
                    right, "delimiter", DELIMITERS, self._mark(seen.delimiter), self._mark
                ),
                quotes=self._choose(left, "quotes", QUOTES, self.t("file.quotes.found"), self._quotes),
            )
        if len(seen.sheets) > 1:
            choices = replace(choices, sheet=self._choose(right, "sheet", seen.sheets, seen.sheets[0]))
        return choices

    def _choose(
        self,
        place: DeltaGenerator,
        name: str,
        options: Sequence[Any],
        found: str | None,
        shown: Callable[[Any], str] = str,
    ) -> Any:
        """One of the options; None for what was found, or for being asked where it matters."""
        unset = self.t("file.ask") if found is None else self.t("file.found", value=found)
        return place.selectbox(
            self.t(f"file.{name}"),
            [None, *options],
            format_func=lambda value: unset if value is None else shown(value),
            key=self._key(name),
            persist_state="session",
        )

    def _key(self, name: str) -> str:
        return f"data_picker.{self.scope}.{name}"

    def _mark(self, mark: str | None) -> str:
        return self.t(f"file.mark.{MARKS[mark]}") if mark in MARKS else self.t("file.mark.none")

    def _quotes(self, kind: str) -> str:
        return self.t(f"file.quotes.{kind}")
