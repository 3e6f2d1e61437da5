"""The right answer to each further question of Learn, worked out anew beside what the page calls right."""

import re

import numpy as np
import pytest
from scipy.special import softmax

from app.i18n import translator
from app.learn.charts import memory, use, weights, windows
from app.learn.cited import cited
from app.learn.measured import measured
from app.learn.questions import KINDS, OPTIONS, RIGHT, asked_of, right_of
from app.learn.shown import shown
from app.learn.steps import STEPS
from core.byhand.cell import course, reach, weights_of
from core.byhand.training import MOST_NORM, clipped
from core.cells import CELLS
from core.words.locales import languages

INPUTS, UNITS = 8, 32  # that the questions name
OPEN, SHUT = 60.0, -60.0  # biases of gates


def counted(value):
    """The option that is this number, by what stands in it."""
    return str(round(value))


def nearest(value, *options):
    """Number of the option, from 1, that lies nearest by ratio."""
    return int(np.argmin([abs(np.log(value / one)) for one in options])) + 1


def resemblance(values):
    """How much each value resembles the one before: the correlation of both."""
    return np.corrcoef(values[1:], values[:-1])[0, 1]


def order_tells():
    figure = memory.sequence(translator("en"))
    ordered, shuffled = figure.data[0].y, figure.data[1].y
    measures = (np.mean, np.std, resemblance)
    apart = [abs(one(ordered - 5) - one(shuffled)) for one in measures]
    assert apart[0] < 1e-9 and apart[1] < 1e-9 and apart[2] > 0.5
    return int(np.argmax(apart)) + 1


def shared_rows():
    first, second = windows.cut().inputs[:2]
    assert len(first) == 4 and (first[1:] == second[:-1]).all()
    return counted(len(first) - 1)


def zeros_behind():
    lengths = [3, 4, 4, 9]
    return counted(sum(max(lengths) - one for one in lengths))


def silent(weight, steps=500):
    return memory.remembered(weight, np.eye(1, steps)[0])[-1]


def where_it_ends():
    end = silent(1.1)
    assert np.tanh(1.1 * end) == pytest.approx(end) and end == pytest.approx(0.50, abs=0.005)
    assert silent(0.95) < 1e-6
    return 2 if 0 < end < 1 else 1


def units_doubled():
    more = CELLS["rnn"].weights(INPUTS, 2 * UNITS) / CELLS["rnn"].weights(INPUTS, UNITS)
    assert more == pytest.approx(3.6, abs=0.05)
    return 2 if 3 < more < 4 else 0


def jacobians():
    cell, weight = CELLS["rnn"], 0.7
    walked = course(cell, weights_of(cell, 1, {"U.h.1.1": weight}), np.zeros(9))  # tanh has slope 1 at 0
    return counted(np.log(reach(walked)[4 - 1]) / np.log(weight))


def clipping_keeps():
    long = (np.array([30.0, 0.0]), np.array([[40.0]]))
    short = clipped(long)
    assert np.hypot(short[0][0], short[1][0, 0]) == pytest.approx(MOST_NORM) == 1
    return 2 if short[0][0] / short[1][0, 0] == pytest.approx(30 / 40) else 0


def followed():
    assert weights.FORGET == 0.97 and weights.followed(128) == pytest.approx(0.77, abs=0.005)
    return nearest(weights.followed(8), 1 / 8, 1 / 2, 0.95)


def carousel():
    cell = CELLS["lstm"]
    settings = {"b.f.1": OPEN, "b.i.1": OPEN, "b.g.1": 1.0, "W.i.1": 2 * SHUT}
    memory_of = course(cell, weights_of(cell, 1, settings), np.array([0.0] + [1.0] * 20)).over_time("c")
    assert memory_of[0, 0] > 0.7 and np.ptp(memory_of) < 1e-12
    return 1


def out_of_bounds():
    cell = CELLS["lstm"]
    settings = {"b.f.1": OPEN, "b.i.1": OPEN, "b.o.1": OPEN, "b.g.1": 1.0}
    walked = course(cell, weights_of(cell, 1, settings), np.zeros(20))
    leaves = [bool(np.abs(walked.over_time(name)).max() > 1) for name in "hc"]
    return leaves.index(True) + 1 if leaves.count(True) == 1 else 0


def gate_of_the_past():
    cell, blind = CELLS["gru"], []
    for gate in "zr":
        settings = {"U.n.1.1": 2.0, "W.n.1": 1.0, f"b.{gate}.1": SHUT}
        told = course(cell, weights_of(cell, 1, settings), np.ones(4)).over_time("n")
        blind.append(bool(np.ptp(told) < 1e-12))  # equal inputs, other states: equal candidates
    return blind.index(True) + 1 if blind.count(True) == 1 else 0


