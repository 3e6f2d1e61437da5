"""The scripts that lie beside kept networks: they forecast from a CSV without our code."""

from pathlib import Path
from typing import Any

from core.specs import ExperimentSpec
from core.takehome.template import about, imports, sections

_TEMPLATES = Path(__file__).parents[1] / "templates"
TEMPLATE, OF_TORCH = _TEMPLATES / "kept.py", _TEMPLATES / "kept_torch.py"


def kept_script(choices: dict[str, Any]) -> str:
    """Write it for plain Keras, as a series wants it (see `preparation.script_choices`)."""
    return _written(choices | {"PYTORCH": False, "NOTEBOOK": False}, [TEMPLATE], about(TEMPLATE))


def kept_torch_script(choices: dict[str, Any], *, notebook: bool = False) -> str:
    """The same for PyTorch, which takes the weights over from the networks' files.

    Args:
        notebook: Whether it becomes one, which reads `rows.csv` beside it.
    """
    chosen = choices | {"PYTORCH": True, "NOTEBOOK": notebook}
    return _written(chosen, [OF_TORCH, TEMPLATE], about(OF_TORCH))


def torch_can(spec: ExperimentSpec) -> bool:
    """Whether PyTorch has layers for an experiment's networks: its LSTM and GRU know tanh alone."""
    return spec.model.activation == "tanh" or not {"lstm", "gru"} & set(spec.cells)


def _written(choices: dict[str, Any], templates: list[Path], said: str) -> str:
    parts = [sections(path, choices) for path in templates]
    functions = [part for own in parts[:-1] for part in own] + parts[-1]
    first, *rest = functions
    top = [f'"""{said.strip()}\n"""', imports(templates, "\n".join(functions)), first]
    return "\n\n\n".join(["\n\n".join(top), *rest]) + "\n"
