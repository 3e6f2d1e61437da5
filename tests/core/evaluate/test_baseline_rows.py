"""One contract over all baselines: whoever adds a row is told here what it still lacks."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from statsforecast.models import AutoARIMA, AutoETS, DynamicOptimizedTheta

from app.charts.theme import mark
from core.evaluate.bag import one_and_two
from core.evaluate.baseline_forecasts import baseline_forecasts
from core.evaluate.baseline_probabilities import baseline_probabilities
from core.evaluate.baselines import BASELINES, TEXT_BASELINES, Windows, simplest_first
from core.evaluate.classification import log_loss
from core.evaluate.nb_svm import nb_svm
from core.evaluate.tfidf_logistic import STRENGTHS
from core.words.locales import catalogue, languages
from tests.core.evaluate.test_text_baselines import random_texts

RNG = np.random.default_rng(11)
STEPS = np.arange(150)
SERIES = 20 + 0.02 * STEPS + 3 * np.sin(STEPS * 2 * np.pi / 7) + 0.3 * RNG.normal(size=150)
DEMAND = np.where(RNG.random(150) < 0.3, RNG.poisson(4, 150) + 1.0, 0.0)
FIT, HORIZON, PERIOD = 120, 4, 7
ORIGINS = np.array([119, 124, 130])
each = pytest.mark.parametrize("name", BASELINES)
each_of_texts = pytest.mark.parametrize("name", TEXT_BASELINES)


def windows(values, fit_rows=FIT, origins=ORIGINS):
    """Of the last ten values, scaled; what is told is scaled back."""
    scale = values[:fit_rows].std()
    rows = np.arange(9, fit_rows - HORIZON)
    read = (values / scale)[np.arange(len(values))[:, None] + np.arange(-9, 1)]
    ahead = (values / scale)[rows[:, None] + np.arange(1, HORIZON + 1)]
    return Windows(read[rows], ahead, read[origins], 0.01, lambda answers: answers * scale)


def told(name, values=None, **changes):
    """Forecasts of one row, of a series that it is made for."""
    demand = BASELINES[name].simplicity is None
    values = (DEMAND if demand else SERIES) if values is None else values
    asked = {"first_origins": ORIGINS, "horizon": HORIZON, "period": PERIOD, "fit_rows": FIT} | changes
    read = windows(values, asked["fit_rows"], asked["first_origins"])
    found = baseline_forecasts(values, only=(name,), intermittent=demand, windows=read, **asked)
    assert found.skipped == {}
    return found.forecasts[name]


def croston(values):
    """Sizes and distances of demands, smoothed with 0.1 each, by hand."""
    places = np.flatnonzero(values)
    size, distance = values[places[0]], places[0] + 1.0
    for before, place in zip(places, places[1:], strict=False):
        size, distance = size + 0.1 * (values[place] - size), distance + 0.1 * (place - before - distance)
    return 0.95 * size / distance


def ridge(values):
    read = windows(values)
    model = Ridge(alpha=read.penalty * len(read.x)).fit(read.x, read.y)
    return read.forecasts(model.predict(read.wanted))[0]


def library(model):
    return lambda values: model.fit(values[:FIT]).predict(h=HORIZON)["mean"]


# At the first origin, which is the last row of the fit.
REFERENCES = {
    "last_value": lambda values: np.full(HORIZON, values[FIT - 1]),
    "mean": lambda values: np.full(HORIZON, values[:FIT].mean()),
    "drift": lambda values: values[119] + (values[119] - values[0]) / 119 * np.arange(1, 5),
    "seasonal_naive": lambda values: values[113:117],
    "ets": library(AutoETS(season_length=PERIOD)),
    "theta": library(DynamicOptimizedTheta(season_length=PERIOD)),
    "auto_arima": library(AutoARIMA(season_length=PERIOD, approximation=None)),
    "croston_sba": lambda values: np.full(HORIZON, croston(values[:FIT])),
    "zero": lambda values: np.zeros(HORIZON),
    "ridge": ridge,
}


def test_the_table_names_what_is_heavy_and_loads_nothing_of_it():
    code = "import sys, core.evaluate.baselines as b; print(*sorted(sys.modules)); assert b.BASELINES"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"statsforecast", "sklearn", "scipy", "pandas"} & set(loaded.split())


@each
def test_it_tells_a_finite_forecast_from_every_origin(name):
    found = told(name)
    assert found.shape == (len(ORIGINS), HORIZON) and np.isfinite(found).all()
    assert callable(BASELINES[name].load()) and BASELINES[name].name == name


@each
def test_it_is_what_an_independent_reference_tells(name):
    values = DEMAND if BASELINES[name].simplicity is None else SERIES
    np.testing.assert_allclose(told(name)[0], REFERENCES[name](values), rtol=1e-8)


@each
def test_rows_after_an_origin_change_nothing(name):
    values = (DEMAND if BASELINES[name].simplicity is None else SERIES).copy()
    values[ORIGINS[1] + 1 :] += 5.0
    np.testing.assert_array_equal(told(name)[:2], told(name, values)[:2])


@each
def test_the_row_says_whether_anything_is_fitted(name):
    early, late = (told(name, first_origins=ORIGINS[1:], fit_rows=rows) for rows in (FIT, FIT + 5))
    assert np.array_equal(early, late) == (not BASELINES[name].fitted)


@each
def test_it_waits_for_the_seasons_that_it_needs(name):
    asked = {"first_origins": ORIGINS, "horizon": HORIZON, "fit_rows": FIT, "windows": windows(SERIES)}
    found = baseline_forecasts(SERIES, period=1, only=(name,), intermittent=True, **asked)
    assert (name in found.forecasts) == (not BASELINES[name].periods)


@pytest.mark.parametrize("language", languages())
def test_every_row_has_its_words(language):
    names = [f"method.{name}" for name in (*BASELINES, *TEXT_BASELINES)]
    assert [name for name in names if not catalogue(language).get(name)] == []


def test_every_row_has_a_line_of_its_own_and_a_place_among_the_simple_ones():
    assert len({mark(name).dash for name in BASELINES}) == len(BASELINES)
    usual, demand = simplest_first(BASELINES), simplest_first(BASELINES, intermittent=True)
    assert usual == ["last_value", "mean", "drift", "seasonal_naive", "theta", "ets", "auto_arima", "ridge"]
    assert demand == ["croston_sba", "mean", "zero", *(name for name in usual if name != "mean")]
    assert simplest_first(TEXT_BASELINES) == list(TEXT_BASELINES)


@pytest.fixture(scope="module", params=[2, 3])
def classified(request):
    classes = request.param
    texts, labels = random_texts(classes)
    parts = texts[:200], labels[:200], texts[200:250], labels[200:250]
    return classes, parts, texts[250:], baseline_probabilities(*parts, [texts[250:]], classes)


@each_of_texts
def test_it_tells_probabilities_of_every_class(name, classified):
    classes, parts, asked, found = classified
    for part, texts in zip(found.probabilities[name], (parts[2], asked), strict=True):
        assert part.shape == (len(texts), classes)
        np.testing.assert_allclose(part.sum(axis=1), 1.0)
    assert (name in found.bags) == TEXT_BASELINES[name].bag


def logistic(train, labels, validation, truth, asked):
    """TF-IDF and a regression straight from scikit-learn; validation chooses the strength."""
    read = TfidfVectorizer(analyzer=one_and_two, sublinear_tf=True)
    x = read.fit_transform(train)
    fitted = [LogisticRegression(C=strength, max_iter=1000).fit(x, labels) for strength in STRENGTHS]
    best = min(fitted, key=lambda one: log_loss(truth, one.predict_proba(read.transform(validation))))
    return best.predict_proba(read.transform(asked))


def bayes(train, labels, validation, truth, asked):
    """Fitted on counts that are made afresh; `test_nb_svm` holds it to the paper."""
    terms = sorted({term for text in train for term in one_and_two(text)})
    place = {term: n for n, term in enumerate(terms)}

    def counts(texts):
        found = np.zeros((len(texts), len(terms)))
        for row, text in enumerate(texts):
            for term in one_and_two(text):
                if term in place:
                    found[row, place[term]] += 1
        return csr_matrix(found)

    fitted = nb_svm(counts(train), labels, counts(validation), truth, int(labels.max()) + 1)
    return fitted.probabilities(counts(asked))


TEXT_REFERENCES = {
    "majority": lambda _, labels, *others: np.tile(np.bincount(labels) / 200, (len(others[-1]), 1)),
    "tfidf_logistic": logistic,
    "nb_svm": bayes,
}


@each_of_texts
def test_its_probabilities_are_those_of_an_independent_reference(name, classified):
    _, parts, asked, found = classified
    np.testing.assert_allclose(found.probabilities[name][1], TEXT_REFERENCES[name](*parts, asked), atol=1e-6)
