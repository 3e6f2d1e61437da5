"""Public sets come over the net once, are checked before they are opened, and fail in one sentence."""

import hashlib
import io
import json
import tarfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from core.errors import UserError
from core.store.public_texts import fetch_public, known_public
from core.text.labels import MOST_CLASSES
from core.text.public import (
    PUBLIC,
    TOPICS,
    PublicSet,
    Remote,
    read_numbered_reviews,
    read_reviews,
    read_topics,
)

WORDS = {f"word{rank}": rank for rank in range(1, 60)}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        self.server.asked.append(self.path)


@pytest.fixture
def site(tmp_path):
    """A folder on the loopback address; what has been asked for is in `asked`."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    server.asked, server.folder = [], folder
    server.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def remote(site, name, body):
    (site.folder / name).write_bytes(body)
    return Remote(f"{site.url}/{name}", f"sha256:{hashlib.sha256(body).hexdigest()}", len(body))


def npz(**arrays):
    body = io.BytesIO()
    np.savez(body, **arrays)
    return body.getvalue()


def ragged(rows):
    found = np.empty(len(rows), object)
    found[:] = rows
    return found


def reviews(seed, count=40):
    random = np.random.default_rng(seed)
    return ragged([random.integers(1, 60, 12).tolist() for _ in range(count)])


@pytest.fixture
def numbered(site):
    """Keras' layout: ranks of words, and the words."""
    labels = np.arange(40) % 2
    body = npz(x_train=reviews(1), y_train=labels, x_test=reviews(2), y_test=labels)
    files = (remote(site, "a.npz", body), remote(site, "words.json", json.dumps(WORDS).encode()))
    return {"numbered": PublicSet(files, read_numbered_reviews)}


def test_a_set_is_fetched_once_and_known_from_then_on(site, store, numbered):
    assert known_public(store, "numbered") is None
    seen = []
    facts = fetch_public(store, "numbered", seen.append, numbered)
    assert seen == sorted(seen) and seen[-1] == numbered["numbered"].bytes
    assert (facts.classes, facts.report.texts, facts.report.test) == (("negative", "positive"), 80, 40)
    assert facts.source == "public" and known_public(store, "numbered") == facts
    first = [WORDS[word] for word in store.texts_of(facts.sha256, [0])[0].split()]
    assert first == reviews(1)[0]
    asked = len(site.asked)
    assert fetch_public(store, "numbered", sets=numbered) == facts and len(site.asked) == asked


def test_a_set_whose_texts_were_tidied_away_is_offered_again(store, numbered):
    facts = fetch_public(store, "numbered", sets=numbered)
    store.data.path(facts.sha256).unlink()
    assert known_public(store, "numbered") is None


def test_other_bytes_than_expected_are_never_opened(site, store, numbered):
    (site.folder / "a.npz").write_bytes(b"something else")
    with pytest.raises(UserError, match="download_damaged"):
        fetch_public(store, "numbered", sets=numbered)
    assert known_public(store, "numbered") is None


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/a.npz", "{site}/nothing.npz"])
def test_without_a_connection_it_is_said(site, store, where):
    sets = {"far": PublicSet((Remote(where.format(site=site.url), "sha256:00", 1),), read_reviews)}
    with pytest.raises(UserError, match="download_failed"):
        fetch_public(store, "far", sets=sets)


def test_reviews_as_their_authors_packed_them(site, store):
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w:gz") as archive:
        for part in ("train", "test"):
            for side in ("neg", "pos", "unsup"):
                for n in range(20):
                    text = f"{part} {side} {n}<br />It's fine!".encode()
                    info = tarfile.TarInfo(f"aclImdb/{part}/{side}/{n}_7.txt")
                    info.size = len(text)
                    archive.addfile(info, io.BytesIO(text))
    sets = {"packed": PublicSet((remote(site, "a.tar.gz", body.getvalue()),), read_reviews)}
    facts = fetch_public(store, "packed", sets=sets)
    assert (facts.report.texts, facts.report.test) == (80, 40)
    assert facts.report.counts == {"negative": 40, "positive": 40}
    assert store.texts_of(facts.sha256, [0]) == ["train neg 0 It's fine!"]


def test_of_many_topics_the_most_frequent_are_kept(site, store):
    counts = [10 + topic for topic in range(len(TOPICS))]
    labels = np.repeat(np.arange(len(TOPICS)), counts)
    body = npz(x=reviews(3, len(labels)), y=labels)
    files = (remote(site, "r.npz", body), remote(site, "words.json", json.dumps(WORDS).encode()))
    facts = fetch_public(store, "topics", sets={"topics": PublicSet(files, read_topics)})
    assert len(facts.classes) == MOST_CLASSES
    assert facts.classes == tuple(sorted(TOPICS[-MOST_CLASSES:]))
    assert facts.report.notes[0].facts["count"] == sum(counts[:-MOST_CLASSES])


@pytest.mark.parametrize("name", PUBLIC)
def test_every_set_is_pinned(name):
    for file in PUBLIC[name].files:
        kind, digest = file.hash.split(":")
        assert file.url.startswith("https://") and file.bytes > 100_000
        assert len(digest) == {"sha256": 64, "md5": 32}[kind]
    assert PUBLIC[name].files[0].hash.startswith("sha256:")  # the one that could hold a pickle


@pytest.mark.keras
def test_topics_have_the_names_that_keras_gives_them():
    from keras.datasets import reuters

    assert tuple(TOPICS) == reuters.get_label_names()
