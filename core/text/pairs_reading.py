"""Read the pairs that people bring, in a process of its own; what begins with _ runs there."""

from core.data.encodings import decode
from core.data.lines import check_lines
from core.errors import UserError
from core.sandbox.answers import Attached
from core.text.pairs import LONGEST_LINE, Pairs, pairs_of, pairs_to_parquet

UPLOAD = "upload"


def load_pairs(body: bytes, name: str, other: bytes | None = None) -> Pairs:
    """Pairs of a file of lines `sentence<TAB>translation`, or of two files line by line.

    Further columns are left. Lines without anything are skipped in one file; of two files they count.

    Raises:
        UserError: `pair_without_tab` and `pair_line_too_long` with the line, `pair_files_differ` with both
            lengths, and what `pairs_of`, `decode` and `check_lines` raise.
    """
    lines = _lines(body)
    if other is None:
        found = [(number, *_cut(line, number)) for number, line in enumerate(lines, 1) if line.strip()]
        return pairs_of(found, called(name), UPLOAD)
    translations = _lines(other)
    if len(lines) != len(translations):
        raise UserError("pair_files_differ", first=len(lines), second=len(translations))
    numbered = zip(range(1, len(lines) + 1), lines, translations, strict=True)
    return pairs_of(list(numbered), called(name), UPLOAD)


def read_pairs(body: bytes, name: str, other: bytes | None) -> Attached:
    """To be called apart: the facts of pairs, with these as Parquet; raises as `load_pairs`."""
    data = load_pairs(body, name, other)
    return Attached(data.facts(), pairs_to_parquet(data))


def called(name: str) -> str:
    """A file's name without folders and ending."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or name


def _lines(body: bytes) -> list[str]:
    """The lines of a text without their ends; empty ones at the end of the file are none."""
    check_lines(body)
    found = decode(body)[0].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while found and not found[-1].strip():
        found.pop()
    for number, line in enumerate(found, 1):
        if len(line) > LONGEST_LINE:
            raise UserError("pair_line_too_long", line=number, letters=len(line), most=LONGEST_LINE)
    return found


def _cut(line: str, number: int) -> tuple[str, str]:
    sides = line.split("\t")
    if len(sides) < 2:
        raise UserError("pair_without_tab", line=number)
    return sides[0], sides[1]
