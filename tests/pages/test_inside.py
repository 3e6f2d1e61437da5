"""Inside, as a visitor sees it: every view of both tasks, and every dead end with its way on."""

import json

import pytest

pytest.importorskip("keras")

from app.i18n import translator  # noqa: E402
from core.examples import example, example_id  # noqa: E402
from core.specs import ModelSpec  # noqa: E402
from core.store.store import Store  # noqa: E402
from tests.insides import answer_here, asked_here, give_weights  # noqa: E402
from tests.texts import fill_texts  # noqa: E402

pytestmark = pytest.mark.keras
VIEWS = ("states", "unit", "alike", "path", "step", "attribution", "gradients")
CHARTS = {"states": 3, "unit": 1, "alike": 3, "path": 3, "step": 3, "attribution": 1, "gradients": 2}
T = translator("en")


@pytest.fixture
def answers(monkeypatch):
    answer_here(monkeypatch)


@pytest.fixture
def forecast(filled_store, answers):
    """A finished forecast of three small cells; returns its id."""
    store, id = filled_store(model=ModelSpec(units=4))
    give_weights(store, id)
    return id


@pytest.fixture
def texts(home, answers, request):
    """A finished classifier; of one cell unless told otherwise, for each is traced: seconds."""
    store = Store(home)
    id = fill_texts(store, cells=getattr(request, "param", ("gru",)))
    give_weights(store, id)
    yield id
    store.close()


def charts(shown):
    return shown.get("plotly_chart")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_a_forecast_has_its_charts_with_words_and_data(page, filled_store, answers, view):
    cells = ("gru",) if view == "attribution" else ("rnn", "lstm", "gru")  # each is traced: seconds
    store, forecast = filled_store(model=ModelSpec(units=4), cells=cells)
    give_weights(store, forecast)
    shown = page("inside", experiment=forecast, view=view, lang="zh" if view in ("step", "unit") else "en")
    assert not shown.exception and not shown.error
    assert len(charts(shown)) == CHARTS[view]
    assert all(chart.proto.alt for chart in charts(shown)) and shown.get("download_button")
    asked = dict(shown.query_params)
    assert asked["view"] == view and asked["experiment"] == forecast and asked["origin"]
    again = page("inside", **asked)
    assert [c.proto.spec for c in charts(again)] == [c.proto.spec for c in charts(shown)]


def test_a_unit_that_a_stretch_was_found_to_turn_on_is_followed(page, forecast):
    shown = page("inside", experiment=forecast, view="alike", stretch="2-3")
    assert not shown.exception and shown.query_params["stretch"] == "2-3"
    button = next(b for b in shown.main.button if b.key.startswith("inside.alike.follow."))
    cell, unit = button.key.split(".")[-1], int(button.label.split()[-1])
    button.click().run()
    assert not shown.exception and shown.query_params["view"] == "unit"
    assert (shown.query_params["cell"], shown.query_params["unit"]) == (cell, str(unit))
    assert T("inside.unit.title", cell=T(f"cell.{cell}"), unit=unit) in [one.value for one in shown.subheader]


@pytest.mark.parametrize("stretch", ["9-2", "0-1", "x", "1-999999", "-", "1-2-3"])
def test_a_stretch_that_cannot_be_gives_way_to_the_last_steps(page, forecast, stretch):
    shown = page("inside", experiment=forecast, view="alike", stretch=stretch)
    assert not shown.exception
    begin, end = map(int, shown.query_params["stretch"].split("-"))
    assert end - begin == 2


@pytest.mark.parametrize("texts", [("rnn", "lstm", "gru")], indirect=True, ids=["usual"])
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "attribution"])  # see test_new_cell
def test_every_view_of_a_text_has_its_charts_with_words_and_data(page, texts, view):
    shown = page("inside", experiment=texts, view=view, text="A wonderful, lovely qwxyz!")
    if view == "gradients":  # this store was filled without what the embedding began with
        assert "was not kept" in shown.error[0].value and not shown.exception
        return
    assert not shown.exception and not shown.error
    assert len(charts(shown)) == CHARTS[view] and all(chart.proto.alt for chart in charts(shown))


@pytest.mark.parametrize("row", ["99999", "x", "²"])
def test_a_row_that_is_no_test_text_is_told(page, texts, row):
    shown = page("inside", experiment=texts, row=row)
    assert not shown.exception
    assert [w.value for w in shown.warning] == [translator("en")("inside.no_such_row", row=row)]


