"""A visit that is open keeps what it has in hand; what was swept all the same is kept again."""

from types import SimpleNamespace

import pytest

from app import keeping
from core.store.data_folder import DATA, VECTORS


class Shelf:
    """A store that notes what is renewed, with a folder of what is there."""

    def __init__(self, there=()):
        self.there, self.renewed = set(there), []
        self.data = SimpleNamespace(has=lambda hash, kind: (hash, kind) in self.there)

    def renew(self, names):
        self.renewed.append(list(names))


class Cached:
    """A function as Streamlit caches it, that keeps what it reads."""

    def __init__(self, shelf, kind):
        self.shelf, self.kind, self.known, self.calls = shelf, kind, {}, 0

    def __call__(self, *given):
        if given not in self.known:
            self.calls += 1
            self.known[given] = SimpleNamespace(sha256=given[0])
            self.shelf.there.add((given[0], self.kind))
        return self.known[given]

    def clear(self, *given):
        del self.known[given]


@pytest.mark.parametrize("kind", [DATA, VECTORS])
def test_what_was_swept_while_the_page_was_open_is_read_and_kept_again(monkeypatch, kind):
    shelf = Shelf()
    read = Cached(shelf, kind)
    monkeypatch.setattr(keeping, "open_store", lambda: shelf)
    for _ in range(2):
        assert keeping.still_kept(read, "a", 1, kind=kind).sha256 == "a" and read.calls == 1
    shelf.there.clear()
    assert keeping.still_kept(read, "a", 1, kind=kind).sha256 == "a" and read.calls == 2
    assert shelf.there == {("a", kind)}


def test_once_an_hour_a_visit_renews_what_its_sources_gave(monkeypatch):
    shelf, now, session = Shelf(), [0.0], {"text_picker.kept": {"file": ("b", "texts")}}
    session["data_picker.kept"] = {"paste": ("a", "figures"), "sample": ("c", "chaotic")}
    monkeypatch.setattr(keeping, "open_store", lambda: shelf)
    monkeypatch.setattr(keeping, "st", SimpleNamespace(session_state=session))
    monkeypatch.setattr(keeping, "time", SimpleNamespace(monotonic=lambda: now[0]))
    for at in (0.0, 4.0, keeping.RENEW + 1, keeping.RENEW + 5):
        now[0] = at
        keeping.renew_held()
    (renewed,) = shelf.renewed
    assert sorted(renewed) == [("a", DATA), ("b", DATA), ("c", DATA)]
