"""Series that are brought get their classes by the kept networks, the same as in the result."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.labelled.unlabelled import Unlabelled
from core.examples import example
from core.store.store import Store
from core.tasks.classified.answering import answering
from core.tasks.classify import questions, telling
from core.tasks.classify.keeping import facts_of, series_of
from core.tasks.classify.telling import Told, tell, told_table, totals
from core.tasks.results import baseline_run

SERIES = Unlabelled(
    ("a", "b", "c"), (1, 4, 9), tuple(np.zeros((steps, 1)) for steps in (3, 5, 4)), ("up", "", "other")
)
TOLD = Told(
    SERIES, ("down", "up"), {"gru": np.array([[0.1, 0.9], [0.55, 0.45], [0.7, 0.3]])}, {"gru": [1, 2]}, "gru",
    ("shorter", "", ""),
)  # fmt: skip


def test_each_series_stands_with_its_row_its_label_and_what_every_cell_says():
    table = told_table(TOLD)
    assert table.index.tolist() == [1, 4, 9] and table["label"].tolist() == ["up", "", "other"]
    assert table["gru"].tolist() == ["up", "down", "down"] and table["gru_second"].tolist()[0] == "down"
    assert table["gru_unsure"].tolist() == ["no", "yes", "no"] and table["steps"].tolist() == [3, 5, 4]
    assert table["gru_p_up"].tolist() == [0.9, 0.45, 0.3] and table["doubt"].tolist() == ["shorter", "", ""]
    bare = replace(TOLD, series=replace(SERIES, labels=("", "", "")))
    assert "label" not in told_table(bare)


def test_only_labels_that_name_a_class_are_counted():
    (of_gru,) = totals(TOLD).values()
    assert of_gru.classes == {"down": 2, "up": 1} and of_gru.unsure == 1
    assert (of_gru.right, of_gru.labelled) == (1, 1)


@pytest.mark.keras
@pytest.mark.parametrize("sent", ["ridge_values", "nearest_dtw"])
def test_a_test_series_that_is_brought_again_is_told_as_in_the_result(home, monkeypatch, sent):
    from core.engine.asked import answer
    from core.engine.open_questions import asked_of, open_question_of

    def with_simple(*of):
        return replace(answering(*of), sent=sent)

    monkeypatch.setattr(questions, "answering", with_simple)
    store = Store(home)
    known = example(store, "classify", "An example")
    question, asked = open_question_of(store, known), []

    def ask(_, id, kind, asker=None, **given):
        wanted = asked_of(question, kind, given)
        if asked:  # the method stays fitted
            wanted = wanted.light()
        asked.append(answer(wanted))
        return len(asked) - 1

    monkeypatch.setattr(telling, "ask", ask)
    monkeypatch.setattr(telling, "answer", lambda _, place, patience: asked[place])
    monkeypatch.setattr(telling, "ensure_engine", lambda *_, **__: None)
    monkeypatch.setattr(telling, "PART", 3)
    arrays = store.arrays(baseline_run(store.runs(known.id)).id)
    rows = arrays["test_rows"][:4].tolist()
    found = series_of(store, known.data, rows)
    values = tuple(one for _, one in found)
    told = tell(store, known.id, Unlabelled(tuple(name for name, _ in found), tuple(rows), values, ("",) * 4))
    assert len(asked) == 2 and told.classes == facts_of(store, known.data).classes
    assert told.sent == next(iter(told.probabilities)) == sent and told.seeds[sent] == []
    np.testing.assert_allclose(told.probabilities[sent], arrays[f"test/{sent}"][:4], atol=1e-6)
    for kept in question[0].typical:  # the example comes with one network of each cell
        logits = store.arrays(kept.run)["test"][:4]
        np.testing.assert_array_equal(told.probabilities[kept.cell].argmax(axis=1), logits.argmax(axis=1))
        single = np.array(asked[0]["cells"][kept.cell]["single"])
        heated = np.exp(logits / kept.temperature)[:3]
        np.testing.assert_allclose(single, heated / heated.sum(axis=1, keepdims=True), atol=2e-4)
