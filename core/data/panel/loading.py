"""From the bytes of files to many series."""

from collections.abc import Sequence
from dataclasses import replace

from core.data.choices import Choices
from core.data.files import SIZE_LIMIT, read_table
from core.data.panel.choices import AS_IT_COMES, EVERY_SHEET, PanelChoices
from core.data.panel.dataset import Panel
from core.data.panel.table import panel_of
from core.data.table import Table

LARGEST = 3 * SIZE_LIMIT  # bytes of a file
LONGEST = 1_000_000  # rows of a file: of as many series as there may be, a hundred each
Files = Sequence[tuple[bytes, str]]  # contents and names


def load_panel(body: bytes, name: str, choices: PanelChoices = AS_IT_COMES) -> Panel:
    """Read a file of many series; raises as `load_panels`."""
    return load_panels([(body, name)], choices)


def load_panels(files: Files, choices: PanelChoices = AS_IT_COMES) -> Panel:
    """Read files of many series, or of one each.

    Raises:
        UserError: What `read_table` and `panel_of` raise.
    """
    return panel_of(tables_of(files, choices), choices, files[0][1])


def tables_of(files: Files, choices: PanelChoices) -> list[Table]:
    """The table of each file, or of each of its sheets; these bear the sheets' names."""
    if choices.file.sheet != EVERY_SHEET:
        return [_read(body, name, choices.file) for body, name in files]
    found = []
    for body, name in files:
        first = _read(body, name, replace(choices.file, sheet=None))
        for sheet in first.sheets:
            one = _read(body, name, replace(choices.file, sheet=sheet))
            kept = tuple(note for note in one.notes if note.key != "sheet_read")
            found.append(replace(one, name=sheet, notes=kept))
        found += [] if first.sheets else [first]
    return found


def _read(body: bytes, name: str, choices: Choices) -> Table:
    return read_table(body, name, choices, largest=LARGEST, longest=LONGEST)
