"""A class at one address: who asks stands on its list, the same trains once, and only makers change."""

import pytest

from app import changes, people
from app.browsers import COOKIE, new_key
from app.i18n import translator
from core.errors import UserError
from core.store.class_space import LONGEST, class_lines, enter, pupils_of
from core.store.store import Store
from tests.hostile import LONG, NAMES

T = translator("en")
HOSTILE = [one for one in NAMES if any(sign in one for sign in "<[:#=/")]


@pytest.fixture
def browser(monkeypatch):
    """Returns `browser(name)`: from then on pages are opened by that browser, on a shared server."""
    monkeypatch.setenv("UNROLLED_SHARED", "1")
    keys = {}

    def use(name):
        cookies = {COOKIE: keys.setdefault(name, new_key())}
        monkeypatch.setattr(people.st.context.__class__, "cookies", property(lambda _: cookies))
        return people.browser()

    return use


def captions(shown):
    return " ".join(one.value for one in shown.caption)


def joined(page, name, **query):
    """A page of the class 7b, after its question for a name was answered."""
    shown = page("learn", **{"class": "7b"}, about="recurrence", **query)
    shown.text_input(key="class.asked").set_value(name)
    next(one for one in shown.button if one.label == T("class.join")).click()
    return shown.run()


@pytest.mark.parametrize("told", [*HOSTILE, LONG, "7b\u202e", "7\u0000b", "7b\u200b", "  "])
def test_an_address_that_names_no_class_is_told_in_one_sentence(page, told):
    shown = page("experiments", **{"class": told})
    assert not shown.exception
    assert [one.value for one in shown.error] == [T("error.class_name", longest=LONGEST)]
    assert "class" not in shown.query_params and not shown.text_input
    assert not shown.run().error


def test_the_same_trains_once_for_all_and_stands_on_one_list_with_their_names(page, home, browser):
    for name in ("Anna", "Ben", "Cy", "Dee"):
        browser(name)
        shown = joined(page, name)
        assert not shown.exception and T("class.line", name="7b", pupil=name) in captions(shown)
        shown.button(key="learn.recurrence.open").click().run()
        assert not shown.exception and shown.query_params["class"] == "7b"
    store = Store(home)
    (line,) = store.experiments()
    assert pupils_of(store.engine, "7b") == {line.experiment.id: ["Anna", "Ben", "Cy", "Dee"]}
    store.close()
    empty = page("experiments", **{"class": "8a"})
    assert [one.value for one in empty.info] == [T("experiments.none_in_class")]
    browser("Dee")  # whose own list is empty
    shown = page("experiments", **{"class": "7b"})
    assert "Anna, Ben, Cy and 1 more" in captions(shown)
    assert T("class.line", name="7b", pupil="Dee") in captions(shown)  # asked once, and known again
    shown.segmented_control(key="class.shown").set_value("own").run()
    assert [one.value for one in shown.info] == [T("experiments.none_of_yours")]


def test_a_pupil_reads_what_the_teacher_trained_and_changes_nothing(page, filled_store, browser):
    store, id = filled_store("done", "random_walk")
    teacher = browser("teacher")
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE experiments SET owner = ?", (teacher,))
    enter(store.engine, "7b", id, teacher, "Ms Lee")
    assert f"experiments.{id}.more" in page("experiments", **{"class": "7b"}).session_state
    pupil = browser("pupil")
    enter(store.engine, "7b", id, pupil, "Max")
    shown = page("experiments", **{"class": "7b"})
    assert shown.button(key=f"experiments.open.{id}") and "Ms Lee, Max" in captions(shown)
    assert f"experiments.{id}.more" not in shown.session_state
    for change in (
        changes.delete_experiment,
        changes.stop_experiment,
        lambda one: changes.rename_experiment(one, "x"),
    ):
        with pytest.raises(UserError, match="not_yours"):
            change(id)
    assert [line.experiment.id for line in class_lines(store.engine, "7b", 9)] == [id]


@pytest.mark.parametrize("name", ["<b>", "a\u202eb", "", LONG[:300]])
def test_a_name_that_could_deceive_is_asked_for_again(page, name):
    shown = joined(page, name)
    assert not shown.exception and shown.text_input(key="class.asked")
    assert [one.value for one in shown.error] == [T("error.pupil_name", longest=LONGEST)]


def test_whoever_leaves_asks_for_themselves_again(page, home):
    shown = joined(page, "Eva")
    assert T("class.list.open") in captions(page("experiments", **{"class": "7b"}))
    shown.button(key="class.leave").click().run()
    assert "class" not in shown.query_params and T("class.line", name="7b", pupil="Eva") not in captions(
        shown
    )
    shown.button(key="learn.recurrence.open").click().run()
    store = Store(home)
    assert len(store.experiments()) == 1 and pupils_of(store.engine, "7b") == {}
    store.close()


def test_a_teacher_names_the_class_in_learn_and_the_address_says_it(page):
    shown = page("learn")
    shown.text_input(key="learn.class.name").set_value("初二3班").run()
    assert not shown.exception and shown.query_params["class"] == "初二3班"
    shown.text_input(key="learn.class.name").set_value("<b>").run()
    assert [one.value for one in shown.error] == [T("error.class_name", longest=LONGEST)]
    shown.text_input(key="learn.class.name").set_value("").run()
    assert "class" not in shown.query_params and not shown.error
