import pytest

from core.data.delimited import read_delimited
from core.data.files import read_table

MARK = '"'
REVIEWS = [("good", "warm soup and kind people"), ("bad", "slow help, and stale bread")]


def lines(count, delimiter="\t", opened=()):
    """Labelled texts, some of which begin with a quotation mark that never closes."""
    rows = []
    for n in range(count):
        label, text = REVIEWS[n % 2]
        text = text.replace(",", "") if delimiter == "," else text
        rows.append(f"{label}{delimiter}{MARK * (n in opened)}{text} {n}")
    return "\n".join(rows) + "\n"


def notes(cells):
    return {note.key: note.facts for note in cells.notes}


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("opened", [(0,), (7,), (99,), (7, 8), (7, 60), (3, 50, 98)])
def test_a_mark_that_never_closes_swallows_no_rows(delimiter, opened):
    cells = read_delimited(lines(100, delimiter, opened))
    assert cells.delimiter == delimiter and len(cells.rows) == 100
    assert [row[0] for row in cells.rows] == ["good", "bad"] * 50
    assert all(cells.rows[place][1].startswith('"') for place in opened)
    told = ", ".join(str(place + 1) for place in opened)
    assert notes(cells)["quotes_kept"] == {"count": len(opened), "rows": told.split(", ")}


def test_a_mark_that_closes_many_rows_later_is_none_either():
    text = lines(40, opened=(5,)).replace("people 30", 'people 30"')
    cells = read_delimited(text)
    assert len(cells.rows) == 40 and cells.rows[30][1].endswith('30"')


def test_texts_of_several_lines_in_quotes_stay_whole():
    text = "label,text\n" + "".join(
        f'{label},"{said} {n},\nand then,\n\nwe ""left"""\n' for n in range(30) for label, said in REVIEWS
    )
    cells = read_delimited(text)
    assert len(cells.rows) == 61 and not cells.notes
    assert cells.rows[1][1] == 'warm soup and kind people 0,\nand then,\n\nwe "left"'


def test_a_quoted_text_whose_lines_hold_the_separator_stays_whole():
    text = "label,text\n" + "".join(
        f'{label},"one, and\ntwo, and\nthree {n}"\n' for n in range(9) for label in "ab"
    )
    assert len(read_delimited(text).rows) == 19


def test_rows_of_numbers_lose_nothing_to_an_open_mark():
    rows = [f"2024-01-{n:02d},{n},{MARK * (n == 4)}note" for n in range(1, 29)]
    table = read_table(("day,y,remark\n" + "\n".join(rows)).encode(), "a.csv")
    assert list(table.frame["y"]) == [str(n) for n in range(1, 29)]
    assert table.notes[0].key == "quotes_kept"


def test_one_text_a_line_is_not_swallowed():
    cells = read_delimited('a fine day\n"so they said\nthe "best" of all\nno more\n')
    assert [row[0] for row in cells.rows] == ["a fine day", '"so they said', 'the "best" of all', "no more"]


@pytest.mark.parametrize(
    ("quotes", "rows"),
    [
        (None, [["good", '"warm soup'], ["bad", "cold"], ["good", "fine"], ["bad", "stale"]]),
        ("signs", [["good", '"warm soup'], ["bad", "cold"], ["good", "fine"], ["bad", "stale"]]),
        ("enclose", [["good", "warm soup\nbad;cold\ngood;fine\nbad;stale\n"]]),
    ],
)
def test_a_person_may_say_what_quotation_marks_are(quotes, rows):
    assert read_delimited('good;"warm soup\nbad;cold\ngood;fine\nbad;stale\n', ";", quotes).rows == rows


def test_signs_stay_in_their_cells():
    assert read_delimited('a;"b;c"\n1;"2;3"\n', ";", "signs").rows == [["a", '"b', 'c"'], ["1", '"2', '3"']]
