"""What was set for a run, and which settings differ between runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.store.records import Experiment, Run

LEFT_OUT = ("units", "ablation", "refit")  # units are a column of their own; the others change no backtest
Settings = Mapping[str, Any]  # by the field's name in the specs


def settings_of(experiment: Experiment, run: Run) -> dict[str, Any]:
    """Every setting that a run's training depends on."""
    spec = experiment.spec
    found: dict[str, Any] = {}
    for part in (spec.task, spec.model, spec.training):
        found |= vars(part)
    return {name: value for name, value in found.items() if name not in LEFT_OUT} | {"match": spec.match}


def differing(all_settings: Sequence[Settings]) -> tuple[list[str], dict[str, Any]]:
    """The names of settings that differ between runs, and the settings that are equal in all."""
    names = list(dict.fromkeys(name for one in all_settings for name in one))
    unequal = [n for n in names if any(one.get(n) != all_settings[0].get(n) for one in all_settings)]
    return unequal, {n: all_settings[0][n] for n in names if n not in unequal}
