"""What a person may decide about a file of labelled series; what is left open is told from the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from core.data.choices import AS_FOUND, Choices, choices_from
from core.errors import UserError

LAYOUTS = ("one_per_row", "long")
OF_FILE = ("encoding", "delimiter", "decimal", "header_rows", "quotes", "sheet")


@dataclass(frozen=True, kw_only=True)
class LabelledChoices:
    """Names of columns; None finds them."""

    layout: str | None = None  # one of LAYOUTS
    label: str | None = None
    series: str | None = None  # which series a row of a long table belongs to
    time: str | None = None  # what its rows are sorted by; without one they are in order
    file: Choices = field(default=AS_FOUND)


AS_BROUGHT = LabelledChoices()


@dataclass(frozen=True)
class Trained:
    """What networks were trained on that series of a file are to be classified by."""

    classes: tuple[str, ...]
    columns: int
    steps: int | None = None  # of each series, where all had as many


def labelled_choices_from(given: Sequence[str]) -> LabelledChoices:
    """Choices from `field=value`, as a command line has them: `layout=long`, `label=gesture`, `delimiter=;`.

    Raises:
        UserError: `setting_unknown_choice` for a field or a value that there is not.
    """
    own = [one.name for one in fields(LabelledChoices) if one.name != "file"]
    chosen: dict[str, str] = {}
    others: list[str] = []
    for one in given:
        name, _, value = one.partition("=")
        if name not in (*own, *OF_FILE):
            raise UserError("setting_unknown_choice", setting="--read", value=name, known=[*own, *OF_FILE])
        if name == "layout" and value not in LAYOUTS:
            raise UserError("setting_unknown_choice", setting=name, value=value, known=list(LAYOUTS))
        if name in own:
            chosen[name] = value
        else:
            others.append(one)
    return replace(AS_BROUGHT, file=choices_from(others), **chosen)
