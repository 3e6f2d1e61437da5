"""What each task reaches on public data, beside all its opponents in one run: a sub-command each.

    python -m benchmarks.tasks translate --data FILE --keep docs/tasks.md

Each sub-command is a module `benchmarks.tasks_<name>` with `main(arguments)`, which says what it takes.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def keep_section(path: Path, title: str, text: str) -> None:
    """Write a section of a page anew, or behind the others; what else stands there stays."""
    page = path.read_text(encoding="utf-8") if path.exists() else "# What the tasks reach\n"
    before, found, after = page.partition(f"\n## {title}\n")
    rest = after.partition("\n## ")[2] if found else ""
    behind = f"\n## {rest}" if rest else ""
    path.write_text(f"{before.rstrip()}\n\n## {title}\n\n{text.strip()}\n{behind}", encoding="utf-8")


def main() -> None:
    """Hand the arguments to the sub-command's module."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not name.isidentifier() or find_spec(f"benchmarks.tasks_{name}") is None:
        here = Path(__file__).parent.glob("tasks_*.py")
        sys.exit(f"one of {', '.join(sorted(path.stem.removeprefix('tasks_') for path in here))} is wanted")
    import_module(f"benchmarks.tasks_{name}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
