"""What people bring as labelled texts: what can be used is used, what cannot be is named."""

import io
import json

import pandas as pd
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


def cells(body, name="a.csv"):
    return read_texts(body, name).frame


def test_empty_rows_stay_in_their_places():
    frame = cells(b"id,text\n1,first\n2,\n\n,\n5,fifth\n\n\n")
    assert frame["text"].tolist() == ["first", "", "", "", "fifth"]
    lines = cells(b"quick help and warm soup\n\nslow help and stale bread\nbright hall and more\n", "a.txt")
    assert lines.iloc[:, 0].tolist()[:3] == ["quick help and warm soup", "", "slow help and stale bread"]


def test_lines_that_are_set_apart_have_no_rows_between_them():
    assert len(cells(b"id,text\n\n1,first\n\n2,second\n\n3,third\n")) == 3


def test_empty_rows_of_a_workbook_stay_too():
    frame = pd.DataFrame({"text": ["first one", None, "third one"], "label": ["a", None, "b"]})
    body = io.BytesIO()
    frame.to_excel(body, index=False, engine="xlsxwriter")
    assert cells(body.getvalue(), "a.xlsx")["text"].tolist() == ["first one", "", "third one"]


def test_no_header_where_none_is_and_names_stand_in_one_line():
    assert len(cells(b"quick help and warm soup\nslow help and stale bread\nbright hall with bread\n")) == 3
    assert len(cells(b"bad\tcold soup\ngood\tlovely rooms\n" * 9, "a.tsv")) == 18
    long = b"".join(
        b"what follows is a line that is very much longer than the first, number %d\n" % n for n in range(9)
    )
    assert len(cells(b"short and rather silly .\n" + long)) == 10
    assert len(cells(b"what did you like best ?\n" + long)) == 9  # a question heads the answers to it
    assert len(cells("Hi.\t嗨。\nRun!\t快跑！\nWho?\t谁？\n".encode(), "a.tsv")) == 3
    frame = cells(b"nr,tweet\n1,a fine day\n2,\n3,another one\n")
    assert list(frame) == ["nr", "tweet"] and len(frame) == 3
    assert list(cells("文本,标签\n很好,1\n不好,0\n".encode())) == ["文本", "标签"]


def test_remarks_about_reading_go_along_with_the_texts():
    rows = [
        f"{SIDES[n % 2]},this is text number {n}" + (", and more of it" if n % 9 == 0 else "")
        for n in range(60)
    ]
    data = from_table(read_texts("\n".join(["label,text", *rows]).encode(), "a.csv"))
    assert data.frame["text"][0] == "this is text number 0, and more of it"
    assert "cells_joined" in {note.key for note in data.notes}


def test_json_lines_are_a_table_of_texts():
    body = "\n".join(
        json.dumps({"stars": float(1 + 4 * (n % 2)), "said": f"text {n} here"}) for n in range(40)
    )
    data = from_table(read_texts(body.encode(), "a.jsonl"))
    assert data.classes == ("1", "5") and data.rows.tolist() == list(range(1, 41))
