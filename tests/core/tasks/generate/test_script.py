"""The take-home script of a network that writes on: readable, and equal to the run."""

import re
import runpy
from dataclasses import replace

import numpy as np
import pytest

from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.generate.characters import numbered
from core.tasks.generate.script import writing_script
from core.tasks.generate.spec import GenerateSpec
from core.text.long_samples import load_long_sample
from core.text.long_text import LongText
from core.text.pieces import words_and_ends
from core.text.session_samples import shop_sessions
from tests.scripts import imported_by_clean

TASK = GenerateSpec(window=8, embedding=5, output_dropout=0.2, test_share=0.2)
TRAINING = TrainingSpec(updates=8, batch=4, patience=8, learning_rate=0.02, schedule="plateau", l2=1e-3)
MODEL = ModelSpec(units=4, dropout=0.2)
SPEC = ExperimentSpec(data="x", task=TASK, model=MODEL, training=TRAINING)
TEXTS = {
    "characters": LongText(load_long_sample("alice").text[:700], "a", "upload"),
    "words": LongText(load_long_sample("alice").text[:2400] + "\n山水 don't", "a", "upload"),
    "items": LongText("\n".join(shop_sessions().text.split("\n")[:80]), "a", "upload", True),
}


def written(unit, spec, **changes):
    run = {"cell": "lstm", "seed": 3, "units": 4, "best_updates": 20, "file_name": "text.txt"}
    return writing_script(spec, TEXTS[unit].facts(), **run | changes)


def ours(unit, spec, cell, weights):
    """The same run as a worker does it: its best updates and figures; its weights in a file."""
    from core.cells import CELLS
    from core.networks.saved import weights_of
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.generate.item_ranks import network_ranks
    from core.tasks.generate.items import END, scored, session_ends
    from core.tasks.generate.network import language_trainer
    from core.tasks.generate.train import stretch
    from core.tasks.generate.writing import writer_of

    ready = numbered(TEXTS[unit], spec.task)
    train, validation, test = (stretch(ready, name, spec) for name in ("train", "validation", "test"))
    batch, schedule = (
        spec.training.batch_size(len(train)),
        Schedule(spec.training, spec.training.check(len(train))),
    )
    trainer = language_trainer(
        cell, spec, len(ready.characters), units=4, kernel="standard", seed=3, batch=batch
    )
    how = fit(trainer, [Part(train, None, (validation, None))], schedule, seed=3)
    weights.write_bytes(weights_of(trainer.network))
    if unit == "items":
        ranks = network_ranks(
            writer_of(trainer.network, CELLS[cell]),
            session_ends(ready, "test"),
            ready.characters.numbers[END],
        )
        misses, reciprocal = scored(ranks)
        return how, {"recall@20": 1 - misses.mean(), "MRR@20": reciprocal.mean()}
    bits = trainer.surprises(test).mean()
    if unit == "words":
        return how, {"bits per word": bits, "perplexity": 2**bits}
    return how, {"bits per character": bits}


@pytest.mark.keras
@pytest.mark.parametrize(
    ("unit", "cell", "tied"), [("characters", "mgu", True), ("words", "gru", False), ("items", "lstm", False)]
)
def test_the_script_gets_the_figures_of_the_run(tmp_path, capsys, unit, cell, tied):
    task = replace(TASK, unit=unit, tied=tied)
    spec = replace(SPEC, task=task, model=replace(MODEL, layers=1 + (cell == "gru")))
    how, expected = ours(unit, spec, cell, tmp_path / "kept")
    (tmp_path / "text.txt").write_bytes(TEXTS[unit].text.encode())
    path = tmp_path / "repeat.py"
    path.write_text(written(unit, spec, cell=cell, best_updates=how.best_updates), encoding="utf-8")
    for trained in (True, False):
        if not trained:
            (tmp_path / "kept").rename(tmp_path / "network.weights.h5")
        runpy.run_path(str(path), run_name="__main__")
        said = capsys.readouterr().out
        assert ("updates: validation" in said) == trained
        assert not trained or f"best after {how.best_updates} updates" in said
        for name, value in expected.items():
            told = float(re.search(rf"test {name} (\S+)", said)[1])
            assert told == pytest.approx(value, rel=1e-3 if trained else 1e-5), (trained, name)


@pytest.mark.parametrize("cell", ["lstm", "mgu"])
@pytest.mark.parametrize("unit", TEXTS)
@pytest.mark.parametrize("tied", [True, False])
def test_it_is_clean_and_needs_nothing_of_ours(tmp_path, cell, unit, tied):
    body = written(unit, replace(SPEC, task=replace(TASK, unit=unit, tied=tied)), cell=cell)
    needed = imported_by_clean(body, tmp_path / "repeat.py")
    assert needed <= {"os", "re", "keras", "numpy", "tensorflow"} and "from core" not in body


def test_it_cuts_words_as_the_product_does():
    namespace: dict = {}
    body = written("words", replace(SPEC, task=replace(TASK, unit="words")))
    exec(compile(body.split("def read")[0], "script", "exec"), namespace)
    text = TEXTS["words"].text
    assert namespace["PIECE"].findall(text) == [text[a:b] for a, b in words_and_ends(text)]
    assert len(np.unique(list(text))) > 20
