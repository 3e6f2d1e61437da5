"""Settings that were saved, whole or in part: files of a person's own, and what results say of theirs."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from core.data.files import read_bytes
from core.errors import UserError
from core.specs import KIND, ExperimentSpec, from_json
from core.tasks import TASKS
from core.tasks.settings import OWN, YES_OR_NO

PLAIN = "plain"  # in place of a file: every field as its spec begins


def spec_from(kind: str, saved: Mapping[str, Any]) -> ExperimentSpec:
    """What was saved, for any data: what is left out is as a spec begins; of a whole one, as it was then.

    Args:
        kind: The task that it is for.
        saved: As `spec.json` or a result's `spec` has it, or a result that has one.

    Raises:
        UserError: `spec_of_other_task`, `bad_spec`.
    """
    whole = saved.get("spec", saved)
    task = dict(whole.get("task", {}))
    if task.get(KIND, kind) != kind or not set(task) - {KIND} <= {f.name for f in fields(TASKS[kind].spec)}:
        raise UserError("spec_of_other_task", task=kind)
    if "data" not in whole:  # written by a person: what is left out means what it means today
        task = {f.name: _plain(_default(f)) for f in fields(TASKS[kind].spec) if _has_default(f)} | task
    return from_json(ExperimentSpec, json.dumps({**whole, "data": "", "task": {**task, KIND: kind}}))


def read_spec(given: str) -> dict[str, Any]:
    """What a file says, or nothing for "plain"; raises `no_such_file`, `bad_spec`."""
    if given == PLAIN:
        return {}
    try:
        saved = json.loads(read_bytes(Path(given)))
    except ValueError as error:
        raise UserError("bad_spec") from error
    if not isinstance(saved, dict):
        raise UserError("bad_spec")
    return saved


def differing(spec: ExperimentSpec) -> dict[str, Any]:
    """The fields that are not as their specs begin, as `spec_from` reads them."""
    found: dict[str, Any] = _changed(spec, OWN)
    for name, part in (("task", spec.task), ("model", spec.model), ("training", spec.training)):
        if changed := _changed(part, [f.name for f in fields(part)]):
            found[name] = changed
    return found


def settings_of(spec: ExperimentSpec) -> list[str]:
    """The same, each as it is typed behind `--set`."""
    found = []
    for name, value in differing(spec).items():
        named = (
            {f"{name}.{one}": of for one, of in value.items()} if isinstance(value, dict) else {name: value}
        )
        found += [f"{one}={written(of)}" for one, of in named.items()]
    return found


def written(value: Any) -> str:
    """A value as it is typed."""
    if isinstance(value, bool):
        return next(word for word, meant in YES_OR_NO.items() if meant == value)
    return ",".join(value) if isinstance(value, list | tuple) else str(value)


def _changed(part: Any, names: Any) -> dict[str, Any]:
    begin = {f.name: _default(f) for f in fields(part) if _has_default(f)}
    values = {name: getattr(part, name) for name in names}
    return {
        name: _plain(value) for name, value in values.items() if name not in begin or value != begin[name]
    }


def _has_default(field: Any) -> bool:
    """Whether it need not be said."""
    return field.default is not MISSING or field.default_factory is not MISSING


def _default(field: Any) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
