"""A worker trains a network that tags: prepare, fit, tell what it thinks of every word that is judged."""

import numpy as np

from core.cells import CELLS
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.training import Fit, Part
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.job import Ended, Job, data_of
from core.tasks.latency import MOST_ANSWERS, latency
from core.tasks.tag.network import tag_trainer
from core.tasks.tag.prepare import PreparedTags, Sentences, prepared
from core.tasks.tag.spec import TagSpec
from core.tasks.tag.start import ends, start
from core.tasks.tag.trainer import TagTrainer
from core.tasks.worker import kernel_of, require_finite, tell_start, trained
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.samples import FIRST, load_tagged_sample
from core.text.vectors import WordVectors, vectors_from_bytes

TOLD = ("validation", "test")


def run(job: Job) -> Ended:
    """Train one network on the training sentences.

    It leaves log-probabilities of the tags of every word that validates or tests, (words, tags), in half
    precision: of a logarithm that is enough, and there are many.
    """
    spec = job.spec
    ready = prepared(data_of(job, TaggedSentences), spec.of(TagSpec))
    kernel = kernel_of(job, lambda: _choose(job.cell, spec, ready))
    tell_start(job, kernel)
    train, validation, test = (ready.block(name) for name in ("train", *TOLD))
    vectors = vectors_from_bytes(job.vectors) if job.vectors is not None else None
    trainer = trainer_of(
        job.cell, spec, ready, units=job.units, kernel=kernel.name, seed=job.seed, vectors=vectors
    )
    schedule = Schedule(spec.training, spec.training.check(len(train)))
    how = trained(job, trainer, [Part(train, None, (validation, None))], schedule)
    if job.kind == "trial":
        return _trial(how, trainer, validation)
    arrays = {name: trainer.predict(ready.block(name)).astype(np.float16) for name in TOLD}
    require_finite(arrays)
    facts = vars(how) | _latency(trainer, test)
    return Ended("done", facts, arrays, weights_of(trainer.network))


def _trial(how: Fit, trainer: TagTrainer, validation: Sentences) -> Ended:
    """What a trial of a sweep leaves: each validation sentence's part in the nats per word; nothing else."""
    truth, told = validation.tags[validation.words()], trainer.predict(validation)
    nats = -told[np.arange(len(truth)), truth]
    require_finite({"validation": nats})
    sentence = np.repeat(np.arange(len(validation)), validation.lengths)
    shares = np.bincount(sentence, nats) * len(validation) / len(truth)
    return Ended("done", vars(how) | {"validation": float(nats.mean())}, {"losses": shares})


def trainer_of(
    cell: str,
    spec: ExperimentSpec,
    ready: PreparedTags,
    *,
    units: int,
    kernel: str,
    seed: int,
    vectors: WordVectors | None = None,
) -> TagTrainer:
    """A trainer for prepared sentences."""
    return tag_trainer(
        cell, spec, words=len(ready.reader.vocabulary), letters=len(ready.reader.letters),
        names=ready.data.names, spans=ready.data.spans, units=units, kernel=kernel, seed=seed,
        batch=spec.training.batch_size(len(ready.rows["train"])), vectors=vectors,
        vocabulary=ready.reader.vocabulary,
    )  # fmt: skip


def warm_up(cell: str) -> None:
    """Compile what a cell needs for the sample that the page offers first."""
    data = load_tagged_sample(FIRST)
    spec = start(data.facts())
    ready = prepared(data, spec.of(TagSpec))
    units, _ = cell_size(spec, CELLS[cell], ends(spec, len(data.names)))
    kernel = _choose(cell, spec, ready).name
    trainer_of(cell, spec, ready, units=units, kernel=kernel, seed=0).warm_up(ready.block("train"))


def _latency(trainer: TagTrainer, test: Sentences) -> dict[str, float | int]:
    some = np.arange(min(len(test), MOST_ANSWERS))
    part = Sentences(test.numbers, test.forms, test.tags, test.starts[some], test.lengths[some])
    return latency(lambda: trainer.predict(part), len(some))


def _choose(cell: str, spec: ExperimentSpec, ready: PreparedTags) -> Kernel:
    ways = 2 if spec.model.bidirectional else 1
    steps = int(spec.training.updates * ways * spec.model.layers * ready.block("train").lengths.mean())
    return choose_kernel(CELLS[cell], spec.model, device(), steps, masked=True)
