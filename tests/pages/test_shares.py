"""Where several people are served, a page says what is too much; an operator sees who has what."""

from app import people
from app.i18n import translator
from core.store.store import Store

T = translator("en")


def test_more_runs_than_may_wait_are_refused_with_the_figures_and_nothing_is_queued(page, home, monkeypatch):
    monkeypatch.setenv("UNROLLED_SHARED", "1")
    monkeypatch.setenv("UNROLLED_MOST_QUEUED", "5")
    shown = page("forecast")
    shown.button(key="setup.train").click().run()
    (told,) = [one.value for one in shown.error]
    assert "You have 0 runs waiting" in told and "5 is the most per person" in told and not shown.exception
    store = Store(home)
    assert store.experiments() == []
    store.close()


def test_on_ones_own_machine_nothing_is_refused(page, home, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_QUEUED", "5")
    shown = page("forecast")
    shown.button(key="setup.train").click().run()
    store = Store(home)
    assert len(store.experiments()) == 1 and not shown.error and not shown.exception
    store.close()


def test_an_operator_sees_what_the_store_takes_and_nobody_else_does(page, filled_store, monkeypatch):
    filled_store("done", "random_walk")
    assert T("disk.title") not in [one.label for one in page("experiments").expander]
    monkeypatch.setattr(people, "is_operator", lambda: True)
    shown = page("experiments")
    (disk,) = [one for one in shown.expander if one.label == T("disk.title")]
    rows = disk.dataframe[0].value
    assert rows[T("disk.owner")].tolist() == [T("disk.nobody")] and rows[T("disk.experiments")].tolist() == [
        "1"
    ]
    assert not shown.exception
