"""What a person may decide about files of tagged sentences; what is left open is told from the files."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from core.errors import UserError

PARTS = ("train", "validation", "test")
NAMES = {  # by which files tell what they are for
    "train": ("train",),
    "validation": ("dev", "valid", "testa"),
    "test": ("test",),
}


@dataclass(frozen=True, kw_only=True)
class TaggedChoices:
    """Columns are counted from 1; 0 finds them."""

    word: int = 0
    tag: int = 0


AS_BROUGHT = TaggedChoices()


def part_told(name: str) -> str:
    """What a file is for, by its name; empty where that does not tell."""
    told = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    found = [part for part, words in NAMES.items() if any(word in told for word in words)]
    if "testa" in told:
        return "validation"
    return found[0] if len(found) == 1 else ""


def tagged_choices_from(given: Sequence[str]) -> TaggedChoices:
    """Choices from `field=value`, as a command line has them: `tag=5`.

    Raises:
        UserError: `setting_unknown_choice` for a field that there is not, or no number.
    """
    known = [one.name for one in fields(TaggedChoices)]
    chosen: dict[str, int] = {}
    for one in given:
        name, _, value = one.partition("=")
        if name not in known:
            raise UserError("setting_unknown_choice", setting="--read", value=name, known=known)
        if not value.isascii() or not value.isdigit():
            raise UserError("setting_unknown_choice", setting=name, value=value, known=["1", "2", "…"])
        chosen[name] = int(value)
    return replace(AS_BROUGHT, **chosen)
