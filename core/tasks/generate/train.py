"""A worker trains a network that writes on: fit, then tell what every held-out character cost."""

import keras
import numpy as np

from core.arrays import Arrays
from core.cells import CELLS
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.training import Part
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.generate.advice import advised
from core.tasks.generate.characters import Numbered, numbered
from core.tasks.generate.item_ranks import network_ranks
from core.tasks.generate.items import END, Ends, scored, session_ends
from core.tasks.generate.network import language_trainer
from core.tasks.generate.report import in_blocks
from core.tasks.generate.sizes import sizes
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.trainer import Stretch
from core.tasks.generate.writing import writer_of
from core.tasks.job import Ended, Job, data_of
from core.tasks.worker import kernel_of, require_finite, tell_start, trained
from core.text.long_samples import FIRST, load_long_sample
from core.text.long_text import LongText


def run(job: Job) -> Ended:
    """Train one network on the beginning of the text; it is judged on the end."""
    spec = job.spec
    ready = numbered(data_of(job, LongText), spec.of(GenerateSpec))
    kernel = kernel_of(job, lambda: _choose(job.cell, spec))
    tell_start(job, kernel)
    train, validation = (stretch(ready, name, spec) for name in ("train", "validation"))
    trainer = language_trainer(
        job.cell, spec, len(ready.characters), units=job.units, kernel=kernel.name, seed=job.seed,
        batch=spec.training.batch_size(len(train)),
    )  # fmt: skip
    told_on = "validation" if job.kind == "trial" else "test"
    items = spec.of(GenerateSpec).unit == "items"
    ends = session_ends(ready, told_on) if items else None  # there are some, or it is said before training
    schedule = Schedule(spec.training, spec.training.check(len(train)))
    how = trained(job, trainer, [Part(train, None, (validation, None))], schedule)
    if ends is not None:
        arrays, figure = _ranked(trainer.network, job.cell, ready, ends), "misses"
    else:
        arrays, figure = {"test": trainer.surprises(stretch(ready, told_on, spec))}, "bits"
    require_finite(arrays)
    mean = float(arrays["test"].mean(dtype=float))
    if job.kind == "trial":
        losses = in_blocks(arrays["test"], spec.of(GenerateSpec).block)
        return Ended("done", vars(how) | {"validation": mean}, {"losses": losses})
    kept = {name: values.astype(np.float32) for name, values in arrays.items()}
    return Ended("done", vars(how) | {figure: mean}, kept, weights_of(trainer.network))


def _ranked(network: keras.Model, cell: str, ready: Numbered, ends: Ends) -> Arrays:
    """Of the sessions held out, whether the last item was missed, and one over its place."""
    line_end = ready.characters.numbers[END]
    misses, reciprocal = scored(network_ranks(writer_of(network, CELLS[cell]), ends, line_end))
    return {"test": misses, "reciprocal": reciprocal}


def stretch(ready: Numbered, name: str, spec: ExperimentSpec) -> Stretch:
    """A part of the text as the trainer takes it."""
    return Stretch(ready.numbers, *ready.parts[name], spec.of(GenerateSpec).window)


def warm_up(cell: str) -> None:
    """Compile what a cell needs for the sample that the page offers first."""
    data = load_long_sample(FIRST)
    spec = advised(data.facts())
    ready = numbered(data, spec.of(GenerateSpec))
    units, _ = cell_size(spec, CELLS[cell], sizes(data.facts(), spec))
    train = stretch(ready, "train", spec)
    batch, kernel = spec.training.batch_size(len(train)), _choose(cell, spec).name
    trainer = language_trainer(
        cell, spec, len(ready.characters), units=units, kernel=kernel, seed=0, batch=batch
    )
    trainer.train(trainer.load(train, None), trainer.order(train, np.arange(batch), np.random.default_rng(0)))
    trainer.surprises(stretch(ready, "validation", spec))


def _choose(cell: str, spec: ExperimentSpec) -> Kernel:
    steps = spec.training.updates * spec.model.layers * spec.of(GenerateSpec).window
    return choose_kernel(CELLS[cell], spec.model, device(), steps)
