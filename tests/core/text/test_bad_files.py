"""What people bring as labelled texts: what can be used is used, what cannot be is named."""

import pytest

from core.errors import UserError
from core.text.loading import from_table, read_texts

SIDES = ("neg", "pos")
ROWS = [f"{SIDES[n % 2]},this is text number {n}" for n in range(40)]


def read(rows, encoding="utf-8"):
    return from_table(read_texts("\n".join(["label,text", *rows, ""]).encode(encoding), "a.csv"))


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([row.replace("neg", "pos") for row in ROWS], "one_class"),
        ([row.replace("neg", "pos") for row in ROWS] + ["neg,just one"], "class_too_small"),
        ([f"{SIDES[n % 2]}," for n in range(40)], "no_texts"),
        ([f"{SIDES[n % 2]},text {n}" for n in range(100_001)], "too_many_texts"),
        ([f"c{n % 21},text {n}" for n in range(400)], "too_many_classes"),
        ([f"{n / 7},text {n}" for n in range(400)], "too_many_classes"),
    ],
)
def test_what_is_wrong_is_named(rows, key):
    with pytest.raises(UserError, match=key):
        read(rows)


@pytest.mark.parametrize(
    ("more", "last"),
    [
        ("pos,zero \x00 byte", "zero  byte"),
        ("pos,<script>alert(1)</script> was here", "alert(1)  was here"),
        ("pos,هذا نص جيد", "هذا نص جيد"),
        ("pos,😀🎉", "😀🎉"),
        (" Pos ,stray blanks", "stray blanks"),
        ('pos,"' + "word " * 200_000 + '"', "word " * 20_000),
    ],
    ids=["nul", "html", "right to left", "emoji", "blanks", "a million letters"],
)
def test_what_can_be_used_is_used(more, last):
    data = read([*ROWS, more])
    assert (len(data.frame), data.classes) == (41, SIDES)
    assert data.frame["text"].iloc[-1] == last


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "cp1252"])
def test_encodings_are_told_apart(encoding):
    assert len(read(ROWS, encoding).frame) == 40


def test_a_picture_stays_a_picture():
    with pytest.raises(UserError, match="not_a_table"):
        read_texts(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.csv")
