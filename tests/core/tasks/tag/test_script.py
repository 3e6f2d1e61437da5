"""The take-home script of a tagger: readable, and equal to the run."""

import re
from dataclasses import replace

import numpy as np
import pytest

from app.exports.word_vectors import vectors_txt
from core.specs import ModelSpec, TrainingSpec
from core.tasks.tag.prepare import blocks, prepared
from core.tasks.tag.script import sentences_txt, tag_script
from core.tasks.tag.spec import TAGS, TagSpec
from core.text.tagged.dataset import TaggedSentences
from core.text.tagged.samples import load_tagged_sample
from core.text.vectors import WordVectors
from tests.scripts import imported_by_clean, run_uncompiled

TASK = TagSpec(embedding=5, letter_units=3, letter_embedding=4, word_dropout=0.2, test_share=0.3)
TRAINING = TrainingSpec(updates=20, batch=16, patience=20, learning_rate=0.02, schedule="plateau", l2=1e-3)
SPEC = replace(TAGS, task=TASK, model=ModelSpec(units=4), training=TRAINING)


def few(sample, count=110):
    """The first sentences of a sample."""
    data = load_tagged_sample(sample)
    end = int(data.ends[count])
    return TaggedSentences(
        data.words[:end], data.lengths[:count], data.tags[:end], data.parts[:count], data.names, data.spans,
        data.unit, "few", "upload",
    )  # fmt: skip


def written(data, spec, **changes):
    run = {"cell": "lstm", "seed": 3, "units": 4, "best_updates": 20, "file_name": "sentences.txt"}
    run["vectors_name"] = "vectors.txt"
    return tag_script(spec, data, **run | changes)


def ours(data, spec, cell, weights, vectors):
    """The same run as a worker does it: its best updates, accuracy and nats; its weights in a file."""
    from core.networks.saved import weights_of
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.tag.scoring import Judge
    from core.tasks.tag.train import trainer_of

    ready = prepared(data, spec.task)
    trainer = trainer_of(cell, spec, ready, units=4, kernel="standard", seed=3, vectors=vectors)
    train, test = ready.block("train"), ready.block("test")
    schedule = Schedule(spec.training, spec.training.check(len(train)))
    how = fit(trainer, [Part(train, None, (ready.block("validation"), None))], schedule, seed=3)
    weights.write_bytes(weights_of(trainer.network))
    told, truth = trainer.predict(test), test.tags[test.words()]
    judge = Judge(data.names, data.spans, test.lengths, truth, np.zeros(len(truth), bool))
    found = {"accuracy": np.mean(judge.decoded(told) == truth)}
    found["log loss"] = -told[np.arange(len(truth)), truth].mean()
    return how, found | ({"F1 of spans": judge.scores(judge.decoded(told))["score"]} if data.spans else {})


@pytest.mark.keras
@pytest.mark.parametrize(
    ("sample", "cell", "task"),
    [("english", "mgu", {"vectors": "x"}), ("names_zh", "gru", {"crf": True, "letter_units": 0})],
)  # fmt: skip
def test_the_script_gets_the_figures_of_the_run(tmp_path, capsys, sample, cell, task):
    data, both = few(sample), cell == "mgu"
    model = ModelSpec(units=4, bidirectional=both, dropout=0.2, layers=1 + (cell == "gru"))
    spec = replace(SPEC, data=data.sha256, task=replace(TASK, **task), model=model)
    known = prepared(data, spec.task).reader.vocabulary.words[::2]
    numbers = np.random.default_rng(2).normal(0, 0.3, (len(known), 5)).astype(np.float32)
    vectors = WordVectors(("unheard", *known), np.concatenate([numbers[:1], numbers]))
    (tmp_path / "vectors.txt").write_bytes(vectors_txt(vectors))
    chosen = vectors if spec.task.vectors else None
    how, expected = ours(data, spec, cell, tmp_path / "kept", chosen)
    (tmp_path / "sentences.txt").write_bytes(sentences_txt(data, spec.task))
    path = tmp_path / "repeat.py"
    path.write_text(written(data, spec, cell=cell, best_updates=how.best_updates), encoding="utf-8")
    for trained in (True, False):
        if not trained:
            (tmp_path / "kept").rename(tmp_path / "network.weights.h5")
        run_uncompiled(path)
        said = capsys.readouterr().out
        assert ("updates: validation" in said) == trained
        assert not trained or f"best after {how.best_updates} updates" in said
        for name, value in expected.items():
            told = float(re.search(rf"test {name} (\S+)", said)[1])
            assert told == pytest.approx(value, rel=1e-3 if trained else 1e-5), (trained, name)
    lines = (tmp_path / "repeat.predictions.txt").read_text(encoding="utf-8").split("\n\n")
    assert len(lines) - 1 == len(blocks(data, spec.task)["test"])


@pytest.mark.parametrize("cell", ["lstm", "mgu"])
@pytest.mark.parametrize("sample", ["english", "names_zh"])
@pytest.mark.parametrize("task", [{}, {"crf": True}, {"letter_units": 0, "vectors": "x"}])
def test_it_is_clean_and_needs_nothing_of_ours(tmp_path, cell, sample, task):
    body = written(few(sample, 60), replace(SPEC, task=replace(TASK, **task)), cell=cell)
    needed = imported_by_clean(body, tmp_path / "repeat.py")
    assert needed <= {"os", "keras", "numpy", "tensorflow"} and "from core" not in body
