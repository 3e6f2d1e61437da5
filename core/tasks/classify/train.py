"""A worker trains a classifier of series: prepare, fit, tell the logits of what is judged."""

import numpy as np

from core.cells import CELLS
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.samples import PRESELECTED, load_labelled_sample
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.training import Part
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.classified.trial import trial
from core.tasks.classify.baselines import TOLD, prepared
from core.tasks.classify.network import classifier, with_presence
from core.tasks.classify.prepare import PreparedSeries
from core.tasks.classify.spec import ClassifySpec
from core.tasks.classify.start import ends, start
from core.tasks.job import Ended, Job, data_of
from core.tasks.latency import MOST_ANSWERS, latency
from core.tasks.worker import kernel_of, require_finite, tell_start, trained


def run(job: Job) -> Ended:
    """Train one network on the training series."""
    spec = job.spec
    ready = prepared(data_of(job, LabelledSeries), spec.of(ClassifySpec))
    kernel = kernel_of(job, lambda: _choose(job.cell, spec, ready))
    tell_start(job, kernel)
    trainer = classifier(job.cell, spec, ready, units=job.units, kernel=kernel.name, seed=job.seed)
    read = {name: with_presence(ready.block(name)[0]) for name in ("train", *TOLD)}
    truth = {name: ready.block(name)[1] for name in read}
    schedule = Schedule(spec.training, spec.training.check(len(read["train"])))
    held_out = (read["validation"], truth["validation"])
    how = trained(job, trainer, [Part(read["train"], truth["train"], held_out)], schedule)
    if job.kind == "trial":
        return trial(how, trainer.predict(read["validation"]), truth["validation"])
    arrays = {name: trainer.predict(read[name]) for name in TOLD}
    require_finite(arrays)
    some = read["test"].take(np.arange(min(len(read["test"]), MOST_ANSWERS)))
    facts = vars(how) | latency(lambda: trainer.predict(some), len(some))
    return Ended("done", facts, arrays, weights_of(trainer.network))


def warm_up(cell: str) -> None:
    """Compile what a cell needs for the sample that the page offers first."""
    data = load_labelled_sample(PRESELECTED)
    spec = start(data.facts())
    ready = prepared(data, spec.of(ClassifySpec))
    units, _ = cell_size(spec, CELLS[cell], ends(spec, len(data.columns), len(data.classes)))
    trainer = classifier(
        cell, spec, ready, units=units, kernel=_choose(cell, spec, ready).name, seed=0
    )  # fmt: skip
    series, labels = ready.block("train")
    trainer.warm_up(with_presence(series), labels)


def _choose(cell: str, spec: ExperimentSpec, ready: PreparedSeries) -> Kernel:
    series, _ = ready.block("train")
    ways = 2 if spec.model.bidirectional else 1
    steps = int(spec.training.updates * ways * spec.model.layers * series.lengths.mean())
    return choose_kernel(CELLS[cell], spec.model, device(), steps, masked=True)
