"""What a command says of a file it has read, each remark with the option that changes it."""

from collections.abc import Iterable

import typer

from core.errors import UserError
from core.notes import Note, named_facts
from core.words.english import told
from core.words.sentences import listed

LONGEST = 200  # letters of one fact
OPTIONS = {  # of notes; what begins with -- is an option
    "bytes_unreadable": "--read encoding=…",
    "cells_joined": "--read delimiter=…",
    "cells_unreadable": "--read decimal=. or --read decimal=,",
    "columns_averaged": "--read averaged=COLUMN,COLUMN",
    "columns_not_turned": "--read layout=columns",
    "era_read": "--read era=gregorian",
    "long_rows_left_out": "--read delimiter=…",
    "months_stacked": "--read layout=columns",
    "no_time_column": "--read time=COLUMN",
    "order_by_steps": "--read day_first=yes or --read day_first=no",
    "other_labels": "--label COLUMN",
    "parts_of_day": "--read time=COLUMN",
    "quotes_kept": "--read quotes=enclose",
    "repeated_rows_merged": "--read combine=sum",
    "rows_combined": "--read combine=…",
    "rows_left_out": "--read strays=yes",
    "rows_too_long": "--read delimiter=…",
    "rows_turned": "--read layout=columns",
    "rows_without_time": "--read time=COLUMN",
    "series_taken": "--read kept=NAME,NAME",
    "sheet_read": "--read sheet=NAME",
    "sorted_by_counter": "--read time=",
    "steps_counted": "--read series=COLUMN,COLUMN",
    "time_column": "--read time=COLUMN",
    "times_without_row": "--gaps refuse",
    "weeks_counted": "--read weeks=iso, epidemic or year",
}
ANSWERS = {  # to errors that are questions; facts in braces
    "day_month_ambiguous": "--read day_first=yes or --read day_first=no",
    "several_series": '--read "series={column}", with --read kept=NAME for one; or --read combine=sum',
    "era_unclear": "--read era=jalali, islamic or gregorian",
    "time_unclear": "--read time=COLUMN; or --read time= to count rows (--read newest_first=yes)",
    "different_values_at_one_time": "--read combine=sum, or --read series=COLUMN,COLUMN",
    "too_many_series": "--read kept=NAME,NAME",
    "too_many_columns": "--covariates COLUMN,COLUMN",
    "target_missing": "--target COLUMN",
    "times_missing": "--gaps left_out",
    "unknown_sheet": "--read sheet=NAME",
}


def remark(note: Note) -> str:
    """A note as one line, with the option that changes what it says."""
    named = named_facts(note, lambda kind, one: told(f"{kind}.{one}"), ", ")
    facts = {name: _short(fact) for name, fact in note.facts.items()} | named
    option = OPTIONS.get(note.key)
    return told(f"note.{note.key}", **facts) + (f" ({option})" if option else "")


def say(notes: Iterable[Note]) -> None:
    """Print remarks where they mix with no result."""
    for note in notes:
        typer.echo(remark(note), err=True)


def answer(error: UserError) -> str:
    """What to add to a command so that it can go on; empty where no option helps."""
    option = ANSWERS.get(error.key)
    if option is None:
        return ""
    facts = {name: str(listed(fact, ",")).replace(", ", ",") for name, fact in error.facts.items()}
    return f" ({option.format(**facts)})"


def _short(fact: object) -> object:
    fact = listed(fact, ", ")
    return f"{fact[:LONGEST]}…" if isinstance(fact, str) and len(fact) > LONGEST else fact
