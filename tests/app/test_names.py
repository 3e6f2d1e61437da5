"""Names that the product made are told in the reader's language; names that people typed stay."""

from dataclasses import replace

import pytest

from app.i18n import translator
from app.names import experiment_name, told_name
from core.store.records import Experiment
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import lab_spec
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.words.locales import languages

EN, ZH = translator("en"), translator("zh")
SERIES = ForecastSpec(target="value")
TEXT = TEXTS.of(SentimentSpec)
LAB = lab_spec("adding", 100).of(MemorySpec)


@pytest.mark.parametrize(
    ("task", "source", "en", "zh"),
    [
        (SERIES, "random_walk", "Random walk · value", "随机游走 · 数值"),
        (TEXT, "sentences_en", "Short sentences, English", "短句，英文"),
        (TEXT, "imdb", "IMDB film reviews, as in Keras", "IMDB 影评（Keras 版）"),
        (LAB, "", "Adding · 100", "加法 · 100"),
    ],
)
def test_what_the_product_knows_is_told_in_every_language(task, source, en, zh):
    kept_in_chinese = zh.replace("数值", "value")  # as earlier versions kept it: the column as it is
    for stored in (task.title(source), en, kept_in_chinese):
        assert told_name(EN, stored, task) == en and told_name(ZH, stored, task) == zh


@pytest.mark.parametrize(
    "name",
    [
        "sales.csv · value",
        "Random walk",
        "random_walk · other",
        "Random walk · value, second try",
        "value",
        "",
    ],
)
def test_what_people_brought_or_typed_stays(name):
    assert told_name(ZH, name, SERIES) == name


def test_the_winner_of_a_sweep_keeps_its_setting():
    assert told_name(ZH, "Random walk · value · GRU 32", SERIES) == "随机游走 · 数值 · GRU 32"


@pytest.mark.parametrize("key", ["learn.gru", "learn.vanishing"])
def test_a_step_of_learn_names_what_it_opens_in_every_language(key):
    for language in languages():
        assert told_name(ZH, translator(language)(key), SERIES) == ZH(key)


def test_an_experiment_is_asked_by_its_stored_name():
    spec = replace(TEXTS, data="0" * 64, task=SERIES)
    one = Experiment("1" * 32, "chaotic · value", "forecast", "0" * 64, spec, 0.0, None)
    assert experiment_name(EN, one) == "Chaotic series · value"
    assert experiment_name(ZH, replace(one, name="Mine")) == "Mine"
