"""Classifiers: padding changes nothing, batches do not matter, the sample is learnt."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from core.arrays import Padded
from core.cells import CELLS
from core.networks.padded_trainer import widths
from core.networks.schedule import Schedule
from core.networks.training import Part, fit
from core.specs import ModelSpec
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.embedding_start import SCALE
from core.tasks.sentiment.network import TextShape, cached_text_trainer, classifier_trainer
from core.tasks.sentiment.prepare import encode, prepare_texts, words
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.text.facts import text_facts
from core.text.ratios import class_ratios
from core.text.samples import load_text_sample

pytestmark = pytest.mark.keras
HELDOUT = Path(__file__).parents[2] / "text"
POOLINGS = ("last", "mean", "max", "attention")
KERNELS = ("standard", "fast") if keras.backend.backend() == "tensorflow" else ("standard",)
AS_WORKERS = "native" if len(KERNELS) > 1 else "standard"  # what they use where they can


def texts(seed=0, count=40):
    random = np.random.default_rng(seed)
    lengths = random.integers(1, 12, count)
    table = random.integers(1, 30, (count, 12)).astype(np.int32)
    table[np.arange(12) >= lengths[:, None]] = 0
    return Padded(table, lengths)


def trainer_for(cell="gru", kernel="standard", pooling="max", batch=8, bidirectional=True, seed=1, **task):
    shape = TextShape(
        cell,
        ModelSpec(units=4, bidirectional=bidirectional),
        SentimentSpec(pooling=pooling, **task),
        4,
        30,
        3,
    )
    return cached_text_trainer(
        shape, TEXTS.training, kernel, batch, seed, lengths=texts().lengths, class_weights=np.ones(3)
    )


@pytest.mark.parametrize(
    ("cell", "pooling", "kernel"),
    [
        *(
            (cell, "max", kernel)
            for cell in CELLS
            for kernel in KERNELS
            if CELLS[cell].fast or kernel != "fast"
        ),
        *(("gru", pooling, KERNELS[-1]) for pooling in POOLINGS if pooling != "max"),
    ],
)
def test_an_answer_does_not_depend_on_what_else_is_in_the_batch(cell, pooling, kernel):
    x = texts()
    together = trainer_for(cell, kernel, pooling).predict(x)
    alone = trainer_for(cell, kernel, pooling, batch=1)
    each = np.concatenate([alone.predict(x.take(np.array([row]))) for row in range(0, 40, 5)])
    np.testing.assert_allclose(together[::5], each, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_padding_changes_no_answer(pooling):
    x = texts()
    wide = Padded(np.pad(x.table, ((0, 0), (0, 20))), x.lengths)
    network = trainer_for(pooling=pooling).network
    np.testing.assert_allclose(
        network.predict_on_batch(x.table), network.predict_on_batch(wide.table), rtol=1e-4, atol=1e-6
    )


@pytest.mark.parametrize("cell", [name for name, cell in CELLS.items() if cell.fast])
@pytest.mark.skipif(len(KERNELS) < 2, reason="the fast kernel is TensorFlow's")
def test_the_fast_kernel_learns_as_the_stock_layers_do(cell):
    x, y = texts(), np.arange(40) % 3
    told = []
    for kernel in KERNELS:
        trainer = trainer_for(cell, kernel, spatial_dropout=0.0, output_dropout=0.0)
        fit(trainer, [Part(x, y, (x, y))], Schedule(replace(TEXTS.training, updates=60), 20), seed=1)
        told.append(trainer.predict(x))
    np.testing.assert_allclose(*told, rtol=1e-3, atol=1e-4)


def test_word_dropout_silences_whole_words_while_training():
    network = trainer_for(word_dropout=0.5, spatial_dropout=0.0).network
    embedded, silenced = (network.get_layer(index=place) for place in (1, 2))
    states = embedded(texts().table[:, :6])
    told = np.asarray(silenced(states, training=True))
    gone = (told == 0).all(axis=2)
    assert 0.3 < gone.mean() < 0.7
    np.testing.assert_allclose(told[~gone], 2 * np.asarray(states)[~gone], rtol=1e-6)
    np.testing.assert_array_equal(np.asarray(silenced(states, training=False)), np.asarray(states))


def test_an_epoch_takes_every_text_once_in_batches_of_like_length():
    trainer, x = trainer_for(), texts(count=800)
    order = trainer.order(x, np.random.default_rng(3).permutation(800), np.random.default_rng(4))
    assert sorted(order) == list(range(800))
    spread = np.ptp(x.lengths[order].reshape(-1, 8), axis=1).mean()
    assert spread < 0.3 * np.ptp(x.lengths[np.arange(800)].reshape(-1, 8), axis=1).mean()


def test_few_lengths_are_padded_to():
    assert widths(np.arange(1, 101)) == (52, 100)
    assert len(widths(np.arange(1, 10_000))) == 4


def test_a_network_trained_on_the_sample_tells_sentences_written_apart():
    data = load_text_sample("sentences")
    spec = advised(text_facts(data))
    ready = prepare_texts(data, spec.of(SentimentSpec))
    train, labels = ready.block("train")
    told = []
    for seed in (1, 2, 3):
        trainer = classifier_trainer("gru", spec, ready, units=spec.model.units, kernel=AS_WORKERS, seed=seed)
        check = spec.training.check(len(train))
        fit(
            trainer,
            [Part(train, labels, ready.block("validation"))],
            Schedule(spec.training, check),
            seed=seed,
        )
        told.append([_accuracy(trainer, ready, language) for language in ("en", "zh")])
    assert min(np.mean(told, axis=0)) >= 0.80, told


def _accuracy(trainer, ready, language):
    lines = (HELDOUT / f"heldout_{language}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    x = encode([words(text, ready.task) for _, text in pairs], ready.vocabulary, ready.task)
    truth = np.array([ready.data.classes.index(label) for label, _ in pairs])
    return np.mean(trainer.predict(x).argmax(axis=1) == truth)


def test_the_embedding_begins_with_how_much_words_speak_for_classes():
    data = load_text_sample("sentences_en")
    spec = advised(text_facts(data))
    ready = prepare_texts(data, spec.of(SentimentSpec))
    begun = classifier_trainer("rnn", spec, ready, units=4, kernel="standard", seed=1).network.get_weights()[
        0
    ]
    rows, labels = ready.block("train")
    word = ready.vocabulary.numbers["great"]
    holds = (rows.table == word).any(axis=1)
    shares = [(1 + holds[labels == label].sum()) for label in (0, 1)]
    totals = [
        sum(1 + (rows.table[labels == label] == n).any(axis=1).sum() for n in range(2, len(begun)))
        for label in (0, 1)
    ]
    wanted = np.log(shares[1] / totals[1]) - np.log(shares[0] / totals[0])
    assert begun[word, 0] == pytest.approx(SCALE * wanted, rel=1e-5) and wanted > 0
    assert np.abs(begun[:, 1:]).max() <= 0.05 and (begun[:2, 0] == 0).all()
    other = replace(spec, task=replace(spec.of(SentimentSpec), embedding_start="random"))
    plain = classifier_trainer("rnn", other, ready, units=4, kernel="standard", seed=1).network.get_weights()[
        0
    ]
    np.testing.assert_array_equal(plain[:, 1:], begun[:, 1:])


def test_of_several_classes_each_gets_a_ratio():
    table, labels = np.array([[2, 3], [2, 2], [4, 0], [4, 3]]), np.array([0, 0, 1, 2])
    ratios = class_ratios(table, labels, 5, 3)
    assert ratios.shape == (5, 3) and (ratios[:2] == 0).all()
    # Texts with word 2, one added: 3 of class 0 among 6 words, 2 elsewhere among 4 + 5.
    assert ratios[2, 0] == pytest.approx(np.log(3 / 6) - np.log(2 / 9))
    assert ratios.argmax(axis=1)[[2, 4]].tolist() == [0, 1]
