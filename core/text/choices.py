"""What a person may decide about labelled texts; what is left open is told from them, or asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from core.data.choices import AS_FOUND, Choices, choices_from
from core.errors import UserError
from core.text.dataset import folded

RARE = ("leave_out", "merge")
STARS = ("five", "sides")
OF_FILE = ("encoding", "delimiter", "decimal", "header_rows", "quotes", "sheet")  # what texts are read by


@dataclass(frozen=True, kw_only=True)
class TextChoices:
    """How to read labelled texts, and what becomes of their labels."""

    text: str | None = None  # column of texts; None finds it
    label: str | None = None  # column of labels; None finds it
    names: tuple[
        tuple[str, str], ...
    ] = ()  # label, folded, and its class; two of one class are merged, "" is out
    stars: str = (
        "five"  # labels 1 to 5 stay five classes; "sides": 1 and 2 negative, 4 and 5 positive, 3 is out
    )
    rare: str | None = None  # classes with too few texts: left out, or merged into one; None refuses them
    sample: int | None = None  # so many texts are drawn; None takes all
    file: Choices = field(default=AS_FOUND)  # encoding, delimiter, header, sheet


AS_BROUGHT = TextChoices()


def text_choices_from(given: Sequence[str]) -> TextChoices:
    """Choices from `field=value`, as a command line has them: `names=0:bad,1:good`, `rare=leave_out`.

    Raises:
        UserError: `setting_unknown_choice` for a field or a value that there is not.
    """
    own = [one.name for one in fields(TextChoices) if one.name != "file"]
    of_file = [one.name for one in fields(Choices) if one.name in OF_FILE]
    found: TextChoices = AS_BROUGHT
    others: list[str] = []
    for one in given:
        name, _, value = one.partition("=")
        if name in own:
            chosen: dict[str, Any] = {name: READ[name](value) if name in READ else value}
            found = replace(found, **chosen)
        elif name in of_file:
            others.append(one)
        else:
            known = [*own, *of_file]
            raise UserError("setting_unknown_choice", setting="--read", value=name, known=known)
    return replace(found, file=choices_from(others))


def _names(value: str) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition(":") for one in value.split(",") if one.strip())
    return tuple((folded(label), name.strip()) for label, _, name in pairs)


def _one_of(setting: str, known: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in known:
            raise UserError("setting_unknown_choice", setting=setting, value=value, known=list(known))
        return value

    return read


def _count(value: str) -> int:
    if not value.isdecimal() or not int(value):
        raise UserError("setting_unknown_choice", setting="sample", value=value, known="1, 2, 3, …")
    return int(value)


READ: dict[str, Callable[[str], Any]] = {
    "names": _names,
    "stars": _one_of("stars", STARS),
    "rare": _one_of("rare", RARE),
    "sample": _count,
}
