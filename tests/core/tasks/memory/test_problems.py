"""Made-up problems: the answers follow from the inputs, and chance is what it is said to be."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.specs import ExperimentSpec, from_json, to_json
from core.tasks.memory.outcome import Trained, memory_outcome_of
from core.tasks.memory.problems import (
    COPIED,
    JUDGED,
    PERIODS,
    PROBLEMS,
    SEEN,
    SYMBOLS,
    examples,
    guess,
    scores,
    shown_example,
)
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import LAB, begun, lab_spec

LENGTHS = st.integers(20, 400)
SEEDS = st.integers(1, 1000)


def drawn(problem, length, seed, count=6):
    x, y = PROBLEMS[problem].draw(length, count, np.random.default_rng(seed))
    assert x.shape == (count, length, PROBLEMS[problem].columns)
    assert y.shape == (count, PROBLEMS[problem].answers(length))
    return x, y


@given(LENGTHS, SEEDS)
def test_adding_asks_for_the_sum_of_one_marked_number_in_each_half(length, seed):
    x, y = drawn("adding", length, seed)
    values, marks = x[..., 0], x[..., 1]
    assert np.all(marks[:, : length // 2].sum(axis=1) == 1) and np.all(marks.sum(axis=1) == 2)
    np.testing.assert_allclose(
        y[:, 0], [row[mark == 1].sum() for row, mark in zip(values, marks, strict=True)]
    )


@given(LENGTHS, SEEDS)
def test_copy_shows_symbols_then_blanks_and_one_sign_right_before_the_answers(length, seed):
    x, y = drawn("copy", length, seed)
    shown = x.argmax(axis=2)
    np.testing.assert_array_equal(shown[:, :COPIED], y)
    assert y.max() < SYMBOLS
    assert np.all(shown[:, length - COPIED - 1] == SYMBOLS + 1)
    rest = np.delete(shown[:, COPIED:], length - 2 * COPIED - 1, axis=1)
    assert np.all(rest == SYMBOLS)


@given(LENGTHS, SEEDS)
def test_parity_turns_with_every_one(length, seed):
    x, y = drawn("parity", length, seed)
    ones = (x[..., 0] > 0).astype(int)
    np.testing.assert_array_equal(np.abs(np.diff(y, axis=1)), ones[:, 1:])
    np.testing.assert_array_equal(y[:, 0], ones[:, 0])


@given(LENGTHS, SEEDS)
def test_the_sine_goes_on_where_it_was_last_seen(length, seed):
    x, y = drawn("sine", length, seed)
    seen = length // SEEN
    assert np.all(x[:, seen:] == 0)
    whole = np.concatenate([x[:, :seen, 0], y], axis=1)
    turn = 2 * np.cos(2 * np.pi * PERIODS / length)  # of any sine: s(t+1) + s(t-1) = turn s(t)
    np.testing.assert_allclose(whole[:, 2:] + whole[:, :-2], turn * whole[:, 1:-1], atol=1e-9)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_chance_is_what_the_best_blind_answer_scores(problem):
    table, task = PROBLEMS[problem], MemorySpec(problem=problem, length=24)
    y = np.concatenate([examples(task, "validation", seed).y for seed in range(1, 31)])
    loss, accuracy = scores(table, y, guess(table, y))
    assert loss == pytest.approx(table.chance, rel=0.02)
    assert table.solved < 0.15 * table.chance
    if table.classes:
        flat = np.random.default_rng(0).normal(size=y.shape)
        assert scores(table, y, flat)[1] == pytest.approx(table.luck, rel=0.05)
    else:
        assert accuracy is None
        assert min(scores(table, y, guess(table, y) + shift)[0] for shift in (-0.1, 0.1)) > loss


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_right_answers_score_perfectly(problem):
    table, y = PROBLEMS[problem], examples(MemorySpec(problem=problem, length=20), "test").y
    loss, accuracy = scores(table, y, 50.0 * y if table.classes else y)
    assert loss < 1e-6 and accuracy in (None, 1.0)


def test_blocks_and_seeds_have_sequences_of_their_own_and_the_test_is_one_for_all():
    task = MemorySpec(length=20, examples=500)
    tables = {
        (block, seed): examples(task, block, seed).x.table
        for block in ("train", "validation", "test")
        for seed in (1, 2)
    }
    np.testing.assert_array_equal(tables["test", 1], tables["test", 2])
    first = [tuple(tables[key][:3, 0]) for key in tables if key != ("test", 2)]
    assert len(set(first)) == len(first)
    np.testing.assert_array_equal(examples(task, "train", 1).x.table, tables["train", 1])
    assert len(examples(task, "train", 1)) == 500 and len(examples(task, "test")) == JUDGED


def test_every_problem_and_length_is_kept_under_a_name_of_its_own():
    shown = [
        shown_example(MemorySpec(problem=name, length=length)) for name in PROBLEMS for length in (20, 30)
    ]
    assert len({one.sha256 for one in shown}) == len(shown)
    assert shown[0].sha256 == shown_example(MemorySpec(problem="adding", length=20)).sha256


def test_a_spec_of_the_lab_survives_its_json():
    assert from_json(ExperimentSpec, to_json(LAB)) == LAB


def test_who_solved_it_is_told_by_the_test():
    runs = {"lstm": [run(2, 0.001), run(1, 0.019)], "rnn": [run(1, 0.166), run(2, 0.021)], "gru": []}
    known = memory_outcome_of(LAB, 312, dict.fromkeys(runs, (64, 1000)), runs, ended=False)
    lstm, rnn = {one.cell: one for one in known.learners}["lstm"], known.learners[0]
    assert (known.names("all"), known.names("some"), known.names("none")) == (("lstm",), (), ("rnn",))
    assert lstm.loss == pytest.approx(0.01) and lstm.deviation == pytest.approx(
        np.std([0.001, 0.019], ddof=1)
    )
    assert lstm.solved_after == 624 and rnn.solved_after is None and rnn.solved_seconds is None
    assert [one.seed for one in lstm.runs] == [1, 2] and lstm.typical.seed == 2
    np.testing.assert_allclose(lstm.gradients("before_hidden"), [0.1, 1.0])
    assert lstm.gradients("before_cell") is None
    assert memory_outcome_of(LAB, 312, {}, {}, ended=False) is None


def run(seed, loss):
    after = (624, 3.0) if loss < 0.02 else (None, None)
    norms = np.array([0.01, 1.0]) if seed == 1 else np.array([1.0, 1.0])
    return Trained(seed, loss, None, 9.0, *after, {"before_hidden": norms})


@pytest.mark.parametrize(("length", "rate"), [(20, 0.001), (100, 0.001), (200, 0.00025), (400, 0.0000625)])
def test_the_identity_begins_with_a_rate_that_states_without_bound_bear(length, rate):
    spec = begun(lab_spec("adding", length), "identity")
    assert (spec.cells, spec.model.activation) == (("rnn",), "relu")
    assert spec.training.learning_rate == pytest.approx(rate)
    back = begun(spec, "orthogonal")
    assert back.training.learning_rate == lab_spec("adding").training.learning_rate


def test_whoever_chose_a_rate_for_the_identity_keeps_it():
    spec = begun(lab_spec("adding"), "identity")
    own = replace(spec, training=replace(spec.training, learning_rate=0.003))
    assert begun(own, "identity") == own
