"""What a newcomer starts with fits the data, whatever its length."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.advice import recommended
from core.data.frame import canonical
from core.data.samples import SAMPLES, load_sample
from core.specs import PRESETS
from core.tasks.cuts import rows_needed
from core.tasks.forecast import prepare


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_can_be_trained_on_as_recommended(name, preset):
    data = load_sample(name)
    spec = recommended(data, preset)
    assert spec.task.target == SAMPLES[name].target and len(prepare(data, spec.task).block("train").x) > 0


@settings(max_examples=40)
@given(st.integers(60, 3000))
def test_a_series_of_sixty_rows_or_more_is_long_enough_for_what_is_recommended(rows):
    data = canonical(pd.DataFrame({"y": [n % 7 for n in range(rows)]}), name="y", source="upload")
    assert rows_needed(recommended(data).task) <= rows
