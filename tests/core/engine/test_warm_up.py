"""What idle workers do to be ready for the first person: each step ends, and tells what it found."""

import pytest

pytest.importorskip("keras")

from core.tasks.forecast import train  # noqa: E402
from core.tasks.sentiment import inside  # noqa: E402
from core.tasks.sentiment import train as text_train  # noqa: E402

pytestmark = pytest.mark.keras


def test_a_worker_that_is_warm_says_what_it_trains_on():
    assert train.warm_up("gru")["device"]


@pytest.mark.parametrize("step", [text_train.warm_up, inside.warm_up_sample])
def test_it_gets_ready_for_texts_and_for_questions(step):
    step("gru")


def test_it_gets_ready_for_the_first_question():
    inside.warm_up()
