"""The two ways to install: equal but for the library that computes."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]


def wanted(name):
    """Requirements of a file by package, as they stand."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line.partition("#")[0]) for line in lines if line.partition("#")[0].strip()]
    return {one.name: str(one) for one in asked}


def test_torch_takes_the_place_of_tensorflow_and_nothing_else_differs():
    usual, on_torch = wanted("requirements.txt"), wanted("requirements-torch.txt")
    assert usual.pop("tensorflow") and on_torch.pop("torch")
    assert usual.pop("llvmlite")  # it compiles operations of TensorFlow
    assert usual == on_torch


def test_the_package_asks_for_what_the_requirements_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {Requirement(one).name: str(Requirement(one)) for one in project["dependencies"]} == wanted(
        "requirements.txt"
    )
