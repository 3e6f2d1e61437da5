"""Looking into networks of the memory lab: the sequences shown, the marked steps, a gate that opens there."""

import numpy as np
import pytest

pytest.importorskip("keras")

from app.learn.opened import SHOWN, opened  # noqa: E402
from benchmarks.opened import opened as opened_now  # noqa: E402
from core.errors import UserError  # noqa: E402
from core.store.store import Store  # noqa: E402
from core.tasks.memory.problems import PROBLEMS, examples  # noqa: E402
from core.tasks.memory.shown import MOST, marked_steps, sequence  # noqa: E402
from core.tasks.memory.spec import MemorySpec  # noqa: E402

pytestmark = pytest.mark.keras


@pytest.fixture
def store(home):
    store = Store(home)
    yield store
    store.close()


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_sequence_is_one_that_was_not_trained_on_and_its_marks_are_where_it_matters(problem):
    task = MemorySpec(problem=problem, length=40)
    shown, test = sequence(task, 1), examples(task, "test")
    np.testing.assert_array_equal(shown.y, examples(task, "shown").y[0])
    x, y = sequence(task, 3)
    np.testing.assert_array_equal(x, test.x.cut()[1])
    np.testing.assert_array_equal(y, test.y[1])
    marks = marked_steps(task, x)
    assert all(1 <= step <= 40 for step in marks) and len(marks) == {"adding": 2, "copy": 6, "sine": 1}.get(
        problem, 0
    )
    if problem == "adding":  # the marked numbers add up to the answer
        assert sum(x[step - 1, 0] for step in marks) == pytest.approx(y[0])
    with pytest.raises(UserError, match="unknown_sequence"):
        sequence(task, MOST + 1)


def test_the_input_gate_of_the_shipped_lstm_is_open_at_the_marks_and_shut_elsewhere(store):
    found, kept = opened_now(store), opened()
    assert found["marks"] == kept["marks"] == [3, 62]
    for cell, gate in SHOWN.items():  # what Learn shows is what the networks do
        one = kept["cells"][cell][gate]
        np.testing.assert_allclose(one["values"], found["cells"][cell][gate]["values"], atol=2e-3)
        np.testing.assert_allclose(one["kept"], found["cells"][cell][gate]["kept"], atol=2e-3)
    gate = np.array(kept["cells"]["lstm"]["i"]["values"])
    at = np.array([3, 62]) - 1
    assert gate[at].min() > 0.9 and np.delete(gate, at).max() < 0.2
    keeps = np.array(kept["cells"]["gru"]["z"]["values"])
    assert keeps[at].max() < 0.5 < 0.9 < np.delete(keeps, at).mean()
    memory, plain = (
        np.abs(np.diff(kept["cells"][cell][name]["kept"])) for cell, name in (("lstm", "i"), ("rnn", "h"))
    )
    between = slice(4, 60)
    assert memory[between].max() < 0.05 and np.median(plain[between]) > 0.5  # it stands still; it is shaken
