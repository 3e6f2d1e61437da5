"""A worker trains a classifier: prepare, fit, tell the logits of what is judged."""

from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.cells import CELLS
from core.errors import UserError
from core.evaluate.classification import log_losses, softmax
from core.networks.device import Kernel, choose_kernel, device, device_name
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.training import Fit, Part, fit
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.job import Ended, Job, asked_to_stop, tell, texts_of
from core.tasks.latency import MOST_ANSWERS, latency
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.network import classifier_loop
from core.tasks.sentiment.prepare import PreparedTexts
from core.tasks.sentiment.simple import prepared_texts
from core.tasks.sentiment.sizes import text_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import text_facts
from core.text.samples import PRESELECTED, load_text_sample
from core.text.vectors import vectors_from_bytes

TOLD = ("validation", "calibration", "test")


def run(job: Job) -> Ended:
    """Train one network on the training texts."""
    spec, where = job.spec, device()
    ready = prepared_texts(texts_of(job), spec.of(SentimentSpec))
    kernel = Kernel(job.kernel, "kernel_kept") if job.kernel else _choose(job.cell, spec, ready, where)
    tell(job, "started", device=device_name(where), kernel=kernel.name, reason=kernel.reason)
    vectors = vectors_from_bytes(job.vectors) if job.vectors is not None else None
    loop = classifier_loop(
        job.cell, spec, ready, units=job.units, kernel=kernel.name, seed=job.seed, vectors=vectors
    )
    how = fit(
        loop,
        [Part(*ready.block("train"), ready.block("validation"))],
        Schedule(spec.training, spec.training.check(len(ready.block("train")[0]))),
        seed=job.seed,
        on_look=lambda progress: tell(job, "look", **vars(progress)),
        should_stop=lambda: asked_to_stop(job.key),
    )
    if job.kind == "trial":
        return _judged(how, loop.answers(ready.block("validation")[0]), ready.block("validation")[1])
    arrays = {name: loop.answers(ready.block(name)[0]) for name in TOLD}
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise UserError("forecast_not_finite")
    some = ready.block("test")[0]
    some = some.take(np.arange(min(len(some), MOST_ANSWERS)))
    facts = vars(how) | latency(lambda: loop.answers(some), len(some))
    return Ended("done", facts, arrays, weights_of(loop.network))


def _judged(how: Fit, logits: Floats, truth: Ints) -> Ended:
    """A setting of a sweep: log loss and accuracy on validation texts; nothing else is looked at."""
    if not np.isfinite(logits).all():
        raise UserError("forecast_not_finite")
    told = softmax(logits)
    losses, right = log_losses(truth, told), told.argmax(axis=1) == truth
    facts = {"validation": float(losses.mean()), "accuracy": float(right.mean())}
    return Ended("done", vars(how) | facts, {"losses": losses})


def warm_up(cell: str) -> None:
    """Compile what a cell needs for the sample that the page offers first."""
    data = load_text_sample(PRESELECTED)
    spec = advised(text_facts(data))
    ready = prepared_texts(data, spec.of(SentimentSpec))
    units, _ = cell_size(spec, CELLS[cell], text_ends(spec, len(data.classes)))
    kernel = _choose(cell, spec, ready, device()).name
    loop = classifier_loop(cell, spec, ready, units=units, kernel=kernel, seed=0)
    loop.warm_up(*ready.block("train"))


def _choose(cell: str, spec: ExperimentSpec, ready: PreparedTexts, where: Any) -> Kernel:
    texts, _ = ready.block("train")
    ways = 2 if spec.model.bidirectional else 1
    steps = int(spec.training.updates * ways * spec.model.layers * texts.lengths.mean())
    return choose_kernel(CELLS[cell], spec.model, where, steps)
