"""A worker trains a classifier: prepare, fit, tell the logits of what is judged."""

import numpy as np

from core.cells import CELLS
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.training import Part
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.classified.trial import trial
from core.tasks.job import Ended, Job, data_of
from core.tasks.latency import MOST_ANSWERS, latency
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.baselines import prepared_texts
from core.tasks.sentiment.network import classifier_trainer
from core.tasks.sentiment.prepare import PreparedTexts
from core.tasks.sentiment.sizes import text_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.worker import kernel_of, require_finite, tell_start, trained
from core.text.dataset import TextDataset
from core.text.facts import text_facts
from core.text.samples import PRESELECTED, load_text_sample
from core.text.vectors import vectors_from_bytes

TOLD = ("validation", "calibration", "test")


def run(job: Job) -> Ended:
    """Train one network on the training texts."""
    spec = job.spec
    ready = prepared_texts(data_of(job, TextDataset), spec.of(SentimentSpec))
    kernel = kernel_of(job, lambda: _choose(job.cell, spec, ready))
    tell_start(job, kernel)
    vectors = vectors_from_bytes(job.vectors) if job.vectors is not None else None
    trainer = classifier_trainer(
        job.cell, spec, ready, units=job.units, kernel=kernel.name, seed=job.seed, vectors=vectors
    )
    schedule = Schedule(spec.training, spec.training.check(len(ready.block("train")[0])))
    how = trained(job, trainer, [Part(*ready.block("train"), ready.block("validation"))], schedule)
    if job.kind == "trial":
        return trial(how, trainer.predict(ready.block("validation")[0]), ready.block("validation")[1])
    arrays = {name: trainer.predict(ready.block(name)[0]) for name in TOLD}
    require_finite(arrays)
    some = ready.block("test")[0]
    some = some.take(np.arange(min(len(some), MOST_ANSWERS)))
    facts = vars(how) | latency(lambda: trainer.predict(some), len(some))
    return Ended("done", facts, arrays, weights_of(trainer.network))


def warm_up(cell: str) -> None:
    """Compile what a cell needs for the sample that the page offers first."""
    data = load_text_sample(PRESELECTED)
    spec = advised(text_facts(data))
    ready = prepared_texts(data, spec.of(SentimentSpec))
    units, _ = cell_size(spec, CELLS[cell], text_ends(spec, len(data.classes)))
    kernel = _choose(cell, spec, ready).name
    trainer = classifier_trainer(cell, spec, ready, units=units, kernel=kernel, seed=0)
    trainer.warm_up(*ready.block("train"))


def _choose(cell: str, spec: ExperimentSpec, ready: PreparedTexts) -> Kernel:
    texts, _ = ready.block("train")
    ways = 2 if spec.model.bidirectional else 1
    steps = int(spec.training.updates * ways * spec.model.layers * texts.lengths.mean())
    return choose_kernel(CELLS[cell], spec.model, device(), steps, masked=True)
