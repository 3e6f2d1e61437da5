"""What becomes of real files: loaded with what was understood, asked about, or refused and why.

python -m benchmarks.files --data FOLDER [FOLDER …] --keep docs/files.md
"""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from app.errors import noted, sentence
from app.i18n import Translate, translator
from app.numbers import moments, whole
from core.data.choices import AS_FOUND, Choices, choices_from
from core.data.outline import Outline
from core.data.questions import QUESTIONS
from core.data.reading import read
from core.data.repairs import offers
from core.errors import UserError
from core.text.columns import find_columns
from core.text.loading import from_table, read_texts

ANSWERS = {  # to the questions that these files raise, so that what follows is seen too
    "supermarket_sales.xlsx": "combine=sum",
    "carparts.csv": "kept=21029628",
    "tourism_monthly.csv": "series=series kept=m1",
    "tourism_quarterly.csv": "series=series kept=q1",
    "tourism_yearly.csv": "series=series kept=Y1",
    "m02_receipts.csv": "combine=sum",
    "r03_store_item.csv": "series=store,item kept=2/3",
    "r10_web_page.xls": "day_first=yes",
    "r17_week_number_two_keys.csv": "series=center_id,meal_id",
    "shops_with_planned_promotions.xlsx": "series=Shop kept=Hamburg",
}
LONGEST = 600  # letters of a cell
WORDS = 2.0  # words of a text on average, from which on a column may hold texts
HEAD = """# What becomes of real files

`python -m benchmarks.files --data FOLDER [FOLDER …] --keep docs/files.md` writes this page. Each file is \
read without any choice by a person; where it leaves a question open, a second row shows an answer, as the \
command line has it. The files are not part of this repository.

## As series

{series}

| file | result | rows | span | columns | target offered | read as | what was said |
|---|---|---|---|---|---|---|---|
"""
TEXTS = """
## As labelled texts

Files that are no series, and those that hold texts beside numbers. {texts}

| file | result | texts | classes | columns | what was said |
|---|---|---|---|---|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of files")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="files read at a time")
    parser.add_argument("--keep", type=Path, help="the Markdown file to write")
    given = parser.parse_args()
    series, texts = [], []
    with ProcessPoolExecutor(given.jobs) as pool:
        for rows, row in pool.map(_rows_of, *zip(*_files(given.data), strict=True)):
            series += rows
            texts += [row] if row is not None else []
    text = HEAD.format(series=_counted(series)) + _lines(series)
    text += TEXTS.format(texts=_counted(texts)) + _lines(texts)
    print(text)
    if given.keep:
        given.keep.write_text(text, encoding="utf-8")


def _rows_of(path: Path, name: str) -> tuple[list[list[str]], list[str] | None]:
    """What becomes of one file as series, also with the answer to its question, and as texts."""
    t = translator("en")
    found = [series_row(t, path, name, AS_FOUND)]
    if path.name in ANSWERS and found[0][1] == "asks":
        found.append(series_row(t, path, name, choices_from(ANSWERS[path.name].split(" "))))
    return found, text_row(t, path, name, needed=found[0][1] == "refused")


def _files(folders: list[Path]) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "README.md":
                yield path, f"{folder.name}/{path.relative_to(folder).as_posix()}"


def series_row(t: Translate, path: Path, name: str, choices: Choices) -> list[str]:
    """One file's row: name, result, rows, span, columns, target, how it was read, what was said."""
    body = path.read_bytes()
    if choices != AS_FOUND:
        name += f" ({ANSWERS[path.name]})"
    how = ""
    try:
        found = read(body, path.name, choices)
        how = read_as(t, found.outline)
        data = found.get()
    except UserError as error:
        result = "asks" if error.key in QUESTIONS else "refused"
        return [name, result, "", "", "", "", how, in_a_cell(sentence(t, error.key, error.facts))]
    said = [noted(t, note) for note in data.notes if note.key != "time_column"]
    said += [f"Offered: {t(f'repair.{offer.repair}', **offer.facts)}." for offer in offers(data)]
    first, last = data.frame.index[[0, -1]]
    told = moments(data.frame.index)
    span = f"{told(first)} – {told(last)}, {data.frequency or 'steps'}"
    columns = in_a_cell(f"{data.frame.shape[1]}: {', '.join(data.frame)}")
    rows, target = whole(len(data.frame)), in_a_cell(data.target)
    return [name, "loaded", rows, span, columns, target, how, in_a_cell(" ".join(said))]


def text_row(t: Translate, path: Path, name: str, *, needed: bool) -> list[str] | None:
    """One file's row: name, result, texts, classes, columns, what was said; None without a column of texts.

    Args:
        needed: The file is no series, so that a row has to say what it is.
    """
    columns = ""
    try:
        table = read_texts(path.read_bytes(), path.name)
        text, label = find_columns(table)
        if not needed and (text is None or label is None or _words(table.frame[text].head(500)) <= WORDS):
            return None
        columns = in_a_cell(f"text: {text or '–'}, label: {label or '–'}")
        data = from_table(table)
    except UserError as error:
        return [name, "refused", "", "", columns, in_a_cell(sentence(t, error.key, error.facts))]
    said = in_a_cell(" ".join(noted(t, note) for note in data.notes))
    return [name, "loaded", whole(len(data.frame)), in_a_cell(", ".join(data.classes)), columns, said]


def _words(cells: object) -> float:
    lengths = [len(str(cell).split()) for cell in cells]  # type: ignore[attr-defined]
    return sum(lengths) / max(len(lengths), 1)


def read_as(t: Translate, seen: Outline) -> str:
    """How the bytes were read, in a few words."""
    parts = [seen.encoding or "", f"“{seen.delimiter}”" if seen.delimiter else "", *seen.sheets[:1]]
    parts += [t("file.line.time", columns=", ".join(seen.time))] if seen.time else []
    return in_a_cell(", ".join(part for part in parts if part))


def in_a_cell(text: str) -> str:
    """Text that does not end a cell of a Markdown table."""
    text = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return text.replace("|", "\\|").replace("\n", " ").replace("\t", "tab")


def _counted(rows: list[list[str]]) -> str:
    kinds = [row[1] for row in rows]
    told = ", ".join(f"{kind}: {kinds.count(kind)}" for kind in dict.fromkeys(kinds))
    return f"{len({row[0].split(' (')[0] for row in rows})} files. {told}."


def _lines(rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


if __name__ == "__main__":
    main()
