"""How well each cell translates, with and without attention, beside the simple methods.

    python -m benchmarks.tasks translate --data cmn_eng_2col.txt --parts FOLDER --keep docs/tasks.md

The file holds lines of an English sentence, a tab and its Chinese translation. 1,000 pairs are held out as
test and 1,000 as validation; no sentence of theirs, and no translation, stands in training. Each network is
trained for at most so many minutes. What is found is kept in the folder of parts, and not done again.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.record import machine
from benchmarks.tasks import keep_section
from core.cells import CELLS, USUAL
from core.evaluate.bleu import bleu, chrf
from core.networks.device import choose_kernel, device
from core.networks.schedule import Schedule
from core.networks.training import Part, fit
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.translate.baselines import translated_simply
from core.tasks.translate.prepare import PreparedPairs, prepared_pairs
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised, sizes
from core.tasks.translate.told import told
from core.tasks.translate.train import translated
from core.tasks.translate.trainer import translator_trainer
from core.tasks.translate.translator import translator_of
from core.text.pairs import Pairs
from core.text.pairs_reading import load_pairs

HELD_OUT = 1_000  # pairs of validation and of test each
DIRECTIONS = {"en-zh": "English to Chinese", "zh-en": "Chinese to English"}
LENGTHS = ((1, 6), (7, 9), (10, 13), (14, 999))  # pieces of a sentence


@dataclass
class Timed(Schedule):
    """Ends after so many seconds, too; the weights of the best look are kept."""

    most: float = 1200.0
    began: float = field(default_factory=time.monotonic)

    def next_rate(self) -> float | None:
        """The rate until the next look; None if training is over."""
        return None if time.monotonic() - self.began > self.most else super().next_rate()


def pairs_of(path: Path, direction: str) -> Pairs:
    """The pairs in one direction."""
    data = load_pairs(path.read_bytes(), path.name)
    return replace(data, sources=data.targets, targets=data.sources) if direction == "zh-en" else data


def spec_of(data: Pairs, attention: str, changes: dict[str, Any]) -> ExperimentSpec:
    """What the page advises, with so many pairs held out."""
    start, share = advised(data), HELD_OUT / len(data)
    task = replace(start.of(TranslateSpec), attention=attention, validation_share=share, test_share=share)
    model, training = (
        replace(one, **{name: value for name, value in changes.items() if hasattr(one, name)})
        for one in (start.model, start.training)
    )
    return replace(start, task=task, model=model, training=training)


def scores(ready: PreparedPairs, block: str, texts: list[str]) -> dict[str, Any]:
    """BLEU, chrF and exact matches on a block, and BLEU by length."""
    found = told(ready.task, texts, [ready.data.targets[row] for row in ready.blocks[block]])
    lengths = ready.rows(block).lengths[0]
    parts = [found.counts[(lengths >= low) & (lengths <= high)].sum(axis=0) for low, high in LENGTHS]
    total = found.counts.sum(axis=0)
    return {
        "bleu": float(bleu(total)), "chrf": float(chrf(total)), "exact": float(found.exact.mean()),
        "by_length": [float(bleu(part)) for part in parts],
    }  # fmt: skip


def network(data: Pairs, cell: str, spec: ExperimentSpec, seed: int, minutes: float) -> dict[str, Any]:
    """Train one network; what it reaches on validation and on the test."""
    ready = prepared_pairs(data, spec.of(TranslateSpec))
    train, validation = ready.rows("train"), ready.rows("validation")
    units, weights = cell_size(spec, CELLS[cell], sizes(data, spec))
    steps = spec.training.updates * 20
    kernel = choose_kernel(CELLS[cell], spec.model, device(), steps, masked=True).name
    batch = spec.training.batch_size(len(train))
    trainer = translator_trainer(cell, spec, ready, units=units, batch=batch, kernel=kernel, seed=seed)
    schedule = Timed(spec.training, spec.training.check(len(train)), most=60 * minutes)
    how = fit(trainer, [Part(train, None, (validation, None))], schedule, seed=seed, on_look=_tell)
    found: dict[str, Any] = {"weights": weights, "seconds": how.seconds, "updates": how.updates}
    found |= {"best_updates": how.best_updates, "val_loss": how.val_loss, "kernel": kernel}
    taken = translator_of(trainer.network, CELLS[cell])
    for block in ("validation", "test"):
        found[block] = scores(ready, block, translated(taken, ready, ready.rows(block).source))
    return found


def _tell(look: Any) -> None:
    print(f"{look.updates} {look.loss:.3f} {look.val_loss:.3f} {look.seconds:.0f} s", flush=True)


def simple(data: Pairs, spec: ExperimentSpec) -> dict[str, Any]:
    """What the simple methods reach."""
    ready = prepared_pairs(data, spec.of(TranslateSpec))
    sizes_of = {name: len(rows) for name, rows in ready.blocks.items()}
    lengths = ready.rows("test").lengths[0]
    counts = [int(((lengths >= low) & (lengths <= high)).sum()) for low, high in LENGTHS]
    found = {
        name: {"test": scores(ready, "test", texts)}
        for name, texts in translated_simply(ready, "test").items()
    }
    return {"sizes": sizes_of, "lengths": counts, "methods": found}


def page(parts: Path, told_by: argparse.Namespace, spec: ExperimentSpec) -> str:
    """Everything that is known, as tables."""
    text = [
        f"1,000 pairs held out, seed {told_by.seed}, at most {told_by.minutes:g} minutes a network; "
        f"{machine()} BLEU and chrF as of sacrebleu, on small letters; beam {spec.of(TranslateSpec).beam}. "
        f"Settings as the page advises: `{json.dumps(asdict(spec.task) | asdict(spec.model))}`."
    ]
    for direction in told_by.directions:
        if rows := list(_rows(parts, direction)):
            heads = ["method", "attention", "BLEU", "chrF", "exact %", "minutes", "updates"]
            heads += [f"{low}–{high}" if high < 999 else f"{low} and more" for low, high in LENGTHS]
            lines = [" | ".join(cells) for cells in (heads, ["---"] * len(heads), *rows)]
            text += [f"### {DIRECTIONS[direction]}", "\n".join(f"| {one} |" for one in lines)]
    text.append(
        "The last columns: BLEU by the pieces of the sentence, words or Chinese characters and signs."
    )
    return "\n\n".join(text)


def _rows(parts: Path, direction: str) -> Iterator[list[str]]:
    for path in sorted(parts.glob(f"{direction}.*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        _, cell, attention, _ = path.name.split(".")
        if cell == "simple":
            yield from (_row(name, "", one) for name, one in found["methods"].items())
        else:
            yield _row(cell, attention, found)


def _row(name: str, attention: str, found: dict[str, Any]) -> list[str]:
    test = found["test"]
    took = [f"{found['seconds'] / 60:.1f}", str(found["updates"])] if "seconds" in found else ["", ""]
    shares = [f"{100 * test[one]:.1f}" for one in ("bleu", "chrf", "exact")]
    return [name, attention, *shares, *took, *(f"{100 * one:.1f}" for one in test["by_length"])]


def main(arguments: Sequence[str]) -> None:
    """Do what is still to do, and write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks.tasks translate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", type=Path, required=True, help="a folder; what is there is not done again")
    parser.add_argument("--keep", type=Path, help="a page whose section is written anew")
    parser.add_argument("--directions", nargs="+", default=["zh-en", "en-zh"], choices=DIRECTIONS)
    parser.add_argument("--cells", nargs="+", default=list(USUAL), choices=CELLS)
    parser.add_argument("--attention", nargs="+", default=["luong", "none"])
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", nargs="*", default=[], help="fields of network or training, name=number")
    told_by = parser.parse_args(arguments)
    changes = {name: json.loads(value) for name, _, value in (one.partition("=") for one in told_by.set)}
    told_by.parts.mkdir(parents=True, exist_ok=True)
    for direction in told_by.directions:
        data = pairs_of(told_by.data, direction)
        _once(told_by.parts / f"{direction}.simple.x.json", partial(simple, data, spec_of(data, "none", {})))
        for attention in told_by.attention:
            spec = spec_of(data, attention, changes)
            for cell in told_by.cells:
                part = told_by.parts / f"{direction}.{cell}.{attention}.json"
                _once(part, partial(network, data, cell, spec, told_by.seed, told_by.minutes))
                if told_by.keep:
                    keep_section(told_by.keep, "Translate", page(told_by.parts, told_by, spec))


def _once(path: Path, make: Any) -> None:
    """Do it unless it was done."""
    if not path.exists():
        found = make()
        path.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(path.stem, json.dumps(found), flush=True)