def test_a_test_text_tells_its_label_and_another_can_be_chosen(page, texts):
    shown = page("inside", experiment=texts)
    assert any(c.value.startswith("Labelled") for c in shown.caption)
    row = shown.query_params["row"]
    shown = shown.number_input[0].set_value(3).run()
    assert not shown.exception and shown.query_params["row"] != row


def test_a_text_longer_than_what_was_ever_read_says_so(page, texts):
    shown = page("inside", experiment=texts, text="good film " * 300)
    assert not shown.exception and "600 words" in shown.warning[0].value


def test_the_cursor_marks_the_same_step_everywhere(page, forecast):
    shown = page("inside", experiment=forecast, at="5")
    marked = [json.loads(c.proto.spec)["layout"]["shapes"][0]["x0"] for c in charts(shown)]
    assert marked == [5, 5, 5]


def test_the_switches_move_the_curves_before_training(page, forecast):
    def drawn(**query):
        shown = page("inside", experiment=forecast, view="gradients", **query)
        assert not shown.exception and not shown.error
        lines = json.loads(charts(shown)[0].proto.spec)["data"]
        return {line["name"]: line["y"] for line in reversed(lines)}

    own, other = drawn(), drawn(bias="0", initializer="glorot")
    assert own["LSTM · c"] != other["LSTM · c"] and own["RNN · h"] != other["RNN · h"]
    assert other[T("inside.ghost")] == own["RNN · h"]  # the first of those drawn in grey


def test_without_an_experiment_the_newest_trained_one_is_shown(page, forecast):
    shown = page("inside")
    assert not shown.exception and len(charts(shown)) == 3
    assert any(c.value == T("inside.newest") for c in shown.caption)


def test_who_has_trained_nothing_is_shown_the_example_and_led_to_the_first_page(page, answers):
    shown = page("inside")
    assert T("example.note", when="")[:9] in shown.info[0].value and not shown.exception
    assert shown.query_params["experiment"] in ([example_id("forecast")], example_id("forecast"))
    assert "example.first" in [b.key for b in shown.button]


@pytest.mark.parametrize("id", ["0" * 32, "<script>"])
def test_a_deleted_experiment_or_a_wrong_address_gets_one_sentence(page, forecast, id):
    shown = page("inside", experiment=id)
    assert len(shown.error) == 1 and "no experiment at this address" in shown.error[0].value
    assert len(shown.button) == 2 and not shown.exception


@pytest.mark.parametrize(("state", "says"), [("running", "still_training"), ("failed", "never_trained")])
def test_an_experiment_without_a_network_says_so(page, filled_store, state, says):
    _, id = filled_store(state)
    shown = page("inside", experiment=id)
    assert shown.info[0].value == T(f"inside.{says}") and not shown.exception and shown.button


def test_weights_that_are_gone_get_one_sentence(page, filled_store, answers):
    _, id = filled_store()
    shown = page("inside", experiment=id)
    assert "are no longer in the store" in shown.error[0].value and not shown.exception


def test_data_that_are_gone_get_one_sentence(page, filled_store, answers):
    store, id = filled_store()
    store.data.path(store.experiment(id).data).unlink()
    shown = page("inside", experiment=id)
    assert "no longer there" in shown.error[0].value and not shown.exception


@pytest.mark.parametrize(
    "query", [{"origin": "999999"}, {"origin": "²"}, {"at": "9" * 5_000}, {"at": "999"}, {"unit": "0"}]
)
def test_a_wrong_part_of_the_address_falls_back(page, forecast, query):
    shown = page("inside", experiment=forecast, view="unit", cell="nonsense", **query)
    assert not shown.exception and not shown.error and charts(shown)


@pytest.mark.parametrize("name", ["forecast", "sentiment"])
def test_a_result_leads_inside(page, home, filled_store, name):
    if name == "forecast":
        _, id = filled_store()
    else:
        store = Store(home)
        id = fill_texts(store)
        store.close()
    shown = page(name, experiment=id)
    assert shown.button(key="result.inside").label == T("inside.open_it")


