"""The first page: one click leads to a training, and the language is the visitor's."""

from app.i18n import translator
from core.store.store import Store

EN, ZH = translator("en"), translator("zh")


def test_one_click_on_the_preselected_sample_starts_its_training(page, home):
    first = page()
    assert first.button(key="home.train.chaotic").proto.type == "primary"
    first.button(key="home.train.chaotic").click().run()
    (line,) = Store(home).experiments()
    assert first.query_params["experiment"] == line.experiment.id
    assert line.experiment.spec.cells == ("rnn", "lstm", "gru")
    assert line.experiment.spec.task.horizon == 8  # the sample's own advice
    assert not first.exception and not first.error


def test_the_other_card_asks_about_a_share(page, home):
    first = page()
    assert EN("card.weekly_stocks") in " ".join(m.value for m in first.markdown)
    first.button(key="home.train.weekly_stocks").click().run()
    assert Store(home).experiments()[0].experiment.spec.task.target == "AAPL"
    assert not first.exception


def test_two_samples_and_three_steps_are_drawn(page):
    assert len(page().get("plotly_chart")) == 5


def test_what_was_done_before_is_one_click_away(page, filled_store):
    _, id = filled_store(name="Mine")
    first = page()
    assert first.button(key=f"experiments.open.{id}").label == "Mine"
    first.button(key=f"experiments.open.{id}").click().run()
    assert first.query_params["experiment"] == id and not first.exception


def test_the_language_is_in_the_address_and_can_be_changed(page):
    first = page(lang="zh")
    assert first.title[0].value == ZH("home.title")
    first.sidebar.selectbox(key="frame.language").set_value("en").run()
    assert first.title[0].value == EN("home.title") and first.query_params["lang"] == "en"


def test_an_unknown_language_falls_back_to_english(page):
    assert page(lang="<script>").title[0].value == EN("home.title")
