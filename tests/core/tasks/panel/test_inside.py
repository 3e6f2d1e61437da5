"""What goes on inside a network over many series: the same numbers, taken apart."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("keras")

from core.cells import CELLS  # noqa: E402
from core.errors import UserError  # noqa: E402
from core.tasks import loaded  # noqa: E402
from core.tasks.panel import inside, questions  # noqa: E402
from core.tasks.results import baseline_run  # noqa: E402

pytestmark = pytest.mark.keras


def test_a_network_tells_the_forecast_it_was_judged_by(trained):
    store, experiment = trained
    runs = store.runs(experiment.id)
    question, complete = questions.open_question(store, experiment, baseline_run(runs), runs)
    whole = complete(replace(question, kind="trace", asked={"series": 3, "origin": 1}))
    (kept,) = whole.typical
    network = loaded.trained(whole, whole.spec, kept)
    example = inside.example_of(whole, whole.spec)
    told = store.arrays(kept.run)["test"][3, 1]
    assert whole.source.answer(example.told(network)[0], 1.0) == pytest.approx(told, rel=1e-4)
    walked = example.walk(network, CELLS[kept.cell])
    assert walked.answer[0] == pytest.approx(example.told(network)[0], abs=1e-5)
    found, gap = example.contributions(network, CELLS[kept.cell], 2)
    assert found.shape == example.inputs.shape[1:] and gap < 0.1
    assert np.abs(example.taken_away(network, 2)).max() > 0
    with pytest.raises(UserError, match="unknown_origin"):
        complete(replace(question, asked={"series": 3, "origin": 99}))
