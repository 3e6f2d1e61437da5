"""Whatever a person types becomes a name that can be stored and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.names import LONGEST_NAME, plain_name


@given(st.text(max_size=300))
def test_a_name_is_one_short_line_that_any_database_takes(text):
    name = plain_name(text)
    assert len(name) <= LONGEST_NAME and name == name.strip() and len(name.splitlines()) <= 1
    assert "\0" not in name and name.encode().decode() == name and plain_name(name) == name


def test_what_turns_the_reading_direction_is_left_out_and_emoji_stay_whole():
    assert plain_name("a\u202egpj.exe") == "agpj.exe"
    assert plain_name("👩‍🔬 实验 = 1\n\t2\0") == "👩‍🔬 实验 = 1 2"


def test_a_name_of_ten_thousand_letters_is_refused_and_one_that_a_file_has_is_cut(store, create):
    id = create()
    before = store.experiment(id).name
    with pytest.raises(UserError) as error:
        store.rename(id, "x" * 10_000)
    assert (error.value.key, error.value.facts) == ("long_name", {"letters": 10_000, "longest": LONGEST_NAME})
    assert store.experiment(id).name == before
    store.rename(id, "  " + "x" * LONGEST_NAME + " \n")
    assert store.experiment(id).name == plain_name("x" * 10_000) == "x" * LONGEST_NAME
