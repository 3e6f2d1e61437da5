"""Scored texts as a table: where an answer means nothing, there is none."""

import pytest

from core.scoring import Scored


def scored(**about):
    usual = {"words": 4, "unknown": 0, "language": "en", "foreign": False}
    return Scored(
        ["a text", "another"],
        ("bad", "good"),
        {"gru": [[0.1, 0.9], [0.7, 0.3]]},
        {"gru": 1},
        [usual, usual | about],
    )


def test_each_text_gets_its_class_and_probabilities():
    table = scored().table()
    assert table["gru"].tolist() == ["good", "bad"] and table["gru_p_good"].tolist() == [0.9, 0.3]


@pytest.mark.parametrize("strange", [{"foreign": True}, {"unknown": 4}, {"words": 0}])
def test_a_text_that_networks_cannot_know_gets_none(strange):
    table = scored(**strange).table()
    assert table["gru"].tolist() == ["good", ""]
    assert table["gru_p_good"].isna().tolist() == [False, True]
