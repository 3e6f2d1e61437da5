"""A worker trains an encoder-decoder: fit, then translate what is held out."""

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.cells import CELLS
from core.networks.device import Kernel, choose_kernel, device
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.training import Fit, Part
from core.specs import ExperimentSpec
from core.store.plan import cell_size
from core.tasks.job import Ended, Job, data_of
from core.tasks.translate.prepare import PreparedPairs, Rows, prepared_pairs
from core.tasks.translate.search import translations, words_of
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised, sizes
from core.tasks.translate.told import told
from core.tasks.translate.trainer import PairTrainer, translator_trainer
from core.tasks.translate.translator import Translator, translator_of
from core.tasks.worker import kernel_of, require_finite, tell_start, trained
from core.text.pairs import Pairs
from core.text.pairs_samples import FIRST, load_pair_sample
from core.text.pieces import joined


def run(job: Job) -> Ended:
    """Train one network on the training pairs; it is judged on the test's."""
    spec = job.spec
    ready = prepared_pairs(data_of(job, Pairs), spec.of(TranslateSpec))
    train, validation, test = (ready.rows(name) for name in ("train", "validation", "test"))
    kernel = kernel_of(job, lambda: _choose(job.cell, spec, train))
    tell_start(job, kernel)
    trainer = translator_trainer(
        job.cell, spec, ready, units=job.units, batch=spec.training.batch_size(len(train)),
        kernel=kernel.name, seed=job.seed,
    )  # fmt: skip
    schedule = Schedule(spec.training, spec.training.check(len(train)))
    how = trained(job, trainer, [Part(train, None, (validation, None))], schedule)
    if job.kind == "trial":
        return _trial(how, trainer.nats(validation), validation)
    nats = trainer.nats(test)
    require_finite({"nats": nats})
    texts = translated(translator_of(trainer.network, CELLS[job.cell]), ready, test.source)
    references = [ready.data.targets[row] for row in ready.blocks["test"]]
    arrays: Arrays = told(ready.task, texts, references).arrays("test")
    arrays |= {"test_nats": nats, "test_words": test.lengths[1]}
    facts = vars(how) | {"test_loss": float(nats.sum() / test.lengths[1].sum())}
    return Ended("done", facts, arrays, weights_of(trainer.network))


def _trial(how: Fit, nats: Floats, validation: Rows) -> Ended:
    """What a trial of a sweep leaves: each validation pair's part in the nats per word; nothing else."""
    require_finite({"validation": nats})
    shares = nats * len(nats) / validation.lengths[1].sum()
    return Ended("done", vars(how) | {"validation": float(shares.mean())}, {"losses": shares})


def translated(translator: Translator, ready: PreparedPairs, numbers: Ints) -> list[str]:
    """The best translation of each sentence, as text."""
    task = ready.task
    found = translations(translator, numbers, end=ready.end, beam=task.beam, length_norm=task.length_norm)
    told = (joined(words_of(one[0].numbers, ready.target.words), task.cut_target) for one in found)
    return [ready.casing.of(one) for one in told]


def warm_up(cell: str) -> None:
    """Compile what a cell needs for the sample that the page offers first."""
    data = load_pair_sample(FIRST)
    spec = advised(data)
    ready, (units, _) = (
        prepared_pairs(data, spec.of(TranslateSpec)),
        cell_size(spec, CELLS[cell], sizes(data, spec)),
    )
    train = ready.rows("train")
    batch, kernel = spec.training.batch_size(len(train)), _choose(cell, spec, train).name
    trainer: PairTrainer = translator_trainer(
        cell, spec, ready, units=units, batch=batch, kernel=kernel, seed=0
    )
    rows = np.resize(np.arange(len(train)), batch)
    trainer.train(train, rows)
    trainer.nats(train.take(rows))


def _choose(cell: str, spec: ExperimentSpec, train: Rows) -> Kernel:
    source, target = train.lengths
    ways = 2 if spec.model.bidirectional else 1
    steps = spec.training.updates * spec.model.layers * (ways * source.mean() + target.mean())
    return choose_kernel(CELLS[cell], spec.model, device(), int(steps), masked=True)
