"""Templates of take-home scripts: modules that linters read as they stand, and of which scripts consist.

What a template imports of ours stays behind: settings, which a script has at its top; functions of other
templates, which stand beside these; and choices (`choices.py`), which are made as the script is written. An
`if` that asks choices alone becomes the branch that is taken. Elsewhere a choice's name becomes its value;
one that is None takes its line along.
"""

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Choices: TypeAlias = Mapping[str, Any]
Lines: TypeAlias = list[str | None]  # None: gone, which keeps the others where the tree says they are
_INDENT = "    "


@cache
def source(path: Path) -> str:
    """A template as it stands."""
    return path.read_text(encoding="utf-8")


def about(path: Path) -> str:
    """A template's docstring."""
    return ast.get_docstring(ast.parse(source(path)), clean=False) or ""


def sections(path: Path, choices: Choices) -> list[str]:
    """The functions of a template as the choices want them, each with the constants before it."""
    lines = _decided(source(path), choices)
    found: list[str] = []
    end, apart = 0, True
    for node in ast.parse("\n".join(lines)).body:
        if not (_imports(node) or _is_text(node)):
            text = "\n".join(lines[end : node.end_lineno])
            defines = not isinstance(node, ast.Assign)
            if defines or apart:
                found.append(text.strip("\n"))
            else:
                found[-1] += "\n" + text
            apart = defines
        end = node.end_lineno or end
    return [filled(section, choices) for section in found]


def filled(text: str, values: Choices) -> str:
    """A text with values in the place of their names; a line with the name of a None goes."""
    gone = {name for name, value in values.items() if value is None}
    lines = [line for line in text.splitlines() if not gone & set(re.findall(r"\w+", line))]
    return re.sub(r"\w+", lambda name: str(values.get(name[0], name[0])), "\n".join(lines))


def imports(paths: Iterable[Path], script: str) -> str:
    """What templates import and a script uses, one import a line, in the order that formatters want."""
    used = {node.id for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Name)}
    nodes = [node for path in paths for node in ast.parse(source(path)).body]
    others = [node for node in nodes if isinstance(node, ast.Import) or _from_others(node)]
    lines = {ast.unparse(node): _foreign(node) for node in others if _bound(node) in used}
    groups = (
        [line for line in sorted(lines, key=_plain_first) if lines[line] == one] for one in (False, True)
    )
    return "\n\n".join("\n".join(group) for group in groups if group)


def _decided(text: str, choices: Choices) -> list[str]:
    """A template's lines with one branch left of each `if` that asks choices."""
    lines: Lines = [*text.splitlines()]
    for node in sorted(_open(text, choices), key=lambda one: one.lineno, reverse=True):  # from within
        taken, before = _taken(node, lines, choices), lines[node.lineno - 1 : node.end_lineno]
        lines[node.lineno - 1 : node.end_lineno] = taken + [None] * (len(before) - len(taken))
    return [line for line in lines if line is not None]


def _open(text: str, choices: Choices) -> list[ast.If]:
    """Each `if` that is to be decided, but none of its `elif`."""
    lines = text.splitlines()
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.If))
    begin = (node for node in nodes if lines[node.lineno - 1].lstrip().startswith("if "))
    return [node for node in begin if _names(node.test) <= set(choices)]


def _names(test: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}


def _taken(node: ast.If, lines: Lines, choices: Choices) -> Lines:
    """The lines of the branch that is taken, indented as the `if` was."""
    test = compile(ast.Expression(node.test), "template", "eval")
    end = node.body[-1].end_lineno or 0
    if eval(test, {"__builtins__": {}}, dict(choices)):  # our own text: nothing that anybody brought is in it
        return _block(lines[node.test.end_lineno : end])
    if not node.orelse:
        return []
    first, last = node.orelse[0], node.orelse[-1]
    if isinstance(first, ast.If) and (lines[first.lineno - 1] or "").lstrip().startswith("elif "):
        return _taken(first, lines, choices)
    begin = next(n for n in range(end, first.lineno) if (lines[n] or "").strip() == "else:")
    return _block(lines[begin + 1 : last.end_lineno])


def _block(lines: Lines) -> Lines:
    """Lines of a branch without their indent and without blank ones around them."""
    kept = [n for n, line in enumerate(lines) if line]
    block = lines[kept[0] : kept[-1] + 1] if kept else []
    return [line and line.removeprefix(_INDENT) for line in block]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _from_others(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and _root(node) != "core"


def _root(node: ast.stmt) -> str:
    name = node.module if isinstance(node, ast.ImportFrom) else _alias(node).name
    return (name or "").split(".")[0]


def _alias(node: ast.stmt) -> ast.alias:
    assert isinstance(node, ast.Import | ast.ImportFrom)
    [alias] = node.names
    return alias


def _bound(node: ast.stmt) -> str:
    return _alias(node).asname or _alias(node).name


def _foreign(node: ast.stmt) -> bool:
    return _root(node) not in sys.stdlib_module_names


def _plain_first(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line
