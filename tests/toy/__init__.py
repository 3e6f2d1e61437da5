"""A task that is no task of ours, as whoever adds one would write it.

Copy what is in this folder over the product's and add its row to each of the two tables (see `copy_into`):
that is a task. The tests find its modules at the same names without that.

Asked for: the mean of a column. A network of the toy tells the mean of the first rows, off by as much as its
seed says; the simple method tells zero.
"""

import json
import re
import shutil
from pathlib import Path

import app.tasks
import core.tasks

FOLDER = Path(__file__).parent
COMPILED = shutil.ignore_patterns("__pycache__")
for package in (core.tasks, app.tasks):
    package.__path__.append(str(FOLDER / package.__name__.replace(".", "/")))

from app.tasks.toy import VIEW  # noqa: E402
from core.tasks.toy.task import TASK  # noqa: E402

__all__ = ["TASK", "VIEW"]
ROWS = {  # what each table imports of it
    "core/tasks/__init__.py": "from core.tasks.toy.task import TASK as TOY",
    "app/tasks/__init__.py": "from app.tasks.toy import VIEW as TOY",
}


def copy_into(root: Path) -> None:
    """Add it to a copy of the product, behind the last row of each table."""
    for part in ("core", "app", "pages"):
        shutil.copytree(FOLDER / part, root / part, dirs_exist_ok=True, ignore=COMPILED)
    for table, row in ROWS.items():
        before, imports, rest = re.split(r"((?:^from .*\n)+)", (root / table).read_text("utf-8"), flags=re.M)
        rest = re.sub(r"\)(\n?})", r", TOY)\1", rest, count=1)
        (root / table).write_text(f"{before}{imports}{row}\n{rest}", encoding="utf-8")


def words(language: str) -> dict[str, str]:
    """What the toy says, by key."""
    file = FOLDER / "core" / "words" / "locales" / language / "toy.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
