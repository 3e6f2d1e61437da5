"""All settings at once: `--spec`, with what `--set` says on top."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks import TASKS
from core.tasks.settings import OWN, settings_from
from core.tasks.spec_files import read_spec, spec_from

SET = "set_"
SHORT = {"rate", "words"}  # options that have another name than their field
OF_DATA = {"target"}  # fields that are also read by: the settings' own stays


def whole_spec(
    task: str, spec: str | None, given: Mapping[str, Any], options: dict[str, Any]
) -> ExperimentSpec | None:
    """The settings that are all there, or None where options are to say them.

    Args:
        spec: A file, or "plain".
        given: Options that a person gave.
        options: Those that the command will be called with; `--set` is taken out.

    Raises:
        UserError: `options_beside_spec`, and what `read_spec`, `spec_from` and `settings_from` raise.
    """
    if spec is None:
        return None
    kind = TASKS[task].spec
    known = {f.name for one in (kind, ModelSpec, TrainingSpec) for f in fields(one)} | SHORT | set(OWN)
    if beside := [f"--{name.replace('_', '-')}" for name in given if name in known - OF_DATA]:
        raise UserError("options_beside_spec", options=beside)
    asked = settings_from(kind, options.pop(SET, None) or [])
    saved = read_spec(spec)
    needed = {"target": given["target"]} if "target" in given else {}
    begun = spec_from(task, saved | {"task": needed | asked.task | dict(saved.get("task", {}))})
    return asked.on(begun)
