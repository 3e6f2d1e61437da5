"""A worker trains a classifier: prepare, fit, tell the logits of what is judged."""

from typing import Any

import keras
import numpy as np

from core.cells import CELLS
from core.engine.job import Ended, Job, asked_to_stop, tell, texts_of
from core.engine.text_simple import prepared_texts
from core.engine.train import device_name, weights_of
from core.errors import UserError
from core.networks.device import Kernel, choose_kernel, device
from core.networks.ready import TextShape, ready_text_loop
from core.networks.schedule import Schedule
from core.networks.training import fit
from core.networks.word_vectors import begin_with
from core.specs import ExperimentSpec, from_json
from core.tasks.sentiment import Encoded
from core.text.vectors import vectors_from_bytes

TOLD = ("validation", "calibration", "test")


def run(job: Job) -> Ended:
    """Train one network on the training texts."""
    spec, data, where = from_json(ExperimentSpec, job.spec), texts_of(job), device()
    ready = prepared_texts(data, spec.sentiment)
    texts, labels = ready.block("train")
    kernel = Kernel(job.kernel, "kernel_kept") if job.kernel else _choose(job, spec, texts, where)
    tell(job, "started", device=device_name(where), kernel=kernel.name, reason=kernel.reason)
    keras.utils.set_random_seed(job.seed)
    loop = ready_text_loop(
        TextShape(job.cell, spec.model, spec.sentiment, job.units, len(ready.vocabulary), len(data.classes)),
        spec.training,
        kernel.name,
        spec.training.batch_size(len(texts)),
        job.seed,
        lengths=texts.lengths,
        class_weights=ready.class_weights,
    )
    if job.vectors is not None:
        begin_with(loop.network, vectors_from_bytes(job.vectors), ready.vocabulary)
    how = fit(
        loop,
        texts,
        labels,
        Schedule(spec.training),
        seed=job.seed,
        held_out=ready.block("validation"),
        on_epoch=lambda progress: tell(job, "epoch", **vars(progress)),
        should_stop=lambda: asked_to_stop(job.key),
    )
    arrays = {name: loop.answers(ready.block(name)[0]) for name in TOLD}
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise UserError("forecast_not_finite")
    return Ended("done", vars(how), arrays, weights_of(loop.network))


def _choose(job: Job, spec: ExperimentSpec, texts: Encoded, where: Any) -> Kernel:
    updates = spec.training.epochs * (len(texts) // spec.training.batch_size(len(texts)))
    ways = 2 if spec.model.bidirectional else 1
    steps = int(updates * ways * spec.model.layers * texts.lengths.mean())
    return choose_kernel(CELLS[job.cell], spec.model, where, steps)
