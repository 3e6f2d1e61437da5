"""Who learns a problem of the memory lab, against chance, and in how many seconds.

    python -m benchmarks.memory                                     # adding, 100 steps: LSTM and GRU should
    python -m benchmarks.memory --problem sine --length 200 --seeds 3
    python -m benchmarks.memory --begins identity                   # IRNN (Le, Jaitly & Hinton 2015)
    python -m benchmarks.memory --keep docs/performance

Starts an engine in an empty folder, as the page does; seconds count from the click, its start included.
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.record import keep, machine
from core.specs import ExperimentSpec
from core.store.engine_process import start_engine
from core.store.store import Store
from core.tasks.memory.api import queue_memory
from core.tasks.memory.problems import PROBLEMS
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import BEGINNINGS, begun, lab_spec
from core.tasks.memory.summary import memory_summary
from core.tasks.waiting import wait

BUDGET = 120.0  # seconds for all cells on adding at 100 steps, two cores


def measured(spec: ExperimentSpec) -> tuple[dict[str, Any], float]:
    """Train as from the page; the summary, and seconds until everything had ended."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        clicked = time.perf_counter()
        engine = start_engine(Path(folder), idle_seconds=60)
        try:
            experiment = store.experiment(queue_memory(store, spec))
            wait(store, experiment)
            return memory_summary(store, experiment), time.perf_counter() - clicked
        finally:
            engine.terminate()
            engine.wait(30)
            store.close()


def text(spec: ExperimentSpec, told: dict[str, Any], seconds: float) -> str:
    """A Markdown table with its heading and what was expected."""
    problem = PROBLEMS[spec.of(MemorySpec).problem]
    settings = f"{spec.model.units} units, {spec.model.recurrent_initializer} with {spec.model.activation}"
    lines = [
        f"{problem.name}, {spec.of(MemorySpec).length} steps; {settings}, clip {spec.training.clipnorm:g}, "
        f"forget bias {int(spec.model.forget_bias)}, rate {spec.training.learning_rate:g}, "
        f"batch {spec.training.batch}, at most {spec.training.updates} updates.",
        f"Chance {problem.chance:.3f}, solved below {problem.solved:g}. {machine()}",
        "",
        "| cell | test loss | accuracy | solved | updates until then | seconds until then | seconds in all |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in told["cells"]:
        spread = f" ± {one['deviation']:.2g}" if one["deviation"] is not None else ""
        right = f"{one['accuracy']:.1%}" if one["accuracy"] is not None else "–"
        after = f"{one['solved_after']:.0f}" if one["solved_after"] else "–"
        until = f"{one['solved_seconds']:.1f}" if one["solved_seconds"] else "–"
        lines.append(
            f"| {one['cell']} | {one['loss']:.4f}{spread} | {right} | {one['solved']} of {one['seeds']} "
            f"| {after} | {until} | {one['seconds']:.1f} |"
        )
    failed = [f"{run['cell']} {run['error']['key']}" for run in told["runs"] if run["error"]]
    lines += ["", f"Everything, from the click: {seconds:.0f} s.", *failed]
    return "\n".join(lines) + "\n"


def expected(told: dict[str, Any], seconds: float) -> str:
    """What adding at 100 steps with default settings should come to, and whether it did."""
    solved = {one["cell"]: one["solved"] for one in told["cells"]}
    seeds = {one["cell"]: one["seeds"] for one in told["cells"]}
    gated = all(solved[cell] == seeds[cell] for cell in ("lstm", "gru"))
    passed = gated and solved["rnn"] == 0 and seconds <= BUDGET
    rule = f"LSTM and GRU below 0.02, SimpleRNN not, within {BUDGET:.0f} s"
    return f"{rule}: {'yes' if passed else 'NO'}."


def main() -> None:
    """Measure, print, and keep if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--problem", choices=list(PROBLEMS), default="adding")
    parser.add_argument("--length", type=int)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--cells", default="rnn,lstm,gru")
    parser.add_argument("--begins", choices=list(BEGINNINGS), default="orthogonal")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--updates", type=int)
    parser.add_argument("--no-clip", action="store_true")
    parser.add_argument("--no-forget-bias", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder for the record")
    given = parser.parse_args()
    spec = asked_for(given)
    told, seconds = measured(spec)
    found = text(spec, told, seconds)
    if spec == lab_spec():
        found += expected(told, seconds) + "\n"
    print(found)
    if given.keep:
        losses = {one["cell"]: [one["loss"]] for one in told["cells"]} | {"chance": [told["chance"]]}
        keep(
            given.keep,
            f"memory-{given.problem}-{spec.of(MemorySpec).length}",
            found,
            [given.problem],
            losses,
            "test loss",
        )


def asked_for(given: argparse.Namespace) -> ExperimentSpec:
    """The lab's settings with what was asked for otherwise."""
    asked = tuple(given.cells.split(","))
    start = begun(replace(lab_spec(given.problem, given.length), cells=asked), given.begins)
    training = replace(
        start.training,
        learning_rate=given.rate or start.training.learning_rate,
        updates=given.updates or start.training.updates,
        clipnorm=0.0 if given.no_clip else start.training.clipnorm,
    )
    model = replace(start.model, forget_bias=not given.no_forget_bias)
    return replace(start, seeds=given.seeds, model=model, training=training)


if __name__ == "__main__":
    main()
