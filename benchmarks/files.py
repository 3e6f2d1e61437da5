"""What becomes of real files, one row each: loaded with what was understood, asked about, or refused and why.

python -m benchmarks.files --data FOLDER --keep docs/files.md
"""

import argparse
from pathlib import Path

from app.errors import noted, sentence
from app.i18n import Translate, translator
from app.numbers import moment, whole
from core.data import reading
from core.data.choices import AS_FOUND, Choices
from core.data.repairs import offers
from core.errors import UserError

FOLDERS = ("series", "stocks", "awkward")
QUESTIONS = ("day_month_ambiguous", "several_series", "different_values_at_one_time")
ANSWERS = {  # to the questions that these files raise, so that what follows is seen too
    "supermarket_sales.xlsx": Choices(combine="sum"),
}
HEAD = (
    "# What becomes of real files\n\n"
    "`python -m benchmarks.files --data FOLDER --keep docs/files.md` writes this page. Each file is read "
    "without any choice by a person; where it leaves a question open, a second row shows an answer. "
    "The files are not part of this repository.\n\n"
    "{counts}\n\n"
    "| file | result | rows | span | columns | read as | what was said |\n"
    "|---|---|---|---|---|---|---|\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that holds series, stocks and awkward"
    )
    parser.add_argument("--keep", type=Path, help="the Markdown file to write")
    given = parser.parse_args()
    t = translator("en")
    paths = [path for name in FOLDERS for path in sorted((given.data / name).rglob("*")) if path.is_file()]
    rows = []
    for path in paths:
        rows.append(row(t, path, given.data, AS_FOUND))
        if path.name in ANSWERS:
            rows.append(row(t, path, given.data, ANSWERS[path.name]))
    kinds = [cells[1] for cells in rows]
    counts = ", ".join(f"{kind}: {kinds.count(kind)}" for kind in dict.fromkeys(kinds))
    text = HEAD.format(counts=f"{len(paths)} files. {counts}.")
    text += "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
    print(text)
    if given.keep:
        given.keep.write_text(text, encoding="utf-8")


def row(t: Translate, path: Path, folder: Path, choices: Choices) -> list[str]:
    """One file's row: name, result, rows, span, columns, how it was read, what was said."""
    body, name = path.read_bytes(), str(path.relative_to(folder).as_posix())
    if choices != AS_FOUND:
        name += f" ({', '.join(f'{key}: {value}' for key, value in vars(choices).items() if value)})"
    how = ""
    try:
        how = read_as(t, reading.outline(body, path.name, choices))
        data = reading.dataset(body, path.name, choices)
    except UserError as error:
        result = "asks" if error.key in QUESTIONS else "refused"
        return [name, result, "", "", "", how, in_a_cell(sentence(t, error.key, error.facts))]
    said = [noted(t, note) for note in data.notes if note.key != "time_column"]
    said += [f"Offered: {t(f'repair.{offer.repair}', **offer.facts)}." for offer in offers(data)]
    first, last = data.frame.index[[0, -1]]
    span = f"{moment(first)} – {moment(last)}, {data.frequency or 'steps'}"
    columns = f"{data.frame.shape[1]}: {', '.join(data.frame)}"
    return [name, "loaded", whole(len(data.frame)), span, in_a_cell(columns), how, in_a_cell(" ".join(said))]


def read_as(t: Translate, seen: reading.Outline) -> str:
    """How the bytes were read, in a few words."""
    parts = [seen.encoding or "", f"“{seen.delimiter}”" if seen.delimiter else "", *seen.sheets[:1]]
    parts += [t("file.line.time", columns=", ".join(seen.time))] if seen.time else []
    return in_a_cell(", ".join(part for part in parts if part))


def in_a_cell(text: str) -> str:
    """Text that does not end a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ").replace("\t", "tab")


if __name__ == "__main__":
    main()
