"""The take-home script of a translator: readable, and equal to the run."""

import re
from dataclasses import replace

import pytest

from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.translate.prepare import prepared_pairs
from core.tasks.translate.script import pairs_jsonl, translation_script
from core.tasks.translate.spec import TranslateSpec
from core.text.pairs import Pairs
from core.text.pairs_samples import load_pair_sample
from tests.scripts import imported_by_clean, run_uncompiled

TASK = TranslateSpec(embedding=5, beam=2, output_dropout=0.2, longest=14, test_share=0.2)
TRAINING = TrainingSpec(updates=8, batch=16, patience=20, learning_rate=0.02, schedule="plateau", l2=1e-3)


def few(sample, count):
    """The first pairs of a sample."""
    data = load_pair_sample(sample)
    return Pairs(data.sources[:count], data.targets[:count], "few", "upload")


def written(data, spec, **changes):
    run = {"cell": "lstm", "seed": 3, "units": 4, "best_updates": 8, "file_name": "pairs.jsonl"}
    return translation_script(spec, data, **run | changes)


def spec_of(data, model=None, **task):
    return ExperimentSpec(
        data=data.sha256, task=replace(TASK, **task), training=TRAINING, refit=False,
        model=model or ModelSpec(units=4),
    )  # fmt: skip


def ours(data, spec, cell, weights):
    """The same run as a worker does it: its best updates and its figures; its weights in a file."""
    from core.cells import CELLS
    from core.evaluate.bleu import bleu, chrf
    from core.networks.saved import weights_of
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.translate.told import told
    from core.tasks.translate.train import translated
    from core.tasks.translate.trainer import translator_trainer
    from core.tasks.translate.translator import translator_of

    ready = prepared_pairs(data, spec.task)
    train, validation, test = (ready.rows(name) for name in ("train", "validation", "test"))
    trainer = translator_trainer(cell, spec, ready, units=4, batch=16, kernel="standard", seed=3)
    schedule = Schedule(spec.training, spec.training.check(len(train)))
    how = fit(trainer, [Part(train, None, (validation, None))], schedule, seed=3)
    weights.write_bytes(weights_of(trainer.network))
    texts = translated(translator_of(trainer.network, CELLS[cell]), ready, test.source)
    found = told(spec.task, texts, [data.targets[row] for row in ready.blocks["test"]])
    counts = found.counts.sum(axis=0)
    return how, {
        "nats per word": trainer.nats(test).sum() / test.lengths[1].sum(),
        "exact matches": found.exact.mean(), "BLEU": 100 * bleu(counts), "chrF": 100 * chrf(counts),
    }  # fmt: skip


@pytest.mark.keras
@pytest.mark.parametrize(
    ("sample", "cell", "task"),
    [("phrases", "gru", {"scheduled_sampling": 0.3, "label_smoothing": 0.1}),
     ("phrases", "lstm", {"attention": "none", "cut_source": "characters", "longest": 40}),
     ("dates", "lstm", {"attention": "bahdanau"}), ("dates", "gru", {"attention": "bahdanau"})],
)  # fmt: skip
def test_the_script_gets_the_figures_of_the_run(tmp_path, capsys, sample, cell, task):
    data, both = few(sample, 110), cell == "gru"
    model = ModelSpec(units=4, bidirectional=both, dropout=0.2, layers=1 + (cell == "lstm"))
    spec = spec_of(data, model, **task)
    how, expected = ours(data, spec, cell, tmp_path / "kept")
    (tmp_path / "pairs.jsonl").write_bytes(pairs_jsonl(data, spec.task))
    path = tmp_path / "repeat.py"
    path.write_text(written(data, spec, cell=cell, best_updates=how.best_updates), encoding="utf-8")
    for trained in (True, False):
        if not trained:
            (tmp_path / "kept").rename(tmp_path / "network.weights.h5")
        run_uncompiled(path)
        said = capsys.readouterr().out
        assert ("updates: validation" in said) == trained
        assert not trained or f"best after {how.best_updates} updates" in said
        for name, value in list(expected.items())[: 1 if trained else 4]:
            told = float(re.search(rf"test {name} (\S+)", said)[1])
            assert told == pytest.approx(value, rel=1e-3 if trained else 1e-5), (trained, name)


@pytest.mark.parametrize("cell", ["lstm", "mgu"])
@pytest.mark.parametrize(
    "task",
    [
        {},
        {"attention": "none", "cut_target": "characters"},
        {"attention": "bahdanau"},
        {"scheduled_sampling": 0.2, "lower": False},
    ],
)
def test_it_is_clean_and_needs_nothing_of_ours(tmp_path, cell, task):
    data = few("phrases", 90)
    for both in (True, False):
        body = written(data, spec_of(data, ModelSpec(units=4, bidirectional=both), **task), cell=cell)
        needed = imported_by_clean(body, tmp_path / "repeat.py")
        assert needed <= {"os", "json", "re", "keras", "numpy", "sacrebleu"} and "from core" not in body