def equal_budget():
    budget = CELLS["lstm"].weights(INPUTS, UNITS)
    return counted(max(one for one in range(1, 300) if CELLS["rnn"].weights(INPUTS, one) <= budget))


def handed_on():
    """A layer that reads a pair has as many inputs as the pair hands on; told by the trained networks."""
    kept = {name: one["weights"] for name, one in measured()["layers"].items()}
    assert CELLS["lstm"].weights(UNITS, UNITS) == kept["two_layers"] - kept["one_way"]
    assert (kept["both_ways"] - 2) == 2 * (kept["one_way"] - 2)  # two classes: a head that is twice as wide
    return counted(2 * UNITS)


def answers():
    one = shown()["tagged"][0]
    assert len(one["words"]) == len(one["tags"]) == 6
    return 2


def by_heart():
    (own, fresh), chance = use.memorised(60), 1 / 12
    assert own < chance / 3 and fresh > 4 * chance
    return 2


def growth():
    steps = use.path(np.array([101.0, 201.0]))
    compared = np.array([101, 201]) ** 2
    assert steps[1] / steps[0] == 2 and compared[1] / compared[0] == pytest.approx(4, rel=0.02)
    return 2


def better_than_ridge():
    ratios = cited()["single"]["ratios"]
    alone, both = (min(v for k, v in ratios.items() if ("with" in k) is side) for side in (False, True))
    return int(np.argmin([alone, both, 1.0])) + 1


FOUND = {
    "sequence.deeper": order_tells,
    "windows.deeper": shared_rows,
    "vectors.deeper": lambda: f"{1000 * 16:,}",
    "padding.deeper": zeros_behind,
    "recurrence.deeper": lambda: f"{CELLS['rnn'].weights(INPUTS, UNITS):,}",
    "recurrence.last": where_it_ends,
    "sharing.deeper": units_doubled,
    "unrolling.deeper": jacobians,
    "vanishing.deeper": lambda: nearest(0.9**50, 0.45, 1 / 20, 0.005),
    "vanishing.last": clipping_keeps,
    "truncated.deeper": followed,
    "lstm.deeper": carousel,
    "lstm.last": out_of_bounds,
    "gru.deeper": gate_of_the_past,
    "which.deeper": equal_budget,
    "stacked.deeper": handed_on,
    "shapes.deeper": answers,
    "tagging.deeper": lambda: nearest(0.95**10, 0.95, 0.60, 0.10),
    "writing.deeper": lambda: counted(np.log2(64)),
    "writing.last": lambda: counted(2**2),
    "noise.deeper": by_heart,
    "limits.deeper": growth,
    "attention.deeper": lambda: nearest(softmax([0, 0, np.log(2)])[2], 1 / 3, 1 / 2, 2 / 3),
    "today.deeper": better_than_ridge,
}


@pytest.mark.parametrize("key", FOUND)
def test_what_the_page_calls_right_is_what_comes_out(key):
    step, kind = key.split(".")
    found = FOUND[key]()
    for language in languages():
        t, right = translator(language), right_of(step, kind)
        if isinstance(found, str):
            named = [n for n in OPTIONS if found in re.findall(r"[\d,]+", t(f"learn.{key}.{n}"))]
            assert named == [right]
        else:
            assert found == right


def test_each_step_has_a_bet_and_two_or_three_questions_that_are_worked_out_here():
    assert list(RIGHT) == list(STEPS)
    assert all(len(asked_of(step)) in (3, 4) for step in STEPS)
    further = {f"{step}.{kind}" for step in STEPS for kind in asked_of(step)[2:]}
    assert further == set(FOUND) | {"regularisation.deeper", "regularisation.last"} and set(KINDS) == {
        kind for step in STEPS for kind in asked_of(step)
    }


@pytest.mark.keras
def test_dropout_divides_what_it_leaves_while_training_and_does_nothing_afterwards():
    import keras

    ones = np.ones((40, 50), dtype="float32")
    layer = keras.layers.Dropout(0.3, seed=1)
    training, told = (np.asarray(layer(ones, training=mode)) for mode in (True, False))
    np.testing.assert_allclose(np.unique(training), [0, 1 / 0.7], rtol=1e-6)
    assert right_of("regularisation", "deeper") == 2 and right_of("regularisation", "last") == 3
    assert training.mean() == pytest.approx(1, abs=0.05) and (told == ones).all()


@pytest.mark.keras
def test_a_table_of_vectors_has_a_row_for_each_word():
    import keras

    table = keras.layers.Embedding(1000, 16)
    table.build((None, None))
    assert table.count_params() == 16_000
