"""The pages about the API are what its docstrings say; the notebook runs from its first cell to its last."""

import inspect
import os
import re
from pathlib import Path

import pytest

import unrolled
from unrolled.pages import pages

ROOT = Path(__file__).resolve().parents[3]
HERE = ROOT / "docs" / "api"


def test_the_pages_are_current():
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in HERE.glob("*.md")}
    assert there == made, "python -m unrolled.pages docs/api"


def test_they_hold_everything_public_and_lead_to_it():
    made = pages()
    for name in unrolled.__all__:
        assert f"`{name}`" in made["README.md"]
        kind = getattr(unrolled, name)
        assert inspect.getdoc(kind)
        page = made[f"{name}.md"] if inspect.isclass(kind) else made["functions.md"]
        assert f"# {name}\n" in page and "<" not in page.replace("->", ""), "no object's address"
    for text in made.values():
        for file, place in re.findall(r"\]\(([\w.]+)#?(\w*)\)", text):
            assert file in made or (HERE / file).is_file()
            assert not place or f"## {place}\n" in made[file]


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_the_notebook_runs(shared_engine, tmp_path, monkeypatch):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("UNROLLED_HOME", str(shared_engine.store.folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
    book = nbformat.read(HERE / "first_steps.ipynb", as_version=4)
    nbformat.validate(book)
    assert not any(cell.get("outputs") for cell in book.cells), "it is kept without what it showed"
    nbclient.NotebookClient(
        book, timeout=200, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = "".join(str(cell.get("outputs", "")) for cell in book.cells)
    assert "The column weather is not in this data" in shown and "trained" in shown
    assert (tmp_path / "networks.zip").stat().st_size > 0
