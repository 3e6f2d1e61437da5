"""Whatever a person sets follows into the script to take home, or stands here with the reason why not."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.data.frame import Dataset
from core.data.labelled.samples import load_labelled_sample
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks import TASKS
from core.tasks.classify.script import series_script
from core.tasks.classify.spec import ClassifySpec
from core.tasks.forecast.script import script
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.generate.script import writing_script
from core.tasks.generate.spec import GenerateSpec
from core.tasks.panel.script import panel_script
from core.tasks.panel.spec import PanelSpec
from core.tasks.sentiment.script import text_script
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.tag.script import tag_script
from core.tasks.tag.spec import TagSpec
from core.tasks.translate.script import translation_script
from core.tasks.translate.spec import TranslateSpec
from core.text.cleaning import text_dataset
from core.text.long_samples import load_long_sample
from core.text.pairs_samples import load_pair_sample
from core.text.samples import load_text_sample
from core.text.tagged.samples import load_tagged_sample
from tests.core.tasks.panel.conftest import made

SPLIT = "the file beside the script says what each text or sentence is for"
WITHOUT = {  # settings that no script follows, and why
    ("forecast", "ablation"): "a script repeats one network; without the covariates there is another",
    ("forecast", "gaps"): "where gaps are refused nothing is trained",
    ("forecast", "units"): "the run says how many: with equal parameter budgets each cell has its own",
    ("panel", "together"): "a network that reads all series at once has no script, and the page says so",
    ("panel", "units"): "as with forecasts",
    ("sentiment", "units"): "as with forecasts",
    ("sentiment", "loss"): "of the series only; classes have one loss",
    ("sentiment", "validation_share"): SPLIT,
    ("sentiment", "calibration_share"): SPLIT,
    ("sentiment", "test_share"): SPLIT,
    ("sentiment", "split"): SPLIT,
    ("translate", "units"): "as with forecasts",
    ("translate", "loss"): "of the series only; words have one loss",
    ("translate", "longest"): SPLIT,
    ("translate", "cut_source"): "the words stand in the file beside the script",
    ("translate", "validation_share"): SPLIT,
    ("translate", "test_share"): SPLIT,
    ("generate", "units"): "as with forecasts",
    ("generate", "loss"): "of the series only; what comes next has one loss",
    ("generate", "bidirectional"): "what comes next is never read",
    ("classify", "units"): "as with forecasts",
    ("classify", "loss"): "as with texts",
    ("classify", "validation_share"): SPLIT,
    ("classify", "calibration_share"): SPLIT,
    ("classify", "test_share"): SPLIT,
    ("tag", "units"): "as with forecasts",
    ("tag", "loss"): "of the series only; tags have one loss",
    ("tag", "validation_share"): SPLIT,
    ("tag", "test_share"): SPLIT,
}
OTHERS = {
    "target": "more",
    "covariates": ("more",),
    "holidays": "DE",
    "vectors": "0" * 64,
    "block": 2,
}  # free text; what has to fit
RUN = {"cell": "lstm", "seed": 1, "units": 4, "best_updates": 20}


def hours():
    """An hourly series with one more column."""
    index = pd.date_range("2024-01-01", periods=700, freq="h", name="time").as_unit("us")
    steps = np.arange(700.0)
    frame = pd.DataFrame({"sales": 50 + np.sin(steps / 4), "more": 50 + np.cos(steps / 9)}, index=index)
    return Dataset(frame=frame, name="shop", source="upload", target="sales", frequency="h")


def forecasting():
    """A spec in which every setting has a say, and what writes its script."""
    task = ForecastSpec(
        target="sales", horizon=6, lookback=48, transform="levels", blocks="steps", calendar="yes",
        non_negative="no", folds=2,
    )  # fmt: skip
    data = hours()
    return task, lambda spec: script(spec, data, rates=(0.005,), file_name="shop.csv", **RUN)


def classifying():
    rows = load_text_sample("sentences").frame.iloc[::20]
    data = text_dataset(list(rows["text"]), [f"c{n}" for n in rows["label"]], name="few", source="upload")
    return SentimentSpec(), lambda spec: text_script(
        spec, data, file_name="texts.csv", vectors_name="vectors.txt", **RUN
    )


def telling_series():
    data = load_labelled_sample("motions")
    return ClassifySpec(), lambda spec: series_script(spec, data, file_name="series.jsonl", **RUN)


def tagging():
    data = load_tagged_sample("english")
    names = {"file_name": "sentences.txt", "vectors_name": "vectors.txt"}
    return TagSpec(), lambda spec: tag_script(spec, data, **names, **RUN)


def translating():
    data = load_pair_sample("phrases")
    return TranslateSpec(), lambda spec: translation_script(spec, data, file_name="pairs.jsonl", **RUN)


def writing():
    data = load_long_sample("alice").facts()
    return GenerateSpec(unit="words"), lambda spec: writing_script(spec, data, file_name="text.txt", **RUN)


def many_series():
    data = made(rows=200, shops=3)
    task = PanelSpec(horizon=6, lookback=12, season=5, test_origins=3)
    rates = {RUN["seed"]: (0.005,)}
    return task, lambda spec: panel_script(spec, data, file_name="all_series.csv", rates=rates, **RUN)


STARTS = {
    "panel": many_series, "forecast": forecasting, "sentiment": classifying, "tag": tagging,
    "translate": translating, "classify": telling_series, "generate": writing,
}  # fmt: skip
SETTINGS = [
    (name, part, field.name)
    for name, start in STARTS.items()
    for part, kind in (("task", TASKS[name].spec), ("model", ModelSpec), ("training", TrainingSpec))
    for field in fields(kind)
    if (name, field.name) not in WITHOUT
]


def other(spec, name):
    """The same with another value of one setting."""
    field = next(one for one in fields(spec) if one.name == name)
    value, limits = getattr(spec, name), field.metadata
    if name in OTHERS:
        return replace(spec, **{name: OTHERS[name]})
    if isinstance(value, bool):
        return replace(spec, **{name: not value})
    if "options" in limits:
        return replace(spec, **{name: next(one for one in limits["options"] if one not in (value, "auto"))})
    return replace(spec, **{name: limits["low"] if value != limits["low"] else type(value)(limits["high"])})


@pytest.fixture(scope="module")
def written():
    """Specs, what writes their scripts, and the script of each as it is."""
    found = {}
    for name, start in STARTS.items():
        task, write = start()
        spec = ExperimentSpec(
            data="x", task=task, training=TrainingSpec(updates=400, schedule="plateau", loss="mse")
        )
        found[name] = spec, write, write(spec)
    return found


def test_every_task_whose_runs_can_be_taken_home_is_asked():
    assert set(STARTS) == {path.parent.name for path in Path("core/tasks").glob("*/script.py")}


def test_what_does_not_follow_is_a_setting():
    for task, name in WITHOUT:
        kinds = (TASKS[task].spec, ModelSpec, TrainingSpec)
        assert name in {field.name for kind in kinds for field in fields(kind)}


@pytest.mark.parametrize(("task", "part", "name"), SETTINGS)
def test_a_setting_follows_into_the_script(written, task, part, name):
    spec, write, before = written[task]
    changed = replace(spec, **{part: other(getattr(spec, part), name)})
    assert write(changed) != before
