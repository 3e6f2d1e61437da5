"""What the README says is there, and it stays short."""

import re
from pathlib import Path

import pytest

from tests.test_order import HEIGHT

ROOT = Path(__file__).resolve().parents[1]
MOST_WORDS = 1700
LONGEST_DECISION = 335  # letters: three lines
README = ROOT / "README.md"
PAPERS = [README, ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"`((?:app|benchmarks|core|docs|pages|tests)/[^`\s]*)`")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#[^)]*)?\)")
BARE = re.compile(r"`(\w+\.py)`")  # a module beside one that was named with its folder
FOLDERS = ("app", "benchmarks", "core", "pages", "tests")
MODULES = {path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")} | {"streamlit_app.py"}
VARIES = re.compile(r"<\w+>|\*")


def there(folder: Path, named: str) -> bool:
    """Whether a path exists; a part in angle brackets stands for any name."""
    return any(folder.glob(VARIES.sub("*", named).rstrip("/"))) if named else True


def table(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading of the README, without its head."""
    text = README.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_path_and_every_link_leads_somewhere(paper):
    text = paper.read_text(encoding="utf-8")
    lost = [named for named in CODE.findall(text) if not there(ROOT, named)]
    lost += [name for name in BARE.findall(text) if name not in MODULES]
    lost += [link for link in LINK.findall(text) if not there(paper.parent, link)]
    assert lost == []


def test_the_readme_is_short():
    assert len(README.read_text(encoding="utf-8").split()) <= MOST_WORDS


def test_the_map_names_every_folder_of_core_from_below():
    named = [name for row in table("A map of the code") for name in re.findall(r"`core/(\w+)", row[0])]
    assert [HEIGHT[name] for name in named] == sorted(HEIGHT[name] for name in named)
    assert {path.name for path in (ROOT / "core").iterdir() if (path / "__init__.py").exists()} <= set(named)


def test_the_map_names_every_folder_of_app():
    named = {name for row in table("A map of the code") for name in re.findall(r"`app/(\w+)", row[0])}
    assert {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").exists()} <= named


def test_what_to_change_says_where():
    assert all(CODE.search(places) for _, places in table("To change"))


def test_a_decision_is_at_most_three_lines_and_dated():
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if line.startswith("- ")]
    assert all(re.search(r" \(20\d\d-\d\d-\d\d\)$", line) for line in told)
    assert [line for line in told if len(line) > LONGEST_DECISION] == []
