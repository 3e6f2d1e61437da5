"""The script that lies beside kept networks: it forecasts from a CSV in plain Keras, without our code."""

from pathlib import Path
from typing import Any

from core.takehome.template import about, imports, sections

TEMPLATE = Path(__file__).parents[1] / "templates" / "kept.py"


def kept_script(choices: dict[str, Any]) -> str:
    """Write it as a series wants it (see `preparation.script_choices`)."""
    first, *functions = sections(TEMPLATE, choices)  # the first begins with constants
    said = f'"""{about(TEMPLATE).strip()}\n"""'
    top = [said, imports([TEMPLATE], "\n".join([first, *functions])), first]
    return "\n\n\n".join(["\n\n".join(top), *functions]) + "\n"
