"""The list of experiments: open, rename, delete; and what stands there before the first."""

import pytest

from app.errors import literal
from app.i18n import translator
from app.store import open_store
from core.errors import UserError
from core.examples import example_id

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


def test_renaming(page, filled_store):
    store, id = filled_store("queued", "random_walk")
    shown = page("experiments")
    shown.text_input(key=f"experiments.name.{id}").set_value("Second try")
    shown.button(key=f"experiments.rename.{id}").click().run()
    assert store.experiment(id).name == "Second try"
    assert shown.button(key=f"experiments.open.{id}").label == "Second try"


def test_a_blank_name_is_refused_in_one_sentence(page, filled_store):
    store, id = filled_store("queued", "random_walk", name="Kept")
    shown = page("experiments")
    shown.text_input(key=f"experiments.name.{id}").set_value("   ")
    shown.button(key=f"experiments.rename.{id}").click().run()
    assert [e.value for e in shown.error] == [T("error.blank_name")]
    assert store.experiment(id).name == "Kept" and not shown.exception


def test_deleting_wants_a_confirmation(page, filled_store):
    store, id = filled_store("queued", "random_walk")
    shown = page("experiments")
    assert shown.button(key=f"experiments.delete.{id}").disabled
    shown.checkbox(key=f"experiments.sure.{id}").check().run()
    shown.button(key=f"experiments.delete.{id}").click().run()
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
