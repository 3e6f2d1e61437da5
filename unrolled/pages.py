"""Pages about `import unrolled`, made from its docstrings: `python -m unrolled.pages docs/api`."""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import unrolled

INDENT = "    "
SECTION = re.compile(r"(Args|Returns|Raises|Yields):")
ENTRY = re.compile(r"([\w, ]+): (.*)")
SOURCE = re.compile(r"<(class|function|object).*?(\w+)'?.*?>")
INTRODUCTION = """# `import unrolled`

Made from the docstrings by `python -m unrolled.pages docs/api`; [first_steps.ipynb](first_steps.ipynb) goes
through it once.

"""


def pages() -> dict[str, str]:
    """Markdown by file name: a page for each class, one for all functions, and one that lists them."""
    public = {name: getattr(unrolled, name) for name in unrolled.__all__}
    classes = {name: one for name, one in public.items() if inspect.isclass(one)}
    found = {f"{name}.md": _class_page(name, one) for name, one in classes.items()}
    functions = {name: one for name, one in public.items() if name not in classes}
    told = [_function(name, one, "## ") for name, one in functions.items()]
    found["functions.md"] = "# Functions\n\n" + "\n".join(told)
    lists = [f"- [`{name}`](functions.md#{name}): {_first(one)}" for name, one in functions.items()]
    lists += [f"- [`{name}`]({name}.md): {_first(one)}" for name, one in classes.items()]
    example = inspect.cleandoc(unrolled.__doc__ or "").replace("\n    ", "\n").split("\n\n")
    code = "\n\n".join(example[1:-1])
    found["README.md"] = f"{INTRODUCTION}```python\n{code}\n```\n\n" + "\n".join(lists) + "\n"
    return {name: re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n" for name, text in found.items()}


def _class_page(name: str, kind: type) -> str:
    bases = [base.__name__ for base in kind.__mro__[1:] if base.__name__ in unrolled.__all__]
    above = f"Has all that {', '.join(f'[`{one}`]({one}.md)' for one in bases)} has.\n\n" if bases else ""
    parts = [f"# {name}\n", _prose(inspect.getdoc(kind) or ""), above]
    parts += [_member(one, found) for one, found in _own(kind)]
    return "\n".join(parts)


def _own(kind: type) -> Iterator[tuple[str, Any]]:
    """What people call of a class, as far as it says it itself, in the order of its source."""
    for name, found in vars(kind).items():
        if not name.startswith("_") and inspect.getdoc(getattr(kind, name)) and not _is_plain(found):
            yield name, found


def _is_plain(found: Any) -> bool:
    return not (callable(found) or isinstance(found, property) or hasattr(found, "func"))


def _member(name: str, found: Any) -> str:
    if inspect.isfunction(found):
        return _function(name, found, "## .")
    getter: Any = found.fget if isinstance(found, property) else found.func
    returns = inspect.signature(getter).return_annotation
    return f"## .{name}\n\n`{_written(returns)}`\n\n{_prose(inspect.getdoc(getter) or '')}\n"


def _function(name: str, found: Any, heading: str) -> str:
    signature = inspect.signature(found)
    kept = [one.replace(annotation=one.empty) for one in signature.parameters.values() if one.name != "self"]
    plain = str(signature.replace(parameters=kept, return_annotation=signature.empty))
    call = f"{heading.strip('# ')}{name}{plain}"
    returns = _written(signature.return_annotation)
    body = _prose(inspect.getdoc(found) or "")
    return f"{heading}{name}\n\n```python\n{call} -> {returns}\n```\n\n{body}\n"


def _prose(text: str) -> str:
    """A docstring as Markdown: its sections are bold, what stands in them is a list."""
    lines, inside = [], False
    for line in text.split("\n"):
        if SECTION.fullmatch(line.strip()):
            lines += ["", f"**{line.strip()[:-1]}**", ""]
            inside = True
        elif inside and line.startswith(INDENT * 2):
            lines[-1] += f" {line.strip()}"
        elif inside and line.strip():
            entry = ENTRY.fullmatch(line.strip())
            lines.append(f"- `{entry[1]}`: {entry[2]}" if entry else f"- {line.strip()}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _first(found: Any) -> str:
    return " ".join((inspect.getdoc(found) or "").split("\n\n")[0].split())


def _written(kind: Any) -> str:
    """A type as people read it: without modules."""
    named = kind.__name__ if inspect.isclass(kind) and not getattr(kind, "__args__", None) else str(kind)
    return re.sub(r"\b[\w.]+\.(\w+)", r"\1", named)


if __name__ == "__main__":
    for file, content in pages().items():
        (Path(sys.argv[1]) / file).write_text(content, encoding="utf-8")
