"""The take-home script of a classifier: readable, safe with any text and class, and equal to the run."""

import ast
import csv
import io
import re
import runpy
import subprocess
import sys
import types
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exports.word_vectors import vectors_txt
from app.tasks.sentiment.export.tables import texts_csv
from core.cells import CELLS
from core.evaluate.classification import log_loss, softmax
from core.specs import ModelSpec, TrainingSpec
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.sentiment.prepare import prepare_texts, words
from core.tasks.sentiment.script import packages, text_script
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.text.cleaning import text_dataset
from core.text.samples import load_text_sample
from core.text.vectors import WordVectors
from tests.scripts import imported_by_clean

POOLINGS = ("last", "mean", "max", "attention")
NASTY = (
    '=1+"x"\nsecond line',
    "-5 of 10, '=never",
    "\r\rit isn’t 好吃!",
    "NA",
    "'=quoted",
    '@you, "he" said\r\n😀',
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
TINY = {"model": ModelSpec(units=4), "training": TrainingSpec(updates=20, batch=16, patience=20)}
READING = SentimentSpec(tokenizer="characters", embedding=6, longest=12)


def few(sample="sentences", count=90, classes=("bad", "good"), more=NASTY):
    """A part of the sample with some nasty texts."""
    rows = load_text_sample(sample).frame
    rows = rows.iloc[:: len(rows) // count].head(count)
    labels = [*rows["label"], *(n % 2 for n in range(len(more)))]
    if len(classes) > 2:
        labels[::3] = [2] * len(labels[::3])
    return text_dataset([*rows["text"], *more], [classes[n] for n in labels], name="few", source="upload")


def experiment(data, **changes):
    """A few updates of a tiny network, unless told otherwise."""
    return replace(TEXTS, **{"data": data.sha256, "task": READING} | TINY | changes)


def text(data, spec, **changes):
    run = {"cell": "lstm", "seed": 1, "units": 4, "best_updates": 20, "file_name": "texts.csv"}
    run["vectors_name"] = "vectors.txt"
    return text_script(spec, data, **run | changes)


def laid_out(folder, data, spec, **changes):
    """The script with the texts' CSV beside it, as a person would keep them."""
    (folder / "texts.csv").write_bytes(texts_csv(data, spec.of(SentimentSpec)))
    (folder / "repeat.py").write_text(text(data, spec, **changes), encoding="utf-8")
    return folder / "repeat.py"


def ours(data, spec, cell, seed, kernel="standard", vectors=None, weights=None):
    """The same run as a worker does it: its best updates and its probabilities on the test texts.

    Args:
        weights: File that gets the network's.
    """
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.sentiment.network import classifier_trainer

    ready = prepare_texts(data, spec.of(SentimentSpec))
    trainer = classifier_trainer(cell, spec, ready, units=4, kernel=kernel, seed=seed, vectors=vectors)
    x, y = ready.block("train")
    schedule = Schedule(spec.training, spec.training.check(len(x)))
    how = fit(trainer, [Part(x, y, ready.block("validation"))], schedule, seed=seed)
    test, truth = ready.block("test")
    if weights:
        from core.networks.saved import weights_of

        weights.write_bytes(weights_of(trainer.network))
    return how, ready.blocks["test"], truth, softmax(trainer.predict(test))


def assert_same_figures(said, folder, expected, *, within=1e-6):
    how, rows, truth, probabilities = expected
    assert f"best after {how.best_updates} updates (the original run: {how.best_updates})" in said
    accuracy, loss = (float(re.search(rf"test {name} (\S+)", said)[1]) for name in ("accuracy", "log loss"))
    assert accuracy == pytest.approx(np.mean(probabilities.argmax(axis=1) == truth))
    assert loss == pytest.approx(log_loss(truth, probabilities), rel=within)
    with (folder / "repeat.predictions.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *table = csv.reader(file)
    assert [int(line[0]) for line in table] == rows.tolist()
    np.testing.assert_allclose(np.array([line[3:] for line in table], float), probabilities, atol=within)


def repeated(path):
    """What the script says in a process of its own."""
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    return done.stdout


@pytest.mark.keras
@pytest.mark.parametrize(
    ("start", "alone"), [("class_ratios", True), ("pair_ratios", False)], ids=["alone", "here"]
)
def test_the_script_gets_the_figures_of_the_run(tmp_path, capsys, start, alone):
    data = few(classes=("bad", "good", "=odd"))
    task = replace(READING, longest=9, keep="end", embedding_start=start, word_dropout=0.3)
    spec = experiment(data, task=task)
    expected = ours(data, spec, "gru", 5)
    path = laid_out(tmp_path, data, spec, cell="gru", seed=5, best_updates=expected[0].best_updates)
    if alone:  # to import Keras again takes seconds
        said = repeated(path)
    else:
        runpy.run_path(str(path), run_name="__main__")
        said = capsys.readouterr().out
    assert_same_figures(said, tmp_path, expected)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("cell", "pooling", "layers", "bidirectional"),
    [("lstm", "attention", 1, True), ("rnn", "mean", 2, False), ("rnn", "last", 1, True),
     ("mgu", "max", 2, False)],
)  # fmt: skip
def test_the_script_does_whatever_the_settings_ask(tmp_path, capsys, cell, pooling, layers, bidirectional):
    data = few("sentences_en", count=70, classes=("=bad", "good\n"))
    spec = experiment(
        data,
        task=replace(READING, pooling=pooling, class_weights=True, label_smoothing=0.1),
        model=ModelSpec(units=4, layers=layers, bidirectional=bidirectional, dropout=0.2, forget_bias=False),
        training=TrainingSpec(
            updates=80, patience=40, batch=16, learning_rate=0.05, schedule="plateau", l2=1e-3
        ),
    )
    vectors = None
    if pooling == "mean":
        known = prepare_texts(data, spec.task).vocabulary.words[::2]
        numbers = np.random.default_rng(2).normal(0, 0.3, (len(known), 6)).astype(np.float32)
        vectors = WordVectors(("unheard", *known), np.concatenate([numbers[:1], numbers]))
        spec = replace(spec, task=replace(spec.task, vectors=vectors.sha256))
        (tmp_path / "vectors.txt").write_bytes(vectors_txt(vectors))
    kept = tmp_path / "kept"
    expected = ours(data, spec, cell, 3, vectors=vectors, weights=kept)
    path = laid_out(tmp_path, data, spec, cell=cell, seed=3, best_updates=expected[0].best_updates)
    runpy.run_path(str(path), run_name="__main__")
    assert_same_figures(trained := capsys.readouterr().out, tmp_path, expected)
    kept.rename(tmp_path / "network.weights.h5")
    laid_out(tmp_path, data, spec, cell=cell, seed=4, best_updates=expected[0].best_updates)
    runpy.run_path(str(path), run_name="__main__")
    loaded = capsys.readouterr().out
    assert "weights of the original run" in loaded and "updates: validation" not in loaded
    figures = [re.search(r"test log loss (\S+)", said)[1] for said in (trained, loaded)]
    assert float(figures[1]) == pytest.approx(float(figures[0]), rel=1e-6)


def without_keras(monkeypatch, path):
    """The functions of a script."""
    monkeypatch.setitem(sys.modules, "keras", types.ModuleType("keras"))
    sys.modules["keras"].ops = None
    sys.modules["keras"].layers = types.SimpleNamespace(Layer=object)
    return runpy.run_path(str(path))


@pytest.mark.parametrize("tokenizer", ["words", "characters"])
@pytest.mark.parametrize("sample", ["sentences", "sentences_en"])
@pytest.mark.parametrize("keep", ["start", "end"])
def test_the_network_of_the_script_reads_what_ours_reads(tmp_path, monkeypatch, tokenizer, sample, keep):
    more = NASTY if sample == "sentences" else ("=1+\n1", "it’s A “test”!", "'-x")
    data = few(sample, classes=("=bad", "na"), more=more)
    spec = experiment(data, task=replace(READING, tokenizer=tokenizer, keep=keep))
    ready, its = prepare_texts(data, spec.task), without_keras(monkeypatch, laid_out(tmp_path, data, spec))
    texts, labels, blocks = its["read"]()
    assert texts == data.frame["text"].tolist() and labels.tolist() == ready.labels.tolist()
    assert {name: rows.tolist() for name, rows in blocks.items()} == {
        name: rows.tolist() for name, rows in ready.blocks.items()
    }
    cut = [its["words"](text) for text in texts]
    assert cut == [words(text, spec.task) for text in texts]
    numbers = its["vocabulary"]([cut[row] for row in blocks["train"]])
    assert numbers == ready.vocabulary.numbers
    table, lengths = its["encode"](cut, numbers)
    np.testing.assert_array_equal(table[:, : lengths.max()], ready.encoded.table)
    assert lengths.tolist() == ready.encoded.lengths.tolist() and not table[:, lengths.max() :].any()
    assert ("jieba" in its) == (packages(data, spec.task).split()[-1] == "jieba")
    assert ("jieba" in its) == (tokenizer == "words" and sample == "sentences")


def named(node):
    """Names that a line of a script sets."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


@settings(max_examples=25)
@given(names=st.lists(TEXT, min_size=2, max_size=4, unique=True), texts=st.lists(TEXT, max_size=4), file=TEXT)
def test_any_text_and_class_is_data_and_never_code(names, texts, file):
    plain = few(more=())
    frame = plain.frame.assign(text=[*texts, *plain.frame["text"]][: len(plain.frame)])
    data = replace(plain, frame=frame, classes=tuple(names))
    tree = ast.parse(text(data, experiment(data), file_name=file))
    literals = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert ast.literal_eval(literals["CLASSES"]) == [spreadsheet_safe(name) for name in names]
    assert ast.literal_eval(literals["FILE"]) == file
    assert len(tree.body) == len(ast.parse(text(plain, experiment(plain))).body)
    table = list(csv.DictReader(io.StringIO(texts_csv(data, READING).decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in table] == [spreadsheet_safe(text) for text in frame["text"]]
    formula = re.compile(r"\s*([=+-]|@(?!\w)|@.*[(|{\[])", re.DOTALL)  # a name after @ is none by itself
    assert not any(formula.match(row["text"]) for row in table)
    guard = {"re": re}  # the script's own lines
    exec(
        "\n".join(
            ast.unparse(node) for node in tree.body if named(node) & {"SKIPPED", "ENDS", "SIGNS", "GUARD"}
        ),
        guard,
    )
    assert [guard["GUARD"].sub(r"\1", row["text"]) for row in table] == list(frame["text"])


@pytest.mark.parametrize(
    ("cell", "pooling"),
    [
        *((cell, "last") for cell in CELLS),
        *((cell, pooling) for cell in ("rnn", "gru") for pooling in POOLINGS if pooling != "last"),
    ],
)
def test_the_script_is_clean_and_needs_stock_keras_only(tmp_path, pooling, cell):
    weighted = pooling in ("last", "max")
    data = few("sentences_en" if cell == "rnn" else "sentences", more=())
    ratios = "pair_ratios" if pooling == "max" else "class_ratios"
    start = {"vectors": "0" * 64} if cell == "gru" else {"embedding_start": ratios}
    around = {"pooling": pooling, "class_weights": weighted} | (start if weighted else {})
    task = replace(READING, tokenizer="words", **around)
    body = text(data, experiment(data, task=task, model=ModelSpec(bidirectional=weighted)), cell=cell)
    known = {"csv", "os", "re", "keras", "numpy"} | ({"jieba"} if cell != "rnn" else set())
    assert imported_by_clean(body, tmp_path / "repeat.py") == known
    assert ("class_weights" in body) == weighted and ("AttentionPooling" in body) == (pooling == "attention")
