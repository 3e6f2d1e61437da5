"""How well each cell tells the next character of a text, beside n-grams and compressors.

    python -m benchmarks.tasks generate --data tinyshakespeare.txt --parts FOLDER --keep docs/tasks.md

The last tenth of the text is the test, the twentieth before it says when to stop. Each network is trained for
at most so many minutes. What is found is kept in the folder of parts, and not done again.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.record import machine
from benchmarks.tasks import keep_section
from benchmarks.tasks_translate import Timed
from core.cells import CELLS, USUAL
from core.networks.device import choose_kernel, device
from core.networks.training import Part, fit
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import cell_size
from core.tasks.generate.characters import Numbered, numbered
from core.tasks.generate.compressors import compressed_bits
from core.tasks.generate.network import language_trainer
from core.tasks.generate.ngrams import ngram_bits
from core.tasks.generate.sizes import sizes
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.train import stretch
from core.text.long_text import LongText, long_text
from core.text.vocabulary import UNKNOWN

TASK = GenerateSpec(
    window=128, fewest=1, embedding=64, output_dropout=0.2, validation_share=0.05, test_share=0.1
)
MODEL = ModelSpec(units=512, dropout=0.0)
TRAINING = TrainingSpec(
    updates=20_000, patience=800, learning_rate=0.003, batch=32, schedule="plateau"
)  # two looks without a lower loss halve the rate, four end it


class Falling(Timed):
    """Its rate falls to a twentieth along the time, which the pages do not offer."""

    def next_rate(self) -> float | None:
        """The rate until the next look; None if training is over."""
        rate = super().next_rate()
        share = min(1.0, (time.monotonic() - self.began) / self.most)
        return None if rate is None else rate * (1 - 0.95 * share)


def spec_of(data: LongText, changes: dict[str, Any]) -> ExperimentSpec:
    """The settings above, but for what is named."""
    parts = (
        replace(one, **{name: value for name, value in changes.items() if hasattr(one, name)})
        for one in (TASK, MODEL, TRAINING)
    )
    task, model, training = parts
    return ExperimentSpec(data=data.sha256, task=task, model=model, training=training, seeds=1, refit=False)


def network(
    data: LongText, cell: str, seed: int, spec: ExperimentSpec, told_by: argparse.Namespace
) -> dict[str, Any]:
    """Train one network; bits per character on validation and on the test, whose characters are kept."""
    ready = numbered(data, spec.of(GenerateSpec))
    train, validation, test = (stretch(ready, name, spec) for name in ("train", "validation", "test"))
    units, weights = cell_size(spec, CELLS[cell], sizes(data.facts(), spec))
    kernel = choose_kernel(CELLS[cell], spec.model, device(), spec.training.updates * 100).name
    batch = spec.training.batch_size(len(train))
    trainer = language_trainer(
        cell, spec, len(ready.characters), units=units, kernel=kernel, seed=seed, batch=batch
    )
    made = Falling if told_by.falling else Timed
    schedule = made(spec.training, spec.training.check(len(train)), most=60 * told_by.minutes)
    how = fit(trainer, [Part(train, None, (validation, None))], schedule, seed=seed, on_look=_tell)
    bits = trainer.surprises(test)
    np.save(told_by.parts / f"{cell}.{seed}.npy", bits.astype(np.float32))
    return {
        "weights": weights, "seconds": how.seconds, "updates": how.updates, "epochs": how.epochs,
        "best_updates": how.best_updates, "kernel": kernel, "validation": how.val_loss,
        "test": float(np.mean(bits, dtype=float)),
    }  # fmt: skip


def _tell(look: Any) -> None:
    print(f"{look.updates} {look.loss:.3f} {look.val_loss:.3f} {look.seconds:.0f} s", flush=True)


def simple(data: LongText, spec: ExperimentSpec) -> dict[str, Any]:
    """What n-grams reach, and what compressors need, on the same characters."""
    ready = numbered(data, spec.of(GenerateSpec))
    (_, trained), (validated, end) = ready.parts["train"], ready.parts["test"]
    bits = ngram_bits(ready.numbers - UNKNOWN, trained, len(ready.characters))
    return {
        "letters": {name: last - first for name, (first, last) in ready.parts.items()},
        "characters": len(ready.characters.known),
        "unknown": _unknown(ready),
        "ngrams": {str(order): float(one[validated - trained :].mean()) for order, one in bits.items()},
        "compressed": compressed_bits(data.text[:trained], data.text[validated:end]),
    }


def _unknown(ready: Numbered) -> int:
    return int((ready.part("test") == UNKNOWN).sum())


def page(parts: Path, told_by: argparse.Namespace, spec: ExperimentSpec) -> str:
    """Everything that is known, as a table."""
    known = json.loads((parts / "simple.json").read_text(encoding="utf-8"))
    letters = known["letters"]
    changed = {name: value for one in (spec.task, spec.model) for name, value in asdict(one).items()}
    trained = asdict(spec.training)
    changed |= {name: trained[name] for name in ("learning_rate", "batch", "patience", "schedule")}
    falls = " The rate falls to a twentieth along the time." if told_by.falling else ""
    text = (
        f"`{told_by.data.name}`, by character: the first {letters['train']:,} to train on, "
        f"{letters['validation']:,} to stop by, the last {letters['test']:,} as test; {known['characters']} "
        f"different ones, {known['unknown']} of the test's unknown. At most {told_by.minutes:g} minutes a "
        f"network, one thread each; {machine()} A mean: of the probabilities that the networks of a cell "
        f"give, which the pages do not offer. The n-grams are counted on the same training "
        f"part; a compressor's figure is what the test adds to it.{falls} Settings: `{json.dumps(changed)}`."
    )
    heads = ["method", "bits per character", "nats", "minutes", "updates", "epochs", "parameters"]
    rows = sorted(_rows(parts, known), key=lambda row: float(row[1]))
    lines = [" | ".join(cells) for cells in (heads, ["---"] * len(heads), *rows)]
    return f"{text}\n\n" + "\n".join(f"| {one} |" for one in lines)


def _rows(parts: Path, known: dict[str, Any]) -> Iterator[list[str]]:
    for cell in CELLS:
        paths = sorted(parts.glob(f"{cell}.*.json"))
        each = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        for path, found in zip(paths, each, strict=True):
            how = [f"{found['seconds'] / 60:.1f}", f"{found['updates']:,}", f"{found['epochs']:.1f}"]
            name = f"{cell.upper()}, seed {path.suffixes[0][1:]}"
            yield _row(name, found["test"], *how, f"{found['weights']:,}")
        if len(paths) > 1:
            bits = np.stack([np.load(path.with_suffix(".npy")) for path in paths]).astype(float)
            mean = float(-np.log2(np.exp2(-bits).mean(axis=0)).mean())
            minutes = sum(found["seconds"] for found in each) / 60
            weights = sum(found["weights"] for found in each)
            yield _row(
                f"{cell.upper()}, mean of {len(paths)}", mean, f"{minutes:.1f}", "", "", f"{weights:,}"
            )
    for order, bits in known["ngrams"].items():
        yield _row(f"{order}-gram", bits)
    for name, bits in known["compressed"].items():
        yield _row(name, bits)


def _row(name: str, bits: float, *how: str) -> list[str]:
    return [name, f"{bits:.3f}", f"{bits * math.log(2):.3f}", *(how or [""] * 4)]


def main(arguments: Sequence[str]) -> None:
    """Do what is still to do, and write the section."""
    parser = argparse.ArgumentParser(prog="benchmarks.tasks generate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a plain text")
    parser.add_argument("--parts", type=Path, required=True, help="a folder; what is there is not done again")
    parser.add_argument("--keep", type=Path, help="a page whose section is written anew")
    parser.add_argument("--cells", nargs="+", default=list(USUAL), choices=CELLS)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--falling", action="store_true", help="the rate falls along the minutes")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument(
        "--set", nargs="*", default=[], help="fields of task, network or training, name=value"
    )
    told_by = parser.parse_args(arguments)
    if not told_by.data.exists():
        sys.exit(f"{told_by.data} is not there; it is no part of this repository")
    data = long_text(told_by.data.read_text(encoding="utf-8"), told_by.data.stem, "upload")
    changes = {name: json.loads(value) for name, _, value in (one.partition("=") for one in told_by.set)}
    spec = spec_of(data, changes)
    told_by.parts.mkdir(parents=True, exist_ok=True)
    _once(told_by.parts / "simple.json", partial(simple, data, spec))
    for cell, seed in product(told_by.cells, told_by.seeds):
        _once(told_by.parts / f"{cell}.{seed}.json", partial(network, data, cell, seed, spec, told_by))
        if told_by.keep:
            keep_section(told_by.keep, "Generate", page(told_by.parts, told_by, spec))


def _once(path: Path, make: Callable[[], dict[str, Any]]) -> None:
    """Do it unless it was done."""
    if not path.exists():
        found = make()
        path.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(path.stem, json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