def test_contributions_lead_to_the_answer_that_the_other_views_tell(filled_store):
    store, id = filled_store(model=ModelSpec(units=4), cells=("gru",))
    give_weights(store, id)
    simple = next(run for run in store.runs(id) if run.kind == "simple")
    origin = int(store.arrays(simple.id)["test_origins"][3])
    rests = asked_here(store, id, "attribution", origin=origin, output=1)["cells"]["gru"]
    reads = asked_here(store, id, "trace", origin=origin)["cells"]["gru"]
    assert rests["answer"] == pytest.approx(reads["answer"][1], rel=1e-3)


STRANGE = {
    "all_unknown": "qwxyz bbbb",
    "foreign": "Das Essen war wirklich sehr gut und wir kommen gerne wieder",
}


@pytest.mark.parametrize(("why", "text"), STRANGE.items())
def test_a_text_that_score_gives_no_answer_for_gets_none_here(page, texts, text, why):
    for view in ("states", "attribution"):
        shown = page("inside", experiment=texts, view=view, text=text)
        assert not shown.exception and not shown.error
        told = " ".join(one.value for one in shown.caption).replace("\\", "")
        assert T("scoring.no_answer", why=T(f"scoring.doubt.{why}")) in told
        assert "mean of" not in told and len(shown.warning) == 1


@pytest.mark.parametrize(
    ("view", "way", "language", "drawn"),
    [("states", "d1f", "zh", 6), ("unit", "1f", "en", 1), ("attribution", "", "en", 3),
     ("gradients", "d1f", "zh", 2)],
)  # fmt: skip
def test_a_translation_is_looked_into(page, home, answers, view, way, language, drawn):
    store = Store(home)
    known = example(store, "translate", "An example")
    asked = {"experiment": known.id, "view": view, "lang": language} | ({"way": way} if way else {})
    shown, t = (
        page("inside", text="3 March 2024", target="2024-03-03", word="3", **asked),
        translator(language),
    )
    assert not shown.exception and not shown.error
    assert len(charts(shown)) == drawn and all(chart.proto.alt for chart in charts(shown))
    if view == "states":
        assert t("inside.attention") in [one.value for one in shown.subheader]
        ticks = json.loads(charts(shown)[0].proto.spec)["layout"]["xaxis"]["ticktext"]
        assert ticks[0] == "2" and ticks[-1] == "&lt;/s&gt;"
    store.close()


@pytest.mark.parametrize(("view", "language"), [("states", "en"), ("step", "zh"), ("unit", "en")])
def test_networks_of_the_memory_lab_are_seen_from_inside_with_their_marks(
    page, home, answers, view, language
):
    store = Store(home)
    id = example(store, "memory", "An example").id
    shown, t = page("inside", experiment=id, view=view, cell="lstm", lang=language), translator(language)
    assert not shown.exception and not shown.error
    assert dict(shown.query_params)["sequence"] == "1" and dict(shown.query_params)["at"] == "62"
    assert any("62" in one.value and "3" in one.value for one in shown.markdown)
    for chart in charts(shown) if view != "step" else ():
        drawn = json.loads(chart.proto.spec)
        dotted = [shape["x0"] for shape in drawn["layout"]["shapes"] if shape["line"].get("dash") == "dot"]
        assert dotted == [3, 62] and {"3", "62"} <= set(drawn["layout"]["xaxis"]["ticktext"])
    if view == "states":
        assert t("inside.marks") in [one.value for one in shown.subheader]
    if view == "step":
        assert any("data:image/svg+xml" in one.proto.body for one in shown.get("html"))
    store.close()


@pytest.mark.parametrize("term", ["W", "U"])
def test_sums_open_into_what_adds_up_to_them_and_a_weight_shows_where_it_acts(page, forecast, term):
    shown = page("inside", experiment=forecast, view="step", cell="gru")
    sums = shown.pills(key="inside.summands.gru")
    place = next(place for place, name in enumerate(sums.options) if name.startswith(term))
    sums.set_value(place).run()
    assert not shown.exception
    bars, acts = (
        json.loads(next(c for c in charts(shown) if c.proto.id.endswith(key)).proto.spec)["data"][0]
        for key in ("inside.summands.chart", "inside.acts.chart")
    )
    at = int(shown.query_params["at"])
    assert acts["y"][at - int(acts["x"][0])] == pytest.approx(bars["x"][0], rel=1e-5)
    assert abs(bars["x"][0]) == max(map(abs, bars["x"]))
