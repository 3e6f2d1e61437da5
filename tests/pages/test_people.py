"""One person sees everything; of several each sees their own, and what an address opens."""

from types import SimpleNamespace

import pytest
import streamlit as st

from app import people
from app.errors import literal
from app.i18n import translator
from core.store.store import Store

T = translator("en")


class User(dict):
    """What Streamlit tells of a person."""

    def __init__(self, name):
        super().__init__(iss="https://id.example.org", sub=f"id of {name}", name=name)
        self.is_logged_in = True


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setenv("UNROLLED_SHARED", "1")


@pytest.fixture
def signed_in(monkeypatch):
    """Returns `sign_in(name)`: from then on pages are opened by that person; nobody signs out."""

    def sign_in(name):
        user = User(name) if name else SimpleNamespace(is_logged_in=False)
        monkeypatch.setattr(people, "may_sign_in", lambda: True)
        monkeypatch.setattr("app.experiments.sign_in.may_sign_in", lambda: True)
        monkeypatch.setattr(st, "user", user)

    return sign_in


def experiment_in(shown):
    """The id in the address."""
    asked = shown.query_params["experiment"]
    return asked if isinstance(asked, str) else asked[0]


def train(page):
    """Start the sample of the first page; returns the experiment's id."""
    shown = page()
    shown.button(key="home.train.weekly_stocks").click().run()
    assert not shown.exception
    return shown, experiment_in(shown)


def listed(shown):
    prefix = "experiments.open."
    return [button.key.removeprefix(prefix) for button in shown.button if str(button.key).startswith(prefix)]


def test_one_person_sees_everything_and_nobody_signs_in(page, filled_store):
    _, id = filled_store("queued", "random_walk")
    shown = page("experiments")
    assert listed(shown) == [id] and not [b for b in shown.button if str(b.key).startswith("people.")]
    assert not any(T("people.this_visit") in caption.value for caption in shown.caption)


def test_on_a_shared_server_the_list_shows_the_visit_and_the_address_opens_the_rest(
    page, filled_store, shared
):
    _, strangers = filled_store("queued", "random_walk")
    shown, mine = train(page)
    shown.switch_page("pages/experiments.py").run()
    assert listed(shown) == [mine]
    assert any(caption.value == T("people.this_visit") for caption in shown.caption)
    another = page("experiments")  # another visit
    assert listed(another) == [] and another.info[0].value == T("experiments.none_of_yours")
    assert listed(page()) == []
    opened = page("forecast", experiment=strangers)
    assert not opened.error and not opened.exception and len(opened.title) == 1


def test_who_signs_in_finds_their_own_again_and_nobody_elses(page, home, signed_in):
    signed_in("ann")
    _, hers = train(page)
    signed_in("bob")
    _, his = train(page)
    assert listed(page("experiments")) == [his]
    signed_in("ann")
    again = page("experiments")
    assert listed(again) == [hers] and listed(page()) == [hers]
    assert any(caption.value == T("people.signed_in", name="ann") for caption in again.caption)
    signed_in(None)
    stranger = page("experiments")
    assert listed(stranger) == [] and stranger.button(key="people.sign_in")
    store = Store(home)
    owners = [line.experiment.id for line in store.experiments(owners={"ann"})]
    assert owners == [] and len(store.experiments()) == 2  # nothing about a person is in the store
    store.close()


def test_a_persons_name_is_text(page, home, signed_in):
    signed_in("[x](http://y) <b>")
    assert literal("[x](http://y) <b>") in " ".join(caption.value for caption in page().caption)
