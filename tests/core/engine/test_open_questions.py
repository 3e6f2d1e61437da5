"""Which networks answer a question about texts."""

import pytest
from sqlalchemy import delete

from core.engine.open_questions import open_question_of
from core.errors import UserError
from core.examples import example
from core.store.database import writing
from core.store.schema import artifacts


def test_texts_can_be_asked_about_in_the_example_that_comes_with_one_network_of_each_cell(store):
    experiment = example(store, "sentiment", "An example")
    question, _ = open_question_of(store, experiment)
    assert sorted(one.cell for one in question.together) == sorted(experiment.spec.cells)
    assert {one.run for one in question.typical} == {one.run for one in question.together}


def test_a_cell_without_any_network_is_told(store):
    experiment = example(store, "sentiment", "An example")
    lost = next(
        run for run in store.runs(experiment.id) if run.cell == "gru" and store.artifact(run.id, "weights")
    )
    with writing(store.engine) as connection:
        connection.execute(delete(artifacts).where(artifacts.c.run == lost.id, artifacts.c.name == "weights"))
    with pytest.raises(UserError, match="weights_gone"):
        open_question_of(store, experiment)
