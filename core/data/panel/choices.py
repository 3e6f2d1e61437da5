"""What a person may decide about a file of many series; what is left open is told from the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from core.data.choices import AS_FOUND, Choices, choices_from


@dataclass(frozen=True, kw_only=True)
class PanelChoices:
    """Names of columns by what they are; None finds them where that is safe."""

    target: str | None = None
    known: tuple[str, ...] | None = None  # known ahead: promotions, prices, weather forecasts
    past: tuple[str, ...] = ()  # known up to the present only
    fixed: tuple[str, ...] = ()  # of a series, whatever the time
    wide: bool | None = None  # each column is a series; None tells it from the file
    left_out: tuple[str, ...] = ()  # series, by name
    file: Choices = field(default=AS_FOUND)


AS_IT_COMES = PanelChoices()
EVERY_SHEET = "*"  # of a workbook, each a part of the whole
LISTS = ("known", "past", "fixed", "left_out")


def panel_choices_from(given: Sequence[str], series: str | None = None) -> PanelChoices:
    """Choices from `field=value`, as a command line has them; lists are parted by commas.

    Args:
        series: Columns that name the series, parted by commas.

    Raises:
        UserError: `setting_unknown_choice` for a field that there is not.
    """
    own = {f.name for f in fields(PanelChoices)} - {"file"}
    parts = [one.partition("=") for one in given]
    chosen = {name: value for name, _, value in parts if name in own}
    others = [one for one, (name, _, _) in zip(given, parts, strict=True) if name not in own]
    file = choices_from([*others, *([f"series={series}"] if series else [])])
    wide = {"yes": True, "no": False}.get(chosen.pop("wide", ""))
    lists = {name: listed(chosen.pop(name)) for name in LISTS if name in chosen}
    return replace(AS_IT_COMES, file=file, wide=wide, target=chosen.get("target"), **lists)


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
