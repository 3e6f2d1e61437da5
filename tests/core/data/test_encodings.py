import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.encodings import KNOWN, decode
from core.errors import UserError

PRICES = "日期,收盘价,成交量\n2024-01-01,1,2\n"


@pytest.mark.parametrize(
    "text, written, found",
    [
        (PRICES, "utf-8", "utf-8"),
        (PRICES, "utf-8-sig", "utf-8-sig"),
        (PRICES, "utf-16", "utf-16"),
        ("date,close\n2024-01-01,1\n", "utf-16-be", "utf-16-be"),
        (PRICES, "gbk", "gb18030"),
        ("价\n1\n", "gbk", "gb18030"),
        ("日期,收盤價,成交量\n", "gbk", "gb18030"),
        ("Datum;Größe;Höhe\n01.02.2024;1,5;2\n", "cp1252", "cp1252"),
        ("année;température\n2001;1,5\n", "latin-1", "cp1252"),
        ("Año;Población;Variação\n2001;1;2\n", "latin-1", "cp1252"),
        ("day;in €;°C\n1;£5;6\n", "cp1252", "cp1252"),
    ],
)
def test_text_comes_back_as_it_was_written(text, written, found):
    assert decode(text.encode(written)) == (text, found)


def test_a_few_damaged_bytes_do_not_turn_the_rest_into_nonsense():
    body = PRICES.encode() * 5
    text, encoding = decode(body[:200] + b"\xff" + body[200:])
    assert encoding == "utf-8" and text.count("\ufffd") <= 2 and text.startswith("日期")


def test_a_person_knows_better():
    body = "дата;цена\n1;2\n".encode("cp1251")
    assert decode(body, "cp1251") == ("дата;цена\n1;2\n", "cp1251")
    assert decode("a,b\n1,2\n".encode("utf-16-le"), "utf-16")[0].startswith("a,b")
    with pytest.raises(UserError) as caught:
        decode(body, "rot13")
    assert caught.value.key == "unknown_encoding"


@settings(max_examples=30)
@given(
    st.text(alphabet="价格日期开盘收最高低成交量", min_size=1), st.sampled_from(["gbk", "utf-8", "utf-16"])
)
def test_chinese_headers_are_read_in_every_encoding(header, encoding):
    text = f"date,{header}\n2024-01-01,1\n"
    assert decode(text.encode(encoding))[0] == text


@settings(max_examples=30)
@given(st.binary(max_size=200), st.sampled_from(KNOWN))
def test_any_bytes_are_read_as_a_person_says(body, encoding):
    assert isinstance(decode(body, encoding)[0], str)
