"""How well each cell tells the classes of whole series, beside the simple methods, on their given split.

    python -m benchmarks.tasks classify --data FOLDER --parts FOLDER --keep docs/tasks.md

FOLDER holds <Set>/<Set>_TRAIN.ts and <Set>_TEST.ts of the sets in PUBLISHED (timeseriesclassification.com).
Settings are those that the page begins with. A part of the training series says when to stop and which cell
is best; the test is scored once. What is found is kept in the folder of parts, and not done again.
"""

import argparse
import io
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.classify_page import PUBLISHED, Found, page
from benchmarks.tasks import keep_section
from core.arrays import Arrays
from core.cells import CELLS, USUAL
from core.data.labelled.loading import load_labelled
from core.evaluate import PROTOCOL
from core.evaluate.shape_probabilities import shape_probabilities
from core.networks.device import choose_kernel, device
from core.networks.schedule import Schedule
from core.networks.training import Part, fit
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.cell_runs import CellRuns
from core.tasks.classified.report import class_report
from core.tasks.classify.baselines import TOLD
from core.tasks.classify.network import classifier, with_presence
from core.tasks.classify.prepare import PreparedSeries, prepare_series
from core.tasks.classify.spec import ClassifySpec
from core.tasks.classify.start import ends, start


def prepared(folder: Path, name: str) -> tuple[PreparedSeries, ExperimentSpec]:
    """The series of a set, and the settings that the page begins with."""
    train, test = ((folder / name / f"{name}_{part}.ts").read_bytes() for part in ("TRAIN", "TEST"))
    data = load_labelled(train, f"{name}.ts", test)
    spec = start(data.facts())
    return prepare_series(data, spec.of(ClassifySpec)), spec


def simple(ready: PreparedSeries) -> Arrays:
    """Rows, truth and each simple method's probabilities, as the product's run of them leaves them."""
    shapes = ready.shapes
    asked = [shapes.validation, *(ready.block(name)[0] for name in TOLD[1:])]
    found: Arrays = {f"{name}_truth": ready.block(name)[1] for name in TOLD}
    found["test_rows"] = ready.blocks["test"]
    for method, parts in shape_probabilities(shapes, asked).items():
        found |= {f"{name}/{method}": part for name, part in zip(TOLD, parts, strict=True)}
    return found


def network(ready: PreparedSeries, spec: ExperimentSpec, cell: str, seed: int) -> Arrays:
    """Train one network; its logits for each block, its weights and its seconds."""
    began, (series, labels) = time.perf_counter(), ready.block("train")
    units, weights = cell_size(
        spec, CELLS[cell], ends(spec, len(ready.data.columns), len(ready.data.classes))
    )
    steps = int(spec.training.updates * 2 * series.lengths.mean())
    kernel = choose_kernel(CELLS[cell], spec.model, device(), steps, masked=True).name
    trainer = classifier(cell, spec, ready, units=units, kernel=kernel, seed=seed)
    held_out = (with_presence(ready.block("validation")[0]), ready.block("validation")[1])
    schedule = Schedule(spec.training, spec.training.check(len(series)))
    how = fit(trainer, [Part(with_presence(series), labels, held_out)], schedule, seed=seed)
    found = {name: trainer.predict(with_presence(ready.block(name)[0])) for name in TOLD}
    seconds = time.perf_counter() - began
    return found | {"about": np.array([weights, seconds, how.updates, how.best_updates])}


def found_of(folder: Path, name: str, asked: argparse.Namespace) -> Found:
    """Do what is still to do for a set, and judge it as the product does."""
    ready, spec = prepared(asked.data, name)
    baselines, cells, seconds = _once(folder / f"{name}.npz", lambda: simple(ready)), [], {}
    for cell in asked.cells:
        parts = [
            _once(folder / f"{name}-{cell}-{seed}.npz", lambda c=cell, s=seed: network(ready, spec, c, s))
            for seed in range(1, asked.seeds + 1)
        ]
        cells.append(CellRuns(cell, int(parts[0]["about"][0]), range(1, asked.seeds + 1), parts, ()))
        seconds[cell] = float(np.mean([part["about"][1] for part in parts]))
    facts = {"protocol": PROTOCOL, "sizes": {block: len(rows) for block, rows in ready.blocks.items()}}
    wanted = replace(spec, cells=tuple(asked.cells), seeds=asked.seeds)
    judged = class_report(wanted, ready.data.classes, baselines, facts, cells, ended=True)
    return Found(wanted, judged, seconds)


def _once(path: Path, make: Any) -> Arrays:
    if not path.exists():
        found: Arrays = make()
        body = io.BytesIO()
        np.savez_compressed(body, **found)
        path.write_bytes(body.getvalue())
        print(path.stem, flush=True)
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}


def main(arguments: Sequence[str]) -> None:
    """Do what is still to do, and write the section."""
    parser = argparse.ArgumentParser(prog="benchmarks.tasks classify", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", type=Path, required=True, help="a folder; what is there is not done again")
    parser.add_argument("--keep", type=Path, help="a page whose section is written anew")
    parser.add_argument("--sets", nargs="+", default=list(PUBLISHED), choices=PUBLISHED)
    parser.add_argument("--cells", nargs="+", default=list(USUAL), choices=CELLS)
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        sys.exit(f"{asked.data} is not there; it is no part of this repository")
    asked.parts.mkdir(parents=True, exist_ok=True)
    found: dict[str, Found] = {}
    for name in asked.sets:
        found[name] = found_of(asked.parts, name, asked)
        print(page(found), flush=True)
        if asked.keep:
            keep_section(asked.keep, "Classify", page(found))
