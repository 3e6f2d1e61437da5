import pytest

from core.data.choices import Choices, choices_from
from core.errors import UserError


def test_fields_are_read_as_a_command_line_has_them():
    given = ["day_first=yes", "time=Date, Time", "header_rows=3", "series=id", "kept=a,b", "delimiter=\\t"]
    assert choices_from(given) == Choices(
        day_first=True, time=("Date", "Time"), header_rows=3, series="id", kept=("a", "b"), delimiter="\t"
    )
    assert choices_from([]) == Choices()
    several = choices_from(["series=store, item", "once=yes", 'averaged="price, net",rate'])
    assert several == Choices(series=("store", "item"), once=True, averaged=("price, net", "rate"))
    assert choices_from(["series="]).series == () and Choices(series="a").series == ("a",)


@pytest.mark.parametrize("given", ["colour=red", "day_first=maybe", "header_rows=two", ""])
def test_what_there_is_not_is_refused(given):
    with pytest.raises(UserError) as caught:
        choices_from([given])
    assert caught.value.key == "setting_unknown_choice"
