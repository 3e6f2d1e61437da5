"""A class's list holds what was asked for in it, once, with names; names that could deceive are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.store.class_space import (
    LONGEST,
    asked_before,
    class_lines,
    class_name,
    enter,
    known_as,
    pupil_name,
    pupils_of,
)
from tests.hostile import LONG, NAMES

HOSTILE = [one for one in NAMES if any(sign in one for sign in "<[:#=/")]
DECEIVING = [
    "",
    "   ",
    "7b\u202e",
    "7b\u200b",
    "7\u0000b",
    "\u0301" * 3,
    "e\u0301\u0301\u0301",
    "7b\ufeff",
    "- _",
]


@pytest.mark.parametrize("text", [*HOSTILE, *DECEIVING, LONG, "x" * (LONGEST + 1), "﷽" * LONGEST])
def test_what_cannot_be_a_name_is_refused(text):
    for read, key in ((class_name, "class_name"), (pupil_name, "pupil_name")):
        with pytest.raises(UserError) as refused:
            read(text)
        assert refused.value.key == key and refused.value.facts == {"longest": LONGEST}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("7b", "7b"),
        (" 7 \n b ", "7 b"),
        ("初二（3）班"[:2] + "3班", "初二3班"),
        ("O’Neill", "O’Neill"),
        ("ｃ１", "c1"),
    ],
)
def test_what_people_are_called_is_kept_on_one_line(text, name):
    assert class_name(text) == pupil_name(text) == name


@given(st.text(max_size=60))
def test_a_name_that_is_taken_is_plain_and_taken_again(text):
    try:
        name = class_name(text)
    except UserError:
        return
    assert name == class_name(name) and len(name) <= LONGEST and name.isprintable()


def test_each_class_has_its_list_with_names_in_the_order_of_asking(filled_store):
    store, id = filled_store("running", "random_walk")
    enter(store.engine, "7b", id, "a" * 64, "Anna", now=2.0)
    enter(store.engine, "7B", id, "b" * 64, "Ben", now=1.0)
    enter(store.engine, "7b", id, "a" * 64, "Anne", now=3.0)  # who asks again is there once
    enter(store.engine, "8", id, "c" * 64, "Cy", now=4.0)
    assert pupils_of(store.engine, "7b") == {id: ["Ben", "Anne"]}
    assert [line.experiment.id for line in class_lines(store.engine, "7b", 9)] == [id]
    assert class_lines(store.engine, "9", 9) == [] and pupils_of(store.engine, "9") == {}
    assert known_as(store.engine, "7b", "a" * 64) == "Anne" and known_as(store.engine, "7b", "z") is None
    store.delete(id)
    assert pupils_of(store.engine, "7b") == {} == pupils_of(store.engine, "8")


@pytest.mark.parametrize(
    ("state", "shared"),
    [("queued", True), ("running", True), ("done", True), ("failed", False), ("stopped", False)],
)
def test_what_trains_for_one_trains_for_all_of_the_class_and_for_no_other(filled_store, state, shared):
    store, id = filled_store(state, "random_walk")
    spec = store.experiment(id).spec
    assert asked_before(store.engine, spec, "7b") is None
    enter(store.engine, "7b", id, "a", "Anna")
    known = asked_before(store.engine, spec, "7B")
    assert (known.id if known else None) == (id if shared else None)
    assert asked_before(store.engine, spec, "8") is None
