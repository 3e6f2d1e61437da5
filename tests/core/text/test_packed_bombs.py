"""Little that unpacks to much: gzip of texts and of word vectors."""

import gzip
import zlib

import pytest

from core.errors import UserError
from core.text.loading import read_texts, unpacked
from core.text.vectors import read_vectors
from tests.limited import as_texts, limited, under_limit

REVIEWS = "label,text\n" + "".join(f"{'good' if n % 2 else 'bad'},this is review {n}\n" for n in range(60))
KNOWN = ("the", "of")


def packed(start, filling, megabytes, end=b""):
    """Gzip of a beginning and of many megabytes of one thing, without having them all at once."""
    packer = zlib.compressobj(9, wbits=31)
    body = packer.compress(start)
    for _ in range(megabytes):
        body += packer.compress((filling * (1 << 20))[: 1 << 20])
    return body + packer.compress(end) + packer.flush()


@limited
@pytest.mark.parametrize(
    ("given", "key"),
    [
        ((b"label,text\ngood,", b"x", 195, b"\nbad,y\n"), "line_too_long"),
        ((b'label,text\ngood,"', b"x\n", 195, b'"\nbad,y\n'), "unpacked_too_large"),
        ((b"", b"\n", 195), "unpacked_too_large"),
        ((b"[", b"[],", 195, b"1]"), "unpacked_too_large"),
        ((b"<table>", b"<tr><td>", 195), "unpacked_too_large"),
        ((b"a\0", b"\0", 60), "line_too_long"),
    ],
    ids=["one cell", "quoted cell", "empty lines", "lists", "rows", "zeros"],
)
def test_texts_are_unpacked_no_further_than_they_may(given, key):
    found = under_limit(as_texts, packed(*given))
    assert (found.key, found.memory < 150) == (key, True)


@limited
@pytest.mark.parametrize(
    ("given", "key"),
    [
        ((b"the ", b"1 ", 60, b"\n"), "vectors_unreadable"),
        ((b"2 2\nthe 1 2\n", b"x 1 2\n", 60), "unpacked_too_large"),
        ((b"the 1 2\n", b"\n", 60), "vectors_unreadable"),
    ],
    ids=["one line", "words", "empty lines"],
)
def test_word_vectors_are_unpacked_no_further_than_they_may(given, key):
    found = under_limit(read_vectors, packed(*given), KNOWN)
    assert (found.key, found.memory < 50) == (key, True)


def test_what_packs_well_because_it_is_small_is_read():
    body = gzip.compress(b"the 1 2\n" + b"x 3 4\n" * 1_000_000)
    assert len(body) < 20_000 and read_vectors(body, KNOWN).words == ("the",)
    text = REVIEWS + "".join(f"good,{'very ' * 200}{n}\n" for n in range(500))
    assert len(read_texts(gzip.compress(text.encode()), "a.gz").frame) == 560


def test_archives_behind_each_other_are_one():
    first, second = REVIEWS[:200].encode(), REVIEWS[200:].encode()
    body = gzip.compress(first) + gzip.compress(b"") * 50 + gzip.compress(second) + b"\0" * 100_000
    assert unpacked(body).decode() == REVIEWS


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(REVIEWS.encode()) + b"rubbish",
        gzip.compress(REVIEWS.encode())[:-5],
        gzip.compress(REVIEWS.encode())[:12],
        gzip.compress(b"") * 100_001,
    ],
    ids=["rubbish behind", "cut off", "nothing but a head", "more archives than bytes"],
)
def test_damaged_archives_are_told(body):
    with pytest.raises(UserError, match="unreadable_file"):
        unpacked(body)


def test_an_archive_in_an_archive_is_no_table():
    with pytest.raises(UserError) as caught:
        read_texts(gzip.compress(gzip.compress(REVIEWS.encode())), "a.gz")
    assert (caught.value.key, caught.value.facts) == ("not_a_table", {"kind": "gzip"})


@limited
def test_word_vectors_that_are_one_line_are_none():
    found = under_limit(read_vectors, b"the 1 2\n" + b"x" * (60 << 20), KNOWN)
    assert (found.key, found.memory < 50) == ("vectors_unreadable", True)


@limited
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_an_endless_line_is_told_with_its_number(end):
    found = under_limit(as_texts, (f"label,text{end}good,fine{end}bad,".encode() + b"x" * (5 << 20)))
    assert (found.key, found.facts) == ("line_too_long", {"line": 3 if end == "\n" else 1, "limit_mb": 4.0})
