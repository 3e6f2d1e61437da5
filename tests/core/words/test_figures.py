"""Figures as the command line shows them."""

import pytest

from core.words.figures import figure


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0.123456, "0.1235"),
        (-3.37, "-3.37"),
        (9999.4, "9999"),
        (30420.7, "30,421"),
        (1e15, "1e+15"),
        (2e-7, "2e-07"),
    ],
)
def test_prices_are_not_written_in_powers_of_ten(value, shown):
    assert figure(value) == shown


def test_a_share_is_shown_in_percent():
    assert figure(0.0512, 100) == "5.12"
