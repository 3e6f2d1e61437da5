"""A scored file keeps all of its rows; where an answer means nothing, there is none, and it is said why."""

import json

import pandas as pd
import pytest

from core.errors import UserError
from core.store.store import Store
from core.tasks.classified.ranking import is_unsure
from core.tasks.sentiment import scoring
from core.tasks.sentiment.scored_file import labels_in, scored_table, totals
from core.tasks.sentiment.scoring import Scored, answers_of, doubt_of, score
from tests.texts import fill_texts

USUAL = {"words": 4, "read": 4, "unknown": 1, "language": "en", "foreign": False}
FRAME = pd.DataFrame({"id": ["7", "8", "9", "10"], "text": ["a", "", "b", "c"], "mark": ["1", "0", "0", ""]})
NAMES = {"0": "bad", "1": "good"}


def scored(**about):
    return Scored(
        ["a", "", "b", "c"],
        ("bad", "good"),
        {"gru": [[0.1, 0.9], [], [0.55, 0.45], [0.7, 0.3]]},
        {"gru": [1, 2]},
        [USUAL, {}, USUAL, USUAL | about],
    )


def test_every_row_stands_in_its_place_with_all_of_its_columns():
    table = scored_table(FRAME, scored())
    assert table.index.tolist() == [1, 2, 3, 4]
    assert table[["id", "text", "mark"]].equals(FRAME.set_axis(table.index))
    assert table["gru"].tolist() == ["good", "", "bad", "bad"]
    assert table["gru_second"].tolist() == ["bad", "", "good", "good"]
    assert table["gru_unsure"].tolist() == ["no", "", "yes", "no"]
    assert table["gru_p_good"].isna().tolist() == [False, True, False, False]
    assert table["doubt"].tolist() == ["", "empty", "", ""]
    assert table["share_unknown"].tolist()[0] == 0.25


def test_a_column_of_the_file_is_never_written_over():
    table = scored_table(FRAME.rename(columns={"mark": "gru"}), scored())
    assert table["gru"].tolist() == ["1", "0", "0", ""] and table["gru_"].tolist()[0] == "good"


def test_what_is_to_be_used_comes_first_where_it_is_no_cell_alone():
    cells = {"gru": {"seeds": [1, 2], "probabilities": [[0.3, 0.7]]}}
    others = {"nb_svm": [[0.4, 0.6]], "gru+bag": [[0.35, 0.65]]}
    told = {"cells": cells, "others": others}
    both = {"gru": [[0.3, 0.7]], "nb_svm": [[0.4, 0.6]]}
    assert answers_of(told | {"sent": "gru+bag"}) == {"gru+bag": [[0.35, 0.65]]} | both
    assert answers_of(told | {"sent": "gru"}) == both and answers_of({"cells": cells}) == {"gru": both["gru"]}


def test_totals_count_classes_and_what_is_right_where_there_are_labels():
    found = scored()
    (of_cell,) = totals(found, FRAME["mark"].tolist(), NAMES).values()
    assert of_cell.classes == {"bad": 2, "good": 1} and of_cell.unanswered == 1 and of_cell.unsure == 1
    assert (of_cell.right, of_cell.labelled) == (2, 2)
    (without,) = totals(found, None, NAMES).values()
    assert without.right is None


def test_labels_are_found_where_a_column_mostly_holds_classes():
    found = scored()
    assert labels_in(FRAME, found.texts, found.classes, NAMES) == FRAME["mark"].tolist()
    assert labels_in(FRAME, found.texts, found.classes, {}) is None
    assert labels_in(FRAME, found.texts, found.classes, {}, "id") == FRAME["id"].tolist()
    with pytest.raises(UserError, match="unknown_column"):
        labels_in(FRAME, found.texts, found.classes, {}, "nope")


@pytest.mark.parametrize(
    "strange, doubt",
    [
        ({"foreign": True}, "foreign"),
        ({"unknown": 4}, "all_unknown"),
        ({"unknown": 3}, "mostly_unknown"),
        ({"words": 0, "read": 0, "unknown": 0}, "no_words"),
        ({"beyond": True}, "beyond"),
    ],
)
def test_a_text_that_networks_cannot_know_gets_no_answer(strange, doubt):
    table = scored_table(FRAME, scored(**strange))
    assert table["gru"].tolist() == ["good", "", "bad", ""] and table["doubt"].tolist()[3] == doubt
    assert table["gru_p_good"].isna().tolist() == [False, True, False, True]


def test_signs_alone_are_words_where_the_network_knows_them():
    assert doubt_of({"words": 2, "read": 2, "unknown": 0, "language": "none", "foreign": False}) == ""


def test_a_class_that_is_hardly_ahead_is_unsure():
    assert is_unsure([0.41, 0.59]) and not is_unsure([0.3, 0.7]) and is_unsure([0.4, 0.35, 0.25])


@pytest.fixture
def rote(home, monkeypatch):
    """A store with an experiment, and networks that count what they were asked."""
    store, asked = Store(home), []

    def answer(database, id, patience):
        texts = json.loads(id)
        asked.append(texts)
        rows = [[0.2, 0.8] for _ in texts]
        about = [dict(USUAL) for _ in texts]
        return {"cells": {"gru": {"seeds": [1, 2], "probabilities": rows}}, "texts": about}

    monkeypatch.setattr(scoring, "ensure_engine", lambda *_, **__: None)
    monkeypatch.setattr(scoring, "ask", lambda database, id, kind, texts, asker=None: json.dumps(texts))
    monkeypatch.setattr(scoring, "answer", answer)
    yield store, fill_texts(store), asked
    store.close()


def test_texts_are_cleaned_as_before_training_and_empty_ones_stay_where_they_are(rote):
    store, id, asked = rote
    found = score(store, id, ["<br />good", " ", "x" * 200_000])
    assert asked == [["good", "x" * 100_000]]
    assert [found.label("gru", n) for n in range(3)] == ["positive", "", "positive"]
    assert found.seeds == {"gru": [1, 2]}


def test_progress_counts_up_to_all_texts_and_what_lies_beyond_the_most_is_not_asked(rote):
    store, id, asked = rote
    seen = []
    found = score(store, id, [f"text {n}" for n in range(200)], seen.append, most=150)
    assert seen == [0, 64, 128, 150] and sum(map(len, asked)) == 150
    assert [found.doubt(n) for n in (149, 150)] == ["", "beyond"]


def test_a_file_without_any_text_is_refused(rote):
    store, id, _ = rote
    with pytest.raises(UserError, match="no_texts"):
        score(store, id, ["", " "])
