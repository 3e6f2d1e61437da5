"""Any setting of an experiment by its name, as it is typed: its own, those of task, network and training."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_type_hints

from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TaskSpec, TrainingSpec

YES_OR_NO = {"yes": True, "no": False}
OWN = ("cells", "seeds", "match", "refit")  # fields of the experiment itself


@dataclass(frozen=True)
class Settings:
    """Values of fields, by what has them."""

    task: dict[str, Any] = field(default_factory=dict)
    model: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)
    experiment: dict[str, Any] = field(default_factory=dict)  # cells, seeds, match, refit

    def with_own(self, **options: Any) -> dict[str, Any]:
        """Fields of the experiment itself: what options say, and these in place of theirs."""
        return options | self.experiment

    def on(self, spec: ExperimentSpec) -> ExperimentSpec:
        """Settings with these in place of theirs."""
        parts: dict[str, Any] = {
            name: replace(getattr(spec, name), **getattr(self, name))
            for name in ("task", "model", "training")
        }
        return replace(spec, **parts, **self.experiment)


def settings_from(kind: type[TaskSpec], given: Sequence[str]) -> Settings:
    """What `name=value` says, each value as its field holds it; a name may say whose field it is, as
    `training.learning_rate`.

    A number that cannot be read stays text, and is refused with its limits where the spec is made.

    Raises:
        UserError: `setting_unknown_choice` for a field that there is not, or a switch that is neither.
    """
    found = Settings()
    places: dict[str, tuple[Any, dict[str, Any], list[str]]] = {
        "task": (kind, found.task, [f.name for f in fields(kind)]),
        "model": (ModelSpec, found.model, [f.name for f in fields(ModelSpec)]),
        "training": (TrainingSpec, found.training, [f.name for f in fields(TrainingSpec)]),
        "experiment": (ExperimentSpec, found.experiment, list(OWN)),
    }
    owners = {name: place for place, (_, _, own) in places.items() for name in own}
    for one in given:
        said, _, text = one.partition("=")
        place, _, name = said.rpartition(".")
        if owners.get(name) is None or place not in ("", owners[name]):
            raise UserError("setting_unknown_choice", setting="--set", value=said, known=list(owners))
        spec, values, _ = places[owners[name]]
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
