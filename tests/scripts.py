"""What every script that a person takes home has to pass."""

import ast
import runpy
import subprocess
import sys

CHECKS = (
    ["check", "--isolated", "--select", "E,W,F,I,UP,B", "--line-length", "110"],
    ["format", "--isolated", "--check", "--line-length", "100"],
)


def imported_by_clean(body, path):
    """Write the script and check it; returns the packages it imports."""
    path.write_text(body, encoding="utf-8")
    for check in CHECKS:
        command = [sys.executable, "-m", "ruff", *check, str(path)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    imports = [node for node in ast.parse(body).body if isinstance(node, ast.Import)]
    return {alias.name for node in imports for alias in node.names}


def run_uncompiled(path):
    """Run a script as its own program, each operation by itself: compiling takes ten times as long as the
    few updates of a test. One test of each script runs it as a person does."""
    from tensorflow import config

    config.run_functions_eagerly(True)
    try:
        runpy.run_path(str(path), run_name="__main__")
    finally:
        config.run_functions_eagerly(False)
