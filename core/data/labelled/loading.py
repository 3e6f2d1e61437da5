"""From the bytes of a file to labelled series: a table of either layout, or a `.ts` file."""

from collections.abc import Sequence
from dataclasses import replace

from core.data.content import kind_of
from core.data.delimited import read_delimited
from core.data.encodings import decode
from core.data.files import SIZE_LIMIT, read_table
from core.data.labelled.choices import AS_BROUGHT, LabelledChoices, Trained
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.made import One, labelled
from core.data.labelled.table import names_labels, series_of
from core.data.labelled.ts import is_ts, read_ts
from core.data.lines import check_lines
from core.data.table import Table
from core.errors import UserError

LARGEST = 3 * SIZE_LIMIT

Read = tuple[list[One], tuple[str, ...]]  # series, names of their columns


def load_labelled(
    body: bytes, name: str, test: bytes | None = None, choices: LabelledChoices = AS_BROUGHT
) -> LabelledSeries:
    """Read a file, or one to train and one to test on.

    Raises:
        UserError: Whatever is wrong with the files.
    """
    series, columns = read_series(body, name, choices)
    if test is not None:
        others, theirs = read_series(test, name, choices, test=True)
        if len(columns) != len(theirs):
            raise UserError("test_series_of_other_columns", train=len(columns), test=len(theirs))
        series = [One(one.id, one.values, one.label, False) for one in series] + others
    return labelled(series, columns, name=called(name), source="upload")


def read_series(
    body: bytes,
    name: str,
    choices: LabelledChoices = AS_BROUGHT,
    *,
    test: bool = False,
    trained: Trained | None = None,
) -> Read:
    """The series of one file as they stand there, labels may be missing.

    Args:
        trained: What networks were trained on that are asked for the classes.
    """
    if (plain := text_of(body, choices)) is not None and is_ts(plain):
        return read_ts(plain, test=test, asked=trained is not None)
    return series_of(table_of(body, name, choices, plain), choices, test=test, trained=trained)


def text_of(body: bytes, choices: LabelledChoices) -> str | None:
    """What stands in a file of text; None where it is another kind."""
    if not body.strip() or len(body) > LARGEST or kind_of(body) != "text":
        return None
    check_lines(body)
    return decode(body, choices.file.encoding)[0]


def table_of(body: bytes, name: str, choices: LabelledChoices, plain: str | None) -> Table:
    """The table of a file, whose lines have to be equally wide.

    Raises:
        UserError: `lines_of_other_width` with the first line that is not; what is wrong with the file.
    """
    table = read_table(body, name, choices.file, largest=LARGEST)
    first = map(str, table.frame.iloc[0]) if len(table.frame) else ()
    if table.header_rows == 0 and choices.file.header_rows is None and any(map(names_labels, first)):
        table = read_table(body, name, replace(choices.file, header_rows=1), largest=LARGEST)
    if plain is not None:
        _check_widths(read_delimited(plain, choices.file.delimiter, choices.file.quotes).rows, table)
    return table


def _check_widths(rows: Sequence[Sequence[str]], table: Table) -> None:
    lines = rows[table.header_rows :]
    wanted = len(lines[0]) if lines else 0
    for place, row in enumerate(lines):
        if len(row) != wanted:
            told = {"line": table.header_rows + place + 1, "have": len(row), "wanted": wanted}
            raise UserError("lines_of_other_width", **told)


def called(name: str) -> str:
    """A file's name without folders and ending."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or name
