"""The code of one recurrent cell, in numpy, Keras and PyTorch; and code as tutorials have it."""

from pathlib import Path

from core.takehome.template import about, filled, imports, sections, source

FOLDER = Path(__file__).parent / "templates" / "tutorial"
CELLS_OF = {  # by library: the cells that it has a layer of; numpy needs none
    "numpy": ("rnn", "lstm", "gru", "mgu"),
    "keras": ("rnn", "lstm", "gru"),
    "torch": ("rnn", "lstm", "gru"),
}


def cell_code(library: str, cell: str) -> str:
    """A script whose `walk(x, W, U, b)` gives a cell's states at all steps.

    Args:
        library: One of `CELLS_OF`.
        cell: One of those that it has.
    """
    path = FOLDER / f"{library}_cell.py"
    choices = {"KIND": cell}
    body = "\n\n\n".join(filled(one, choices) for one in sections(path, choices))
    return f'"""{about(path)}"""\n\n{imports([path], body)}\n\n\n{body}\n'


def paragraphs(name: str) -> list[str]:
    """The parts of a tutorial's code, as blank lines set them apart."""
    return source(FOLDER / f"{name}.py").strip("\n").split("\n\n")
