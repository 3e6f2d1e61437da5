"""The command and the Python that make an experiment again: all settings that are not as specs begin."""

import json
import shlex
from typing import Any

from core.specs import ExperimentSpec
from core.store.sources import CameFrom

PROGRAM = "unrolled"


def command_copy(spec: ExperimentSpec, settings: list[str], data: CameFrom, name: str) -> str:
    """A line for a shell.

    Args:
        settings: As they are typed behind `--set`.
        name: Of the experiment.
    """
    words = [PROGRAM, spec.task.kind, *_source(data)]
    for given in _read(data):
        words += ["--read", given]
    words += ["--spec", "plain"]
    for one in settings:
        words += ["--set", one]
    return shlex.join([*words, "--name", name])


def python_copy(function: str, settings: dict[str, Any], data: CameFrom, name: str) -> str:
    """Lines of Python with the same settings.

    Args:
        function: Of the package (see `Task.function`).
        settings: Of the experiment, as the package takes them for its `spec`.
    """
    told = "".join(f"    {_literal(key)}: {_literal(value)},\n" for key, value in settings.items())
    given = _given(data)
    call = f"found = unrolled.{function}({given + ', ' if given else ''}spec=spec, name={_literal(name)})"
    return f"import unrolled\n\nspec = {{\n{told}}}\n{call}\nprint(found.verdict)\n"


def can_be_copied(data: CameFrom) -> bool:
    """Whether command and Python can name the data: public sets are chosen on the page alone."""
    return data.source in ("sample", "upload", "ticker", "made_up")


def _literal(value: Any) -> str:
    """As Python, with the quotation marks that most of it has."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _source(data: CameFrom) -> list[str]:
    named = {"sample": ["--sample", data.name], "ticker": ["--ticker", data.name], "made_up": []}
    return named.get(data.source, [data.name])


def _given(data: CameFrom) -> str:
    if data.source in ("sample", "ticker"):
        return f"unrolled.{data.source}({_literal(data.name)})"
    if data.source == "made_up":
        return ""
    if not data.read:
        return _literal(data.name)
    return f"unrolled.read({_literal(data.name)}, {', '.join(map(_literal, _read(data)))})"


def _read(data: CameFrom) -> list[str]:
    """Choices as they are typed behind `--read`."""
    return [f"{name}={_typed(value)}" for name, value in data.read.items()]


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, list | tuple) else str(value)
