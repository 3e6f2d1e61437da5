"""Who holds how many bytes of uploads, and when they are free again."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app.server.held import GRACE, MB, SETTLING, Held, Limits
from app.server.refusals import Refusal
from app.server.visitors import Visitor

ANN, BOB = Visitor("ann", "1.1.1.1"), Visitor("bob", "1.1.1.1")


class Pages:
    """Sessions that a test opens and closes."""

    def __init__(self):
        self.kept = MemoryUploadedFileManager("/")
        self.open, self.used = {"page", "tab", "other"}, set()

    def is_open(self, session):
        return session in self.open

    def in_use(self, session):
        return self.used


@pytest.fixture
def door():
    """An account of files of 1 MB at most, whose clock stands still."""
    clock = SimpleNamespace(now=1000.0)
    held = Held(Limits.chosen(1, {}, shared=True), Pages(), now=lambda: clock.now)
    return SimpleNamespace(held=held, pages=held.sessions, clock=clock)


def put(door, session, file, size, by=ANN):
    one = door.held.begin(session, file, by, size)
    door.pages.kept.add_file(session, UploadedFileRec(file, file, "", bytes(size)))
    door.held.end(one)


def refused(door, session, file, size, by=ANN):
    with pytest.raises(Refusal) as caught:
        door.held.begin(session, file, by, size)
    return caught.value.key


def test_shares_grow_from_a_page_to_everybody():
    limits = Limits.chosen(20, {}, shared=True)
    assert (limits.session, limits.person, limits.address, limits.everybody) == (
        60 * MB,
        80 * MB,
        100 * MB,
        200 * MB,
    )
    assert Limits.chosen(20, {}, shared=False).session == limits.everybody  # one person, one machine
    small = Limits.chosen(20, {"UNROLLED_UPLOADS_MB": "50"}, shared=True)
    assert small.session == small.everybody == 50 * MB


def test_a_page_a_person_an_address_and_all_have_their_shares(door):
    for file in "abc":
        put(door, "page", file, MB)
    assert refused(door, "page", "e", MB) == "upload_yours"
    put(door, "tab", "f", MB)
    assert refused(door, "tab", "g", 1) == "upload_yours"
    put(door, "other", "h", MB, BOB)
    assert refused(door, "other", "i", 1, BOB) == "upload_all"
    put(door, "other", "i", MB, Visitor("eve", "2.2.2.2"))


def test_a_file_that_is_larger_than_files_may_be_never_begins(door):
    assert refused(door, "page", "a", MB + 1) == "upload_large"
    assert door.held.taken() == {}


def test_many_small_files_are_too_many(door):
    for file in range(door.held.limits.files):
        put(door, "page", str(file), 1)
    assert refused(door, "page", "more", 1) == "upload_files"
    put(door, "page", "0", 1)  # again


def test_what_is_on_its_way_counts(door):
    coming = [door.held.begin("page", file, ANN, MB) for file in "abc"]
    assert refused(door, "page", "e", MB) == "upload_yours"
    door.held.end(coming[0])  # it never arrived
    door.held.begin("page", "e", ANN, MB)


def test_a_file_that_the_page_no_longer_shows_makes_room_for_the_next(door):
    for file in "abc":
        put(door, "page", file, MB)
    door.pages.used = {"c"}
    door.clock.now += SETTLING + 1
    put(door, "page", "e", MB)
    assert set(door.pages.kept.file_storage["page"]) == {"c", "e"}


def test_files_of_a_page_that_is_gone_are_freed_after_a_while_or_where_there_is_need(door):
    put(door, "page", "a", MB)
    door.pages.open.remove("page")
    door.held.free_gone()
    assert "page" in door.pages.kept.file_storage  # a connection may break for a moment
    door.clock.now += GRACE
    door.held.free_gone()
    assert "page" not in door.pages.kept.file_storage
    for file in "abc":
        put(door, "tab", file, MB)
    door.pages.open.remove("tab")
    for file in "abc":
        put(door, "page", file, MB)
    assert "tab" not in door.pages.kept.file_storage


@given(
    st.lists(
        st.tuples(st.sampled_from(["page", "tab", "other"]), st.integers(0, 2 * MB), st.booleans()),
        max_size=30,
    )
)
@settings(max_examples=50, deadline=None)
def test_whatever_is_sent_no_more_is_held_than_is_allowed(sent):
    held = Held(Limits.chosen(1, {}, shared=True), Pages(), now=lambda: 0.0)
    for number, (session, size, arrives) in enumerate(sent):
        try:
            one = held.begin(session, str(number), Visitor(f"{number % 4}", f"{number % 2}"), size)
        except Refusal:
            continue
        if arrives:
            held.sessions.kept.add_file(session, UploadedFileRec(str(number), "", "", bytes(size)))
            held.end(one)
        assert held.taken()[""] <= held.limits.everybody
        assert held.taken()[session] <= held.limits.session
    stored = sum(len(one.data) for of in held.sessions.kept.file_storage.values() for one in of.values())
    assert stored <= held.taken()[""]
