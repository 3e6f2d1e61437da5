"""Figures as the command line shows them."""

import pytest

from core.cells import CELLS
from core.terminal import _verdict_line, figure


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


def test_a_cell_that_was_added_to_the_table_can_be_told(monkeypatch):
    monkeypatch.setitem(CELLS, "mgu", CELLS["gru"])
    verdict = {"outcome": "better", "cell": "mgu", "provisional": False, "tests": 1, "better": ("mgu",)}
    told = _verdict_line(verdict, {"reference": "ridge", "cells": [{"name": "mgu", "skill": 0.5}]})
    assert told.startswith("MGU beats Ridge: its error is 50 % smaller. (better; best cell mgu")
