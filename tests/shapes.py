"""Shapes that comments claim, `x = …  # (batch, time, units)`, held against the tensors as the lines run."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

CLAIM = re.compile(r"#\s((?:\w+:\s)?\((?:[^()]*)\).*)$")
SHAPE = re.compile(r"\(([^()]*)\)")


class Claims:
    """The claims of some modules, and what came of those whose lines ran.

    Args:
        sizes: Of axes by name; a name without a size means one number within a call.
    """

    def __init__(self, *modules: Any, **sizes: int) -> None:
        self.sizes, self.wrong = sizes, list[str]()
        self.lines = {module.__file__: dict(_claims(Path(module.__file__))) for module in modules}
        self.unseen = {(file, line) for file, lines in self.lines.items() for line in lines}

    def check(self, frame: FrameType, line: int, returned: Any, known: dict[str, int]) -> None:
        """Hold the claim of a line that has just run against its frame."""
        file = frame.f_code.co_filename
        names, claim = self.lines[file][line]
        self.unseen.discard((file, line))
        values = [returned] if names == ["return"] else [frame.f_locals.get(name) for name in names]
        if not _holds(claim, names, values, known):
            shapes = [_shape(one) for value in values for one in _arrays(value)]
            self.wrong.append(f"{Path(file).name}:{line} says {claim}, has {shapes} where {known}")


@contextmanager
def watched(claims: Claims) -> Iterator[Claims]:
    """While it lasts, every line with a claim is checked as it runs."""

    def begin(frame: FrameType, event: str, _: Any) -> Any:
        lines = claims.lines.get(frame.f_code.co_filename)
        if not lines or frame.f_code.co_name.startswith("<"):
            return None  # a comprehension runs in a frame of its own, on the same lines
        known, before = dict(claims.sizes), [0]

        def step(frame: FrameType, event: str, value: Any) -> Any:
            for line in lines:
                if _ran(lines[line][0], line, before[0], event):
                    claims.check(frame, line, value, known)
            before[0] = frame.f_lineno if event == "line" else 0
            return step

        return step

    earlier = sys.gettrace()
    sys.settrace(begin)
    try:
        yield claims
    finally:
        sys.settrace(earlier)


def _ran(names: list[str], line: int, before: int, event: str) -> bool:
    return before == line and event in ("line", "return") and (event == "return") == (names == ["return"])


def _claims(path: Path) -> Iterator[tuple[int, tuple[list[str], str]]]:
    """By line: the names that its statement gives values, and what its comment says of them."""
    source = path.read_text("utf-8")
    found = {}
    for number, line in enumerate(source.splitlines(), 1):
        if claim := CLAIM.search(line):  # on a line of its own it is about the next one
            found[number + line.lstrip().startswith("#")] = claim[1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.Return) and node.lineno in found:
            yield node.lineno, (_names(node), found[node.lineno])


def _names(node: ast.Assign | ast.Return) -> list[str]:
    if isinstance(node, ast.Return):
        return ["return"]
    return [one.id for one in ast.walk(node.targets[0]) if isinstance(one, ast.Name)]


def _holds(claim: str, names: list[str], values: list[Any], known: dict[str, int]) -> bool:
    named, shapes = re.match(r"(\w+):", claim), [text.split(",") for text in SHAPE.findall(claim)]
    if named:
        values = [values[names.index(named[1])]]
    arrays = [one for value in values for one in _arrays(value)]
    if " or " in claim or len(shapes) == 1:
        return all(any(_fits(axes, _shape(one), known) for axes in shapes) for one in arrays)
    return all(_fits(axes, _shape(one), known) for axes, one in zip(shapes, arrays, strict=True))


def _arrays(value: Any) -> list[Any]:
    if value is None:
        return []
    return [one for part in value for one in _arrays(part)] if isinstance(value, tuple | list) else [value]


def _shape(value: Any) -> tuple[int | None, ...]:
    return tuple(None if axis is None else int(axis) for axis in value.shape)


def _fits(axes: list[str], shape: tuple[int | None, ...], known: dict[str, int]) -> bool:
    axes = [axis.strip() for axis in axes if axis.strip()]
    if len(axes) != len(shape):
        return False
    return all(
        size is None or _size(axis, size, known) == size for axis, size in zip(axes, shape, strict=True)
    )


def _size(axis: str, seen: int, known: dict[str, int]) -> int:
    """The size of an axis such as `time`, `gates x units` or `columns + 1`; a new name takes what is seen."""
    parts = re.split(r" (x|\+) ", axis)
    words = [word for word in parts[::2] if not word.isdigit()]
    if any(word not in known for word in words):
        if len(parts) > 1:
            return seen  # nothing to hold it against
        known[axis] = seen
    sizes: Mapping[str, int] = known
    total = [int(word) if word.isdigit() else sizes[word] for word in parts[::2]]
    for sign, _ in zip(parts[1::2], parts[2::2], strict=True):
        total[:2] = [total[0] * total[1] if sign == "x" else total[0] + total[1]]
    return total[0]
