import subprocess
import sys

import numpy as np
import pytest

from core.data import generated
from core.data.samples import SAMPLES, load_sample
from core.errors import UserError
from core.specs import ModelSpec, TrainingSpec
from core.tasks.forecast.cuts import cut, origins
from core.tasks.forecast.spec import ForecastSpec

TOO_SHORT_TO_DECIDE = {"airline_passengers"}  # 144 months, twelve ahead


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request):
    return SAMPLES[request.param]


def test_it_is_called_what_the_table_calls_it(sample):
    dataset = load_sample(sample.name)
    assert (dataset.name, dataset.source, dataset.target) == (sample.name, "sample", sample.target)


def test_nothing_about_it_is_suspicious(sample):
    assert not sample.load().notes


def test_its_recommended_settings_fit_it(sample):
    task = ForecastSpec(
        target=sample.target, horizon=sample.horizon, lookback=sample.lookback, **sample.task_changes
    )
    ModelSpec(**sample.model_changes)
    TrainingSpec(**sample.training_changes)
    dataset = sample.load()
    assert set(task.covariates) <= set(dataset.frame)
    cuts = cut(len(dataset.frame), task)
    if sample.name not in TOO_SHORT_TO_DECIDE:
        assert len(origins(cuts, "test", task)) / task.horizon >= 30


def test_it_is_the_same_each_time(sample):
    assert sample.load().sha256 == sample.load().sha256


def test_an_unknown_sample_is_refused_with_the_names_there_are():
    with pytest.raises(UserError) as caught:
        load_sample("lottery")
    assert caught.value.key == "unknown_sample" and "chaotic" in caught.value.facts["known"]


def test_passengers_are_the_published_figures():
    passengers = load_sample("airline_passengers").frame["passengers"]
    assert (len(passengers), passengers.iloc[0], passengers.iloc[-1]) == (144, 112, 432)
    assert passengers.sum() == 40_363 and passengers.idxmax().strftime("%Y-%m") == "1960-07"


def test_sunspots_go_back_to_1700():
    spots = load_sample("yearly_sunspots").frame["sunspots"]
    assert (len(spots), spots.index[0].year, spots.index[-1].year, spots.iloc[0]) == (309, 1700, 2008, 5)


def test_the_random_walk_has_steps_without_memory():
    steps = np.diff(generated.random_walk())
    assert abs(steps.mean()) < 0.1 and abs(steps.std() - 1) < 0.1
    assert abs(np.corrcoef(steps[1:], steps[:-1])[0, 1]) < 0.1


def test_the_season_repeats_exactly():
    values = generated.seasonal()
    assert np.array_equal(values[24:], values[:-24]) and np.ptp(values) > 5


def test_long_memory_fades_slowly():
    values = generated.long_memory(steps=20_000, memory=5_000)
    ten, hundred = (np.corrcoef(values[lag:], values[:-lag])[0, 1] for lag in (10, 100))
    assert ten > 0.3 and hundred > 0.15  # an AR(1) as strong at lag 10 would have 0.00001 at lag 100


def test_chaos_follows_its_equation():
    values = generated.chaotic(steps=400, spacing=1, fine=40)
    middle = slice(17 + 100, 300)
    slope = (np.roll(values, -1) - np.roll(values, 1))[middle] / 2
    delayed, now = np.roll(values, 17)[middle], values[middle]
    assert np.allclose(slope, 0.2 * delayed / (1 + delayed**10) - 0.1 * now, atol=2e-3)


def test_chaos_never_comes_back():
    values = generated.chaotic()
    closest = min(np.abs(values[lag:] - values[:-lag]).mean() for lag in range(20, 750))
    assert closest > 0.3 * values.std(), "no season could stand in for the law"


def test_chaos_does_not_depend_on_the_integration_step_at_first():
    coarse, fine = (generated.chaotic(steps=60, spacing=1, fine=n, settle=0) for n in (10, 40))
    assert np.allclose(coarse, fine, atol=1e-5)


def test_other_seeds_give_other_series():
    for make in (generated.random_walk, generated.nonlinear, generated.long_memory, generated.random_numbers):
        assert not np.array_equal(make(seed=1), make(seed=2))
        assert np.array_equal(make(seed=1), make(seed=1))


def test_loading_samples_imports_nothing_heavy():
    heavy = "{'plotly', 'statsmodels', 'yfinance', 'scipy', 'sklearn', 'exchange_calendars', 'streamlit'}"
    script = (
        "import sys; from core.data.samples import SAMPLES; [s.load() for s in SAMPLES.values()]; "
        f"loaded = {heavy} & {{name.split('.')[0] for name in sys.modules}}; assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
