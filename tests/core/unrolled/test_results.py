"""Each task from Python: the data that people have in, one typed result with tables out."""

import numpy as np
import pandas as pd
import pytest

import unrolled

SMALL = {"cells": ("gru",), "seeds": 1, "model": {"units": 2}, "training": {"updates": 2}}
WORDS = ("good", "bad") * 40
REVIEWS = pd.DataFrame({"text": [f"{word} film {n}" for n, word in enumerate(WORDS)], "label": WORDS})
DAYS = pd.date_range("2024-01-01", periods=70)
SOLD = pd.DataFrame(
    [(day, shop, 9 + n * n % 11) for shop in "abc" for n, day in enumerate(DAYS)],
    columns=["day", "shop", "sold"],
)


@pytest.fixture
def there(shared_engine, monkeypatch):
    monkeypatch.setenv("UNROLLED_HOME", str(shared_engine.store.folder))
    return shared_engine.store


def holds(found, *, simple=1, words=4):
    """What every result tells."""
    assert isinstance(found, unrolled.Result) and found.outcome in (
        "better",
        "no_better",
        "worse",
        "too_little",
    )
    assert (
        found.verdict.endswith((".", "!"))
        and len(found.verdict.split()) >= words
        and "_" not in found.verdict
    )
    table = found.methods
    assert (table["kind"] == "cell").sum() == len(found.experiment.spec.cells)
    assert (table["kind"] == "simple").sum() >= simple
    assert found.verdict in repr(found) and type(found).__name__ in repr(found)
    assert found.plot().data
    again = unrolled.experiment(found.id, store=found.store)
    assert type(again) is type(found) and again.methods.equals(table)


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_texts_are_scored_and_known_again(there):
    settings = {"task": {"embedding": 4, "longest": 8}, "model": {"units": 2}, "training": {"updates": 2}}
    found = unrolled.sentiment(REVIEWS, spec=settings | {"cells": ["gru"], "seeds": 1}, name="Reviews")
    holds(found)
    assert found.experiment.name == "Reviews" and found.experiment.spec.model.units == 2
    told = found.score(["a good film", "", "xyzzy"])
    assert list(told.index) == [1, 2, 3] and told["doubt"].tolist()[1:] == ["empty", "all_unknown"]
    assert told["gru_p_good"][1] + told["gru_p_bad"][1] == pytest.approx(1)
    new = pd.DataFrame({"text": [f"{word} film" for word in WORDS], "label": WORDS})
    judged = {one["method"]: one for one in found.judge(new)["promised"]}
    assert judged["gru"]["labelled"] == len(new) and set(judged) > {"gru"}
    with pytest.raises(unrolled.Error, match="sideways"):
        found.judge(new, way="sideways")
    with pytest.raises(unrolled.Error, match="no column of labels"):
        found.judge(new[["text"]], way="continued")
    tests = found.predictions
    assert set(tests["method"]) >= {"gru"} and set(tests["truth"]) == {"good", "bad"}
    assert found.confusion["gru"].to_numpy().sum() == len(tests[tests["method"] == "gru"])
    assert unrolled.sentiment(REVIEWS, spec=settings | {"cells": ["gru"], "seeds": 1}).id == found.id


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_series_get_classes(there):
    random = np.random.default_rng(2)
    values = random.normal(size=(60, 12)) + np.arange(60)[:, None] % 2
    found = unrolled.classify(values, ["low", "high"] * 30, **SMALL)
    holds(found)
    told = found.score(values[:3])
    assert len(told) == 3 and set(told["gru"]) <= {"low", "high"}


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_all_series_of_a_table_get_forecasts(there):
    task = {"horizon": 2, "lookback": 7}
    found = unrolled.forecast_many(SOLD, series="shop", target="sold", task=task, **SMALL)
    holds(found)
    assert len(found.forecasts) == 6 and set(found.series["series"]) == {"a", "b", "c"}
    assert (
        found.forecasts["prediction"].between(found.forecasts["low 0.8"], found.forecasts["high 0.8"]).all()
    )


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_words_get_tags(there):
    found = unrolled.tag(unrolled.sample("names_zh"), task={"embedding": 4}, **SMALL)
    holds(found)
    words = found.tag([["我", "在", "北", "京"], "他来了"])
    assert len(words) == 7 and set(words["gru"]) <= set(found.predictions["truth"]) | {"O"}
    assert words["gru_p"].between(0, 1).all()


@pytest.mark.engine
@pytest.mark.timeout(300)
def test_sentences_get_translations_and_texts_go_on(there):
    pairs = unrolled.translate(unrolled.sample("phrases"), task={"embedding": 4, "beam": 1}, **SMALL)
    holds(pairs)
    told = pairs.translate(["good morning", "thank you"], beam=1)
    assert list(told.columns) == ["source", "gru"] and len(told) == 2 and len(pairs.predictions)
    text = "the cat sat on the mat and looked at the rat. " * 60
    written = unrolled.generate(text, task={"embedding": 4, "window": 16}, **SMALL)
    holds(written)
    assert written.methods["perplexity"].gt(1).all()
    assert written.write("the cat ", length=20) == written.write("the cat ", length=20) != "the cat "
    assert written.next("the ca")["probability"].between(0, 1).all()
    with pytest.raises(unrolled.Error, match="no cell called elm"):
        written.write("the", cell="elm")
