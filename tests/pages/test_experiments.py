"""The list of experiments: open, rename, delete; and what stands there before the first."""

import pytest

from app.errors import literal
from app.experiments.listing import PAGE
from app.i18n import translator
from app.store import open_store
from core.errors import UserError
from core.store.shipped import example_id
from tests.texts import fill_texts

T = translator("en")


def test_an_empty_list_says_so_and_leads_on(page):
    shown = page("experiments")
    assert shown.info[0].value == T("experiments.none")
    shown.button(key="experiments.first").click().run()
    assert shown.title[0].value == T("home.title") and not shown.exception


def test_every_state_has_a_badge(page, filled_store):
    for state in ("done", "failed", "stopped", "running", "queued"):
        filled_store(state, "random_walk")
    told = " ".join(m.value for m in page("experiments").markdown)
    for state in ("done", "failed", "stopped", "running", "queued"):
        assert T(f"state.{state}") in told


def test_a_name_is_text_and_never_markdown(page, filled_store):
    _, id = filled_store("queued", "random_walk", name="[click](http://x) *now*")
    shown = page("experiments")
    assert shown.button(key=f"experiments.open.{id}").label == literal("[click](http://x) *now*")
    assert r"\[click\]\(http\:" in shown.button(key=f"experiments.open.{id}").label


def edited(shown, id):
    """The page with the box of an experiment open."""
    shown.session_state[f"experiments.{id}.more"] = True
    return shown.run()


def rename(shown, id, name):
    edited(shown, id).text_input(key=f"experiments.{id}.name").set_value(name)
    return shown.button(key=f"experiments.{id}.rename").click().run()


def test_renaming_closes_the_box(page, filled_store):
    store, id = filled_store("queued", "random_walk")
    shown = rename(page("experiments"), id, "Second try")
    assert store.experiment(id).name == "Second try" and not shown.exception
    assert shown.button(key=f"experiments.open.{id}").label == "Second try"
    assert not shown.session_state[f"experiments.{id}.more"]
    assert f"experiments.{id}.name" not in [one.key for one in shown.text_input]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("   ", T("error.blank_name")),
        ("long " * 30, T("error.long_name", letters=149, longest=120)),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_one_sentence(page, filled_store, name, error):
    store, id = filled_store("queued", "random_walk", name="Kept")
    shown = rename(page("experiments"), id, name)
    assert [e.value for e in shown.error] == [error]
    assert store.experiment(id).name == "Kept" and not shown.exception
    assert shown.session_state[f"experiments.{id}.more"], "the box stays open, with what was typed"
    assert shown.text_input(key=f"experiments.{id}.name").value == name


def test_deleting_wants_a_confirmation(page, filled_store):
    store, id = filled_store("queued", "random_walk")
    shown = edited(page("experiments"), id)
    assert shown.button(key=f"experiments.{id}.delete").disabled
    shown.checkbox(key=f"experiments.{id}.sure").check().run()
    shown.button(key=f"experiments.{id}.delete").click().run()
    with pytest.raises(UserError):
        store.experiment(id)
    assert shown.info[0].value == T("experiments.none")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_has_nothing_yet_may_open_an_example_which_says_that_it_is_one(page, language):
    t, shown = translator(language), page("experiments", lang=language)
    shown.button(key="example.open").click().run()
    assert not shown.exception and shown.title[0].value == literal(t("example.forecast"))
    assert t("example.note", when="")[:5] in shown.info[0].value
    listed = " ".join(m.value for m in page("experiments", lang=language).markdown)
    assert t("example.badge") in listed


def test_an_example_is_called_by_its_name_in_every_language_until_somebody_renames_it(page):
    shown = page("experiments", lang="en")
    shown.button(key="example.open").click().run()
    id, zh = example_id("forecast"), translator("zh")
    assert page("forecast", experiment=id, lang="zh").title[0].value == literal(zh("example.forecast"))
    open_store().rename(id, "Mine")
    assert page("forecast", experiment=id, lang="zh").title[0].value == "Mine"


def listed(shown):
    prefix = "experiments.open."
    return [one.label for one in shown.button if str(one.key).startswith(prefix)]


@pytest.fixture
def several(filled_store):
    """Three series and the sentences; returns the store."""
    store, _ = filled_store("done", "chaotic", name="Alpha")
    filled_store("failed", "random_walk", name="Beta")
    filled_store("queued", "airline_passengers", name="gamma")
    store.rename(fill_texts(store), "Delta")
    return store


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_finished_experiment_tells_its_verdict_and_its_task(page, several, language, monkeypatch):
    monkeypatch.setattr("app.experiments.found.LONGEST_LOOK", 60)  # seconds
    t, shown = translator(language), page("experiments", lang=language)
    told = " ".join(one.value for one in (*shown.markdown, *shown.caption))
    best = {"cell": "LSTM", "reference": t("method.ridge"), "skill": "62.5"}
    assert literal(t("verdict.better", **best).split("62.5")[0]) in told
    assert t("experiments.line.sentiment", cells="RNN", seeds=2)[:2] in told
    assert all(line.found for line in several.experiments() if line.ended), "kept, and not computed again"


def test_a_list_is_searched_filtered_and_sorted(page, several):
    shown = page("experiments")
    assert listed(shown) == ["Delta", "gamma", "Beta", "Alpha"]
    for words, names in (
        ("alp", ["Alpha"]), ("PASSENGERS", ["gamma"]), ("beats ridge", ["Alpha"]),
        ("sentiment", ["Delta"]), ("waiting", ["gamma"]), ("nowhere", []),
    ):  # fmt: skip
        assert listed(shown.text_input(key="experiments.search").set_value(words).run()) == names, words
    assert T("experiments.none_fit") in [one.value for one in shown.info]
    shown.text_input(key="experiments.search").set_value("").run()
    shown.selectbox(key="experiments.finding").set_value("better").run()
    assert "Alpha" in listed(shown) and "Beta" not in listed(shown) and "gamma" not in listed(shown)
    shown.selectbox(key="experiments.finding").set_value(None).run()
    shown.button_group(key="experiments.tasks").set_value(["forecast"]).run()
    assert listed(shown) == ["gamma", "Beta", "Alpha"]
    for order, names in (
        ("oldest", ["Alpha", "Beta", "gamma"]), ("name", ["Alpha", "Beta", "gamma"]),
        ("gain", ["Alpha", "gamma", "Beta"]),
    ):  # fmt: skip
        assert listed(shown.selectbox(key="experiments.order").set_value(order).run()) == names


def test_a_long_list_is_drawn_page_by_page(page, filled_store):
    for _ in range(PAGE + 3):
        store, _ = filled_store("queued", "random_walk")
    shown = page("experiments")
    assert len(listed(shown)) == PAGE
    assert len(listed(shown.button(key="experiments.show_more").click().run())) == PAGE + 3
    assert not shown.exception
