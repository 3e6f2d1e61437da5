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

PLAIN = "plain"  # in place of a file: every field as its spec begins
PARTS = ("cells", "seeds", "match", "refit")


def spec_from(kind: str, saved: Mapping[str, Any]) -> ExperimentSpec:
    """What was saved, for any data: what is left out is as a spec begins.

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
    found: dict[str, Any] = _changed(spec, PARTS)
    for name, part in (("task", spec.task), ("model", spec.model), ("training", spec.training)):
        if changed := _changed(part, [f.name for f in fields(part)]):
            found[name] = changed
    return found


def _changed(part: Any, names: Any) -> dict[str, Any]:
    begin = {f.name: _default(f) for f in fields(part)}
    values = {name: getattr(part, name) for name in names}
    return {name: _plain(value) for name, value in values.items() if value != begin[name]}


def _default(field: Any) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
