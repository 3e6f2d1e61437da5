"""Any setting of an experiment by its name, as it is typed: fields of the task, the network, the training."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, get_type_hints

from core.errors import UserError
from core.specs import ModelSpec, TaskSpec, TrainingSpec

YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Settings:
    """Values of fields, by what has them."""

    task: dict[str, Any] = field(default_factory=dict)
    model: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)


def settings_from(kind: type[TaskSpec], given: Sequence[str]) -> Settings:
    """What `name=value` says, each value as its field holds it.

    A number that cannot be read stays text, and is refused with its limits where the spec is made.

    Raises:
        UserError: `setting_unknown_choice` for a field that there is not, or a switch that is neither.
    """
    found = Settings()
    places: list[tuple[Any, dict[str, Any]]] = [
        (kind, found.task),
        (ModelSpec, found.model),
        (TrainingSpec, found.training),
    ]
    owners = {f.name: (spec, values) for spec, values in places for f in fields(spec)}
    for one in given:
        name, _, text = one.partition("=")
        if name not in owners:
            raise UserError("setting_unknown_choice", setting="--set", value=name, known=list(owners))
        spec, values = owners[name]
        values[name] = _value(name, get_type_hints(spec)[name], text)
    return found


def _value(name: str, kind: Any, text: str) -> Any:
    if kind is bool:
        if text not in YES_OR_NO:
            raise UserError("setting_unknown_choice", setting=name, value=text, known=list(YES_OR_NO))
        return YES_OR_NO[text]
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            return text
    return text if kind is str else tuple(one.strip() for one in text.split(",") if one.strip())
