"""One training step: our layers against stock Keras and PyTorch, per cell, at four sizes, in one run.

    python -m benchmarks.one_step --torch-python PATH [--threads 2] [--keep docs/performance]

PyTorch is not among our requirements: PATH is the Python of an environment that has it (see README).
Every library gets the same threads; the libraries take turns, each in a process of its own.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.opponents import CELLS, SIZES
from benchmarks.record import keep, machine
from core.engine.forkserver import ALLOCATOR

ROOT = Path(__file__).parents[1]
LIBRARIES = {"ours": "ours", "keras": "Keras", "keras-xla": "Keras, XLA", "torch": "PyTorch"}
BUDGETS = {"keras": {"rnn": 4, "lstm": 6, "gru": 8}, "torch": {"rnn": 2, "lstm": 1.5, "gru": 3}}
Measured = dict[tuple[str, str, tuple[int, ...]], dict[str, Any]]


def measure(library: str, python: str, threads: int) -> list[dict[str, Any]]:
    """All measurements of one library."""
    environment = dict(os.environ)
    if library == "ours":  # as our workers run
        environment |= ALLOCATOR
    command = [python, "-m", "benchmarks.opponents", library, str(threads)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{library} failed:\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def table(found: Measured, best: float) -> str:
    """Milliseconds per step, our speed as a share of the best product, and ratios."""
    names = list(LIBRARIES.values())
    lines = [
        f"| lookback, units, batch | cell | {' | '.join(f'{name} ms' for name in names)} | GFLOP/s | "
        "of best product | vs Keras | vs PyTorch |",
        "|---" * (len(names) + 6) + "|",
    ]
    for size in SIZES:
        for cell in CELLS:
            steps = {library: found[library, cell, size]["step"] for library in LIBRARIES}
            speed = found["ours", cell, size]["speed"]
            told = " | ".join(f"{1000 * step:.2f}" for step in steps.values())
            ratios = " | ".join(f"{steps[other] / steps['ours']:.1f}" for other in ("keras", "torch"))
            lines.append(
                f"| {', '.join(map(str, size))} | {cell} | {told} | {speed / 1e9:.0f} | "
                f"{100 * speed / best:.0f} % | {ratios} |"
            )
    return "\n".join(lines)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch-python", default=sys.executable)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    found: Measured = {}
    products = {}
    for library in LIBRARIES:
        python = given.torch_python if library == "torch" else sys.executable
        for told in measure(library, python, given.threads):
            if "product" in told:
                products[library] = told["product"]
            else:
                found[library, told["cell"], tuple(told["size"])] = told
    best = max(products.values())
    text = (
        f"{machine()} {given.threads} thread(s) each; best float32 product {best / 1e9:.0f} GFLOP/s.\n"
        f"Times are medians of five epochs.\n\n{table(found, best)}\n"
    )
    print(text)
    if given.keep:
        groups = [f"{cell} {'·'.join(map(str, size))}" for size in SIZES for cell in CELLS]
        bars = {
            name: [1000 * found[library, cell, size]["step"] for size in SIZES for cell in CELLS]
            for library, name in LIBRARIES.items()
        }
        keep(given.keep, f"one-step-{given.threads}", text, groups, bars, "ms per training step")


if __name__ == "__main__":
    main()
