"""A take-home script as a notebook: one cell for each of its sections, with what they do above them."""

import ast
import json
from itertools import pairwise

BESIDE = '__file__ = "{name}"  # files are looked for beside it'
EMPTY = 2  # lines between sections, as PEP 8 parts them


def notebook_of(script: str, name: str) -> bytes:
    """The notebook, without any results; run from its first cell to its last it does what the script does.

    Args:
        name: Of the notebook's file, in whose folder the other files lie.
    """
    about = ast.get_docstring(ast.parse(script), clean=False) or ""
    top, *sections = _sections(script)
    body = top[top.index(about) + len(about) :].split('"""', 1)[1] if about else top
    cells = [_cell("markdown", about.strip())] if about else []
    cells.append(_cell("code", f"{BESIDE.format(name=name)}\n\n{body.strip()}"))
    cells += [_cell("code", section.strip("\n")) for section in sections]
    for place, cell in enumerate(cells):
        cell["id"] = f"section-{place}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about_all = {"kernelspec": kernel, "language_info": {"name": "python"}}
    book = {"cells": cells, "metadata": about_all, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()


def _sections(script: str) -> list[str]:
    """Its parts, which two empty lines part on the outermost level; comments belong to what follows them."""
    lines, nodes = script.splitlines(), ast.parse(script).body
    cuts = [0]
    for one, following in pairwise(nodes):
        end, start = one.end_lineno or one.lineno, _begins(following)
        empty = [row for row in range(end, start - 1) if not lines[row].strip()]
        if len(empty) >= EMPTY:
            cuts.append(empty[-1])
    parts = ["\n".join(lines[start:end]) for start, end in pairwise([*cuts, len(lines)])]
    return [part.strip("\n") for part in parts]


def _begins(node: ast.stmt) -> int:
    """Its first line, from 1, with what decorates it."""
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def _cell(kind: str, text: str) -> dict[str, object]:
    own: dict[str, object] = {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
    return own | ({"execution_count": None, "outputs": []} if kind == "code" else {})
