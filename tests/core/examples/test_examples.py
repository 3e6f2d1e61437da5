"""The experiments that come with the product: there at once, whole, and small."""

import pytest

from core.examples import EXAMPLES, FOLDER, example
from core.store.shipped import example_id, is_example
from core.tasks.results import finished, typical_seed

MOST = 1_000_000  # bytes of one file


@pytest.mark.parametrize("task", EXAMPLES)
def test_an_example_is_finished_and_opens_with_its_networks(store, task):
    known = example(store, task, "An example")
    runs = store.runs(known.id)
    assert (known.task, known.name, is_example(known)) == (task, "An example", True)
    assert {run.state for run in runs} == {"done"} and finished(store, known, runs).ended
    for cell in known.spec.cells:
        assert store.artifact(typical_seed(runs, cell).id, "weights")
    assert store.dataset_body(known.data)


@pytest.mark.parametrize("task", EXAMPLES)
def test_an_example_is_one_however_often_it_is_asked_for(store, task):
    assert example(store, task, "first").name == example(store, task, "second").name == "first"
    store.delete(example_id(task))
    assert example(store, task, "third").name == "third"


@pytest.mark.parametrize("task", EXAMPLES)
def test_an_example_is_small(task):
    assert (FOLDER / f"{task}.zip").stat().st_size < MOST
