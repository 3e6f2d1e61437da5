"""The repository as a whole: readable modules, and nothing that ties it to one machine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {".ci", ".streamlit", ".github", ".gitignore"}  # names with a dot that belong to the repository
LONGEST = {"streamlit_app.py": 60, "pages": 60, "app": 220, "core": 220}  # lines
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "ana" + "conda.org",
    "npm" + "js.org",
    "npm" + "js.com",
)
OUR_MACHINE = re.compile(r"(?<![\w.~}$])/(?:" + "|".join(("work", "root", "home")) + r")(?=/[\w.]|[\"'\s])")


def files() -> Iterator[Path]:
    """All files of the repository, but not what tools leave beside them."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in OURS for part in parts)
        if path.is_file() and not hidden and "__pycache__" not in parts:
            yield path


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every file that is text."""
    for path in files():
        body = path.read_bytes()
        if b"\0" not in body[:8000]:
            yield str(path.relative_to(ROOT)), body.decode("utf-8", "replace")


@pytest.mark.parametrize("place", LONGEST)
def test_modules_have_a_size_that_can_be_read(place):
    path = ROOT / place
    lengths = {
        str(module.relative_to(ROOT)): len(module.read_text(encoding="utf-8").splitlines())
        for module in [path, *sorted(path.rglob("*.py"))]
        if module.is_file()
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST[place]} == {}


def test_no_file_names_a_package_registry():
    assert [(name, host) for name, text in texts() for host in REGISTRIES if host in text] == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert [(name, found[0]) for name, text in texts() if (found := OUR_MACHINE.search(text))] == []


@pytest.mark.parametrize("text", ["cd {}work/main", 'open("{}root/x.csv")', "{}home/me/data", "see '{}work'"])
def test_a_place_on_somebodys_machine_is_noticed(text):
    assert OUR_MACHINE.search(text.format("/"))


@pytest.mark.parametrize("text", ["https://example.com/home/x", "./work/x", "~/root/x", "network/root.py"])
def test_other_paths_are_let_through(text):
    assert not OUR_MACHINE.search(text)
