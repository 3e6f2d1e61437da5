import pytest

from core.data.delimited import read_delimited
from core.data.files import read_table
from core.data.series import to_dataset

SAID = ["warm soup, kind people, and a view", "slow help and stale bread", "a hall, bright and wide"]


def keys(cells):
    return {note.key: note.facts for note in cells.notes}


@pytest.mark.parametrize("header", ["", "id,stars,text\n"])
def test_a_last_column_of_texts_is_put_together_again(header):
    text = header + "".join(f"{n},{n % 2},{SAID[n % 3]} {n}\n" for n in range(60))
    cells = read_delimited(text)
    assert {len(row) for row in cells.rows} == {3}
    assert cells.rows[-3][2] == "warm soup, kind people, and a view 57"
    assert keys(cells)["cells_joined"]["count"] == 40 and not cells.crooked
    assert len(read_table(text.encode(), "a.csv").frame) == 60


def test_texts_before_their_label_are_put_together_too():
    cells = read_delimited("text,label\n" + "".join(f"{n} {SAID[n % 3]},{'ab'[n % 2]}\n" for n in range(60)))
    assert cells.rows[1] == ["0 warm soup, kind people, and a view", "a"]


def test_chinese_texts_are_put_together():
    cells = read_delimited(
        "标签,评论\n" + "".join(f"{n % 2},房间很大,早餐也很好吃{n}\n1,{n}服务态度非常差\n" for n in range(20))
    )
    assert cells.rows[1] == ["0", "房间很大,早餐也很好吃0"]


def test_of_two_long_texts_nobody_can_tell_which_is_cut():
    text = "title,text,label\n" + "".join(
        f"a title that is long {n},a text that is long {n}{', and more' * (n % 5 == 0)},{n % 2}\n"
        for n in range(50)
    )
    cells = read_delimited(text)
    assert keys(cells)["rows_too_long"] == {"count": 10, "rows": ["2", "7", "12", "17", "22"]}
    assert len(cells.crooked) == 10


@pytest.mark.parametrize("thousands", [(20,), (1, 2, 3, 7, 9, 11), tuple(range(5, 29))])
def test_a_row_of_figures_with_too_many_cells_is_left_out_aloud(thousands):
    rows = [f"2024-01-{n:02d},{'1,000' if n in thousands else n}" for n in range(1, 29)]
    data = to_dataset(read_table(("day,sales\n" + "\n".join(rows)).encode(), "a.csv"))
    assert len(data.frame) == 28 - len(thousands) and data.frame["sales"].max() < 29
    told = next(note.facts for note in data.notes if note.key == "long_rows_left_out")
    assert told["count"] == len(thousands)


def test_separators_at_the_end_of_lines_are_no_cells():
    data = to_dataset(read_table(b"day,y\n2024-01-01,1,\n2024-01-02,2,\n2024-01-03,4,,\n", "a.csv"))
    assert list(data.frame["y"]) == [1, 2, 4]
    assert [note.key for note in data.notes] == ["time_column"]


def test_names_of_all_but_the_first_column_stand_above_theirs():
    text = '"sepal","petal"\n' + "".join(f'"{n}",{n / 10},{n + 0.25}\n' for n in range(1, 30))
    data = to_dataset(read_table(text.encode(), "a.csv"))
    assert data.frame["sepal"].iloc[2] == 0.3 and data.frame["petal"].iloc[2] == 3.25


def test_further_cells_that_have_names_are_no_surplus():
    rows = "".join(f"2024-01-{n:02d},{n}{',holiday' * (n == 9)}\n" for n in range(1, 29))
    table = read_table(f"day,y,remark\n{rows}".encode(), "a.csv")
    assert len(to_dataset(table).frame) == 28 and not table.crooked


def test_a_title_with_the_separator_in_it_is_no_row_of_names():
    rows = "".join(f"2024-01-{n:02d},{n},{n + 1}\n" for n in range(1, 29))
    data = to_dataset(read_table(f"Sales, all shops\nday,a,b\n{rows}".encode(), "a.csv"))
    assert list(data.frame) == ["a", "b"] and len(data.frame) == 28


def test_sentences_with_commas_are_one_column():
    texts = [
        "warm, but slow",
        "nice",
        "well , we , the guests , left",
        "no, never",
        "it rained , and rained",
        "bread",
    ]
    cells = read_delimited("\n".join(texts[n % 6] + f" {n}" for n in range(60)))
    assert cells.delimiter is None and {len(row) for row in cells.rows} == {1}


def test_texts_that_are_all_cut_are_put_together_between_columns_of_one_kind():
    said = ["nice place; good food", "bad; slow; rude people"]
    text = "id;text;label\n" + "".join(f"{n};{n} {said[n % 3 > 1]} {n};{'ab'[n % 2]}\n" for n in range(60))
    cells = read_delimited(text)
    assert cells.rows[1] == ["0", "0 nice place; good food 0", "a"] and not cells.crooked


def test_rows_longer_than_a_line_above_them_are_not_lost():
    rows = "".join(f"2024-01-{n:02d},{n},{n + 1}{',checked' * (n % 4 == 0)}\n" for n in range(1, 29))
    assert len(to_dataset(read_table(f"Sales, all shops\n{rows}".encode(), "a.csv")).frame) == 28
