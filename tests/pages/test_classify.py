"""Classify series: series in, a button that trains, and in every state a page."""

import numpy as np
import pytest

from app.i18n import translator
from app.tasks.classify.cases import MOST, series_of_cell
from core.data.labelled.samples import load_labelled_sample
from core.examples import example
from core.store.array_text import arrays_of
from core.store.store import Store
from core.tasks.classify.keeping import facts_of
from core.tasks.classify.results import series_outcome
from core.tasks.classify.spec import ClassifySpec
from core.tasks.classify.telling import Told


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", ["motions", "digits"])
def test_a_sample_is_shown_before_anything_is_trained(page, sample, language):
    shown, t = page("classify", sample=sample, lang=language), translator(language)
    assert not shown.exception and not shown.error
    assert t(f"labelled_sample.{sample}.about") in told(shown)
    assert len(shown.get("plotly_chart")) == 2 and all(one.proto.alt for one in shown.get("plotly_chart"))


def test_train_queues_what_was_chosen_and_opens_it(page, home):
    shown = page("classify", sample="digits")
    steps = next(w.key for w in shown.number_input if w.key.endswith(".most_steps"))
    shown.number_input(key=steps).set_value(32)
    shown.button(key="setup.train").click().run()
    store = Store(home)
    (line,) = store.experiments()
    assert not shown.exception
    assert line.experiment.spec.of(ClassifySpec).most_steps == 32
    assert facts_of(store, line.experiment.data).name == "digits"
    assert {run.kind for run in store.runs(line.experiment.id)} == {"simple", "backtest"}


@pytest.mark.parametrize(
    ("pasted", "key", "facts"),
    [
        ("up,1,2,3\nup,3,2,1\n" * 4, "one_class_of_series", {"label": "up"}),
        ("up,1,2,3\ndown,3,2\n" * 4, "lines_of_other_width", {"line": 2, "have": 3, "wanted": 4}),
    ],
)
def test_series_that_cannot_be_learnt_from_are_said_in_a_sentence(page, pasted, key, facts):
    shown = page("classify")
    shown.segmented_control(key="labelled_picker.source").set_value("paste").run()
    shown.text_area(key="labelled_picker.paste").set_value(pasted).run()
    assert not shown.exception
    assert translator("en")(f"error.{key}", **facts) in told(shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_has_its_verdict_its_tables_and_its_pictures(page, home, language):
    known = example(Store(home), "classify", "An example")
    shown, t = page("classify", experiment=known.id, lang=language), translator(language)
    assert not shown.exception and not shown.error
    names = ("learning", "methods", "classes", "calibration", "data", "settings", "take_home")
    assert [tab.label.split(":")[-1].strip() for tab in shown.tabs] == [t(f"tab.{name}") for name in names]
    assert all(chart.proto.alt for chart in shown.get("plotly_chart"))


def test_the_series_of_a_cell_of_the_confusion_matrix_are_read_from_the_disk(home):
    store = Store(home)
    known = example(store, "classify", "An example")
    found = series_outcome(store, known, store.runs(known.id))
    method = next(iter(found.confusions))
    truth = int(found.truth[0])
    told = int(found.probabilities[method][0].argmax())
    drawn = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.tasks.classify.cases.panels_chart", lambda panels, *_: drawn.extend(panels))
        patch.setattr("app.tasks.classify.cases.st.plotly_chart", lambda *_, **__: None)
        series_of_cell(translator("en"), found, known, method, truth, told)
    places = found.cases(method, truth, told)[:MOST]
    assert len(drawn) == len(places) > 0
    whole = load_labelled_sample("motions")
    assert [one.title.split(" · ")[0] for one in drawn] == [whole.ids[found.rows[place]] for place in places]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pasted_series_get_their_classes_and_it_is_counted_how_many_agree(page, home, monkeypatch, language):
    known, t = example(Store(home), "classify", "An example"), translator(language)
    asked = []

    def tell(store, id, series, on_part, asker):
        asked.append(series)
        told = np.tile([0.1, 0.2, 0.1, 0.6], (len(series.ids), 1))
        classes = ("circle", "swipe", "wave", "zigzag")
        by_method = {"nearest_dtw": told, "gru": told[:, ::-1]}
        return Told(
            series, classes, by_method, {"nearest_dtw": [], "gru": [1]}, "nearest_dtw", ("shorter",) * 2
        )

    monkeypatch.setattr("app.tasks.classify.use.tell", tell)
    shown = page("classify", experiment=known.id, lang=language)
    shown.segmented_control(key="classify.use.kind").set_value("paste").run()
    names = ",".join(f"{column}_{step}" for column in "xyz" for step in (1, 2, 3))
    shown.text_area(key="classify.use.pasted").set_value(
        f"{names},label\n1,2,3,4,5,6,7,8,9,zigzag\n9,8,7,6,5,4,3,2,1,circle\n"
    ).run()
    shown.button(key="classify.use.go").click().run()
    assert not shown.exception and not shown.error
    assert asked[0].values[0].shape == (3, 3) and asked[0].labels == ("zigzag", "circle")
    counts = next(one.value for one in shown.dataframe if t("classify.use.agree") in one.value)
    assert "1" in counts[t("classify.use.agree")][0]
    assert counts[t("column.method")][0] == (warped := t("method.nearest_dtw"))
    assert t("classify.use.sent.simple", method=warped) in told(shown)
    assert t("classify.use.lengths", count=2, first="40", last="72") in told(shown)
    shown.text_area(key="classify.use.pasted").set_value("1,2,3\n4,5,6\n").run()
    assert t("error.series_of_other_columns", have=1, wanted=3) in told(shown)


@pytest.mark.keras
def test_inside_shows_a_test_series_and_which_stretch_of_it_speaks_for_its_class(page, home, monkeypatch):
    from core.engine.asked import answer
    from core.engine.open_questions import asked_of, open_question_of

    known = example(Store(home), "classify", "An example")
    question, kinds, series = open_question_of(Store(home), known), [], []

    def asks(experiment, kind, **asked):
        kinds.append(kind)
        series.append(asked.get("series"))
        found = answer(asked_of(question, kind, asked))
        return found | ({"arrays": arrays_of(found["arrays"])} if "arrays" in found else {})

    for module in ("attribution", "gradients", "traced", "step"):
        monkeypatch.setattr(f"app.inside.{module}.told", asks)
    for view in ("states", "attribution", "gradients"):
        shown = page("inside", experiment=known.id, view=view, lang="en")
        assert not shown.exception and not shown.error
        assert "true class" in told(shown)
        if view == "attribution":
            assert any("speak most for it" in caption.value for caption in shown.caption)
    assert set(kinds) == {"trace", "attribution", "gradients"}
    shown.segmented_control(key=f"inside.series.kind.{known.id[:8]}").set_value("own").run()
    assert translator("en")("classify.inside.none") in told(shown)
    shown.segmented_control(key="inside.series.own.kind").set_value("paste").run()
    own = "".join(f"a,{step},{step / 9},{-step},0.5\n" for step in range(9))
    shown.text_area(key="inside.series.own.pasted").set_value(f"series,time,x,y,z\n{own}").run()
    assert not shown.exception and not shown.error
    assert "a · 9 steps" in told(shown) and "true class" not in told(shown)
    assert translator("en")("classify.use.lengths", count=1, first="40", last="72") in told(shown)
    assert [len(step) for step in series[-1][0]] == [3] * 9
