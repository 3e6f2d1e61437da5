"""Read the many series that people bring, in a process of its own; what begins with _ runs there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.data.panel.choices import AS_IT_COMES, PanelChoices
from core.data.panel.facts import PanelFacts
from core.data.panel.loading import tables_of
from core.data.panel.parquet import facts_of, panel_to_parquet
from core.data.panel.table import panel_of
from core.errors import Refusal, UserError
from core.sandbox.answers import Attached


@dataclass(frozen=True, eq=False)
class PanelRead:
    """Many series as some choices have them: their facts, or why there are none."""

    raw: tuple[str, ...]  # the first lines of the first file as they are
    columns: tuple[str, ...]  # of all
    sheets: tuple[str, ...]  # of the first file
    facts: PanelFacts | None  # the series come attached
    refusal: Refusal | None

    def get(self) -> PanelFacts:
        """The facts; raises the refusal."""
        if self.facts is None:
            raise (self.refusal or Refusal("no_rows", {})).error()
        return self.facts


def read_panel_files(
    body: bytes, parts: Sequence[tuple[str, int]], choices: PanelChoices = AS_IT_COMES
) -> Attached:
    """To be called apart: a `PanelRead` of files one behind the other.

    Args:
        parts: Name and bytes of each.

    Raises:
        UserError: What is wrong with the files, where nothing can be shown of them.
    """
    ends = list(accumulate(size for _, size in parts))
    files = [(body[end - size : end], name) for end, (name, size) in zip(ends, parts, strict=True)]
    tables = tables_of(files, choices)
    columns = tuple(dict.fromkeys(str(name) for table in tables for name in table.frame))
    seen = tables[0].raw, columns, tuple(sorted(tables[0].sheets))
    try:
        data = panel_of(tables, choices, files[0][1])
    except UserError as error:
        return Attached(PanelRead(*seen, None, Refusal(error.key, error.facts)), b"")
    return Attached(PanelRead(*seen, facts_of(data), None), panel_to_parquet(data))
