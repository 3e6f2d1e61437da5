"""Names of experiments that stand beside each other: equal ones are told apart by what differs."""

from collections.abc import Sequence
from typing import Any

from app.experiments.settings_table import shown
from app.i18n import Translate
from app.moments import made
from app.names import experiment_name
from core.compare.settings import differing
from core.store.records import Experiment

MOST_SETTINGS = 3  # that a name tells


def names_apart(t: Translate, experiments: Sequence[Experiment]) -> dict[str, str]:
    """What each is called, by id: its name, and where others have the same one the settings that differ.

    Experiments that are equal in every setting, or in all that a name has room for, are told apart by when
    they were made.
    """
    families: dict[str, list[Experiment]] = {}
    for one in experiments:
        families.setdefault(experiment_name(t, one), []).append(one)
    return {
        one.id: " · ".join([name, *ending])
        for name, family in families.items()
        for one, ending in zip(family, _endings(t, family), strict=True)
    }


def _endings(t: Translate, family: Sequence[Experiment]) -> list[list[str]]:
    if len(family) == 1:
        return [[]]
    settings = [_settings(one) for one in family]
    apart = differing(settings)[0][:MOST_SETTINGS]
    told = [[_told(t, name, each.get(name)) for name in apart] for each in settings]
    return [
        ending if told.count(ending) == 1 else [*ending, _moment(one)]
        for one, ending in zip(family, told, strict=True)
    ]


def _settings(one: Experiment) -> dict[str, Any]:
    spec = one.spec
    found = {"cells": spec.cells, "seeds": spec.seeds, "match": spec.match}
    for part in (spec.task, spec.model, spec.training):
        found |= vars(part)
    return found


def _told(t: Translate, name: str, value: Any) -> str:
    if name == "cells":
        value = tuple(t(f"cell.{cell}") for cell in value)
    return f"{t(f'spec.{name}')} {shown(t, name, value)}"


def _moment(one: Experiment) -> str:
    """To the second: the same experiment may be asked for twice in a minute."""
    return made(one.created, exact=True)
