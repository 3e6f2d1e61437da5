"""A wheel holds all that runs: it is built, unpacked outside the clone, and asked there as a person would."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("app", "core", "pages", "unrolled", ".streamlit")
FILES = ("pyproject.toml", "setup.py", "streamlit_app.py", "README.md", "LICENSE")
BUILD = "from setuptools.build_meta import build_wheel; print(build_wheel('.'))"
ASK = """
import unrolled, json, core
from core.data.samples import load_sample
rows = len(load_sample("airline_passengers").frame)
print(json.dumps([sorted(unrolled.__all__), core.__file__ or core.__path__[0], rows]))
try:
    unrolled.experiment("nothing").predict()
except unrolled.Error as error:
    print(error)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder that a wheel was unpacked into; installing does no more, but for the entry points."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    built = subprocess.run([sys.executable, "-c", BUILD], cwd=source, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(source / built.stdout.split()[-1]) as wheel:
        wheel.extractall(target)
    return target


def run(installed, *command):
    environment = os.environ | {"PYTHONPATH": str(installed), "UNROLLED_HOME": str(installed / "home")}
    return subprocess.run(
        [sys.executable, *command], cwd=installed.parent, env=environment, capture_output=True, text=True
    )


def test_nothing_of_ours_stands_beside_the_one_package(installed):
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert top == {"unrolled"}
    product = installed / "unrolled" / "product"
    there = {path.relative_to(product).as_posix() for path in product.rglob("*") if path.is_file()}
    ours = subprocess.run(
        ["git", "ls-files", "app", "core", "pages"], cwd=ROOT, capture_output=True, text=True
    )
    assert set(ours.stdout.split()) <= there
    assert {"streamlit_app.py", ".streamlit/config.toml"} <= there
    (points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "unrolled = unrolled.__main__:main" in points.read_text(encoding="utf-8")


def test_it_runs_outside_the_clone(installed):
    asked = run(installed, "-c", ASK)
    assert asked.returncode == 0, asked.stderr
    found, said = asked.stdout.strip().splitlines()
    names, where, rows = json.loads(found)
    assert {"forecast", "load", "Error"} <= set(names) and rows == 144
    assert where.startswith(str(installed)) and said and "Error" not in said
    told = run(installed, "-m", "unrolled", "store", "--json", "-")
    assert told.returncode == 0 and json.loads(told.stdout)["people"] == []
