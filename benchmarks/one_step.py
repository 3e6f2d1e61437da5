"""One training step: our layers against other libraries, per cell, at four sizes and with texts, in one run.

    python -m benchmarks.one_step --opponents-python PATH [--threads 2] [--side 2] [--keep docs/performance]

PyTorch and JAX are not among our requirements: PATH is the Python of an environment that has them; those that
it lacks are left out. Every library gets the same threads; size by size the libraries take turns, each in a
process of its own. With `--side 2` two such processes measure at the same time, as two workers would.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.opponents import CELLS, SIZES, TEXTS, flops
from benchmarks.record import keep, machine
from core.engine.forkserver import ALLOCATOR

ROOT = Path(__file__).parents[1]
LIBRARIES = {
    "ours": "ours", "xla": "ours, XLA", "keras": "Keras", "keras-xla": "Keras, XLA", "torch": "PyTorch",
    "jax": "JAX",
}  # fmt: skip
OF_OTHERS = ("torch", "jax")  # in the opponents' environment
WITH_TEXTS = ("ours", "xla", "keras", "torch")
Measured = dict[tuple[str, str, tuple[int, ...]], dict[str, Any]]


def measure(library: str, python: str, threads: int, size: str, side: int) -> list[list[dict[str, Any]]]:
    """All measurements of one library at one size, of each of the processes side by side."""
    environment = dict(os.environ)
    if library in ("ours", "xla"):  # as our workers run
        environment |= ALLOCATOR
    command = [python, "-m", "benchmarks.opponents", library, str(threads), size]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)
        for _ in range(side)
    ]
    found = []
    for process in running:
        told, wrong = process.communicate()
        if process.returncode:
            sys.exit(f"{library} failed:\n{wrong[-2000:]}")
        found.append([json.loads(line) for line in told.splitlines() if line.startswith("{")])
    return found


def slowest(of_each: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Of processes side by side, what the slowest took: the other had the processor more to itself."""
    return [
        max(same, key=lambda told: told.get("step", -told.get("product", 0)))
        for same in zip(*of_each, strict=True)
    ]


def table(found: Measured, libraries: list[str], best: float) -> str:
    """Median (and least) milliseconds per step, our speed as a share of the best product, and ratios."""
    names = [LIBRARIES[library] for library in libraries]
    others = [library for library in libraries if library != "ours"]
    ratios = " | ".join(f"vs {LIBRARIES[library]}" for library in others)
    head = f"| lookback, units, batch | cell | {' | '.join(names)} | of best product | {ratios} |"
    lines = [head, "|---" * (head.count("|") - 1) + "|"]
    for size in [*SIZES, TEXTS]:
        for cell in CELLS:
            row = {library: found.get((library, cell, size)) for library in libraries}
            if not row["ours"]:
                continue
            speed = flops(cell, *size) / row["ours"]["least"]
            share = f"{100 * speed / best:.0f} %" if size != TEXTS else ""
            told = [
                f"{1000 * one['step']:.2f} ({1000 * one['least']:.2f})" if one else "" for one in row.values()
            ]
            times = [
                f"{one['step'] / row['ours']['step']:.1f}" if (one := row[other]) else "" for other in others
            ]
            name = "texts: " * (size == TEXTS) + ", ".join(map(str, size))
            lines.append(f"| {name} | {cell} | {' | '.join(told)} | {share} | {' | '.join(times)} |")
    return "\n".join(lines)


def has(python: str, library: str) -> bool:
    """Whether an environment has a library."""
    return subprocess.run([python, "-c", f"import {library}"], capture_output=True).returncode == 0


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opponents-python", default=sys.executable)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--side", type=int, default=1)
    parser.add_argument("--sizes", default="0,1,2,3,texts")
    parser.add_argument("--libraries", default=",".join(LIBRARIES))
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    libraries = [
        one for one in given.libraries.split(",")
        if one not in OF_OTHERS or has(given.opponents_python, one)
    ]  # fmt: skip
    found: Measured = {}
    best = 0.0
    for size in given.sizes.split(","):
        for library in libraries if size != "texts" else [one for one in libraries if one in WITH_TEXTS]:
            python = given.opponents_python if library in OF_OTHERS else sys.executable
            for told in slowest(measure(library, python, given.threads, size, given.side)):
                if "product" in told:
                    best = max(best, told["product"])
                else:
                    found[library, told["cell"], tuple(told["size"])] = told
    side = f", {given.side} processes side by side, the slower one told" if given.side > 1 else ""
    text = (
        f"{machine()} {given.threads} thread(s) each{side}; best float32 product {best / 1e9:.0f} GFLOP/s.\n"
        "Milliseconds per step: median of seven epochs, least in brackets. Ratios are of medians, the share "
        f"of the best product is that of the least.\n\n{table(found, libraries, best)}\n"
    )
    print(text)
    if given.keep:
        rows = [(cell, size) for size in SIZES for cell in CELLS if ("ours", cell, size) in found]
        bars = {
            LIBRARIES[library]: [1000 * found[library, *row]["step"] for row in rows] for library in libraries
        }
        groups = [f"{cell} {'·'.join(map(str, size))}" for cell, size in rows]
        name = f"one-step-{given.threads}" + f"-side-{given.side}" * (given.side > 1)
        keep(given.keep, name, text, groups, bars, "ms per training step")


if __name__ == "__main__":
    main()
