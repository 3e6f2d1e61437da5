"""Labels to check, as a visitor does it: checked, seen, corrected, confirmed, trained again, compared."""

import json

import numpy as np
import pytest

from app.i18n import translator
from core.store.store import Store
from core.tasks.sentiment.labels import checking
from core.tasks.sentiment.labels.checking import FOLDS, last_check
from core.tasks.sentiment.labels.correcting import decided, trained_again
from core.text.samples import load_text_sample
from tests.texts import fill_texts

WRONG = (3, 5)


@pytest.fixture
def store(home, monkeypatch):
    """A store, and a worker that believes all labels but two."""
    labels = load_text_sample("sentences_en").frame["label"].to_numpy()

    def answer(database, id, patience):
        about = json.loads(id)
        rows = np.arange(about["fold"], len(labels), FOLDS)
        told = np.where(np.isin(rows, WRONG), 1 - labels[rows], labels[rows])
        return {"rows": rows.tolist(), "probabilities": (0.001 + 0.998 * np.eye(2)[told]).tolist()}

    monkeypatch.setattr(checking, "ask", lambda database, id, kind, asker=None, **about: json.dumps(about))
    monkeypatch.setattr(checking, "answer", answer)
    store = Store(home)
    yield store
    store.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labels_are_checked_corrected_and_trained_on_again(page, store, language):
    t, id = translator(language), fill_texts(store)
    shown = page("sentiment", experiment=id, lang=language, tab="labels")
    assert not shown.exception and t("labels.none_yet") in [one.value for one in shown.info]
    shown = shown.button(key="labels.check").click().run()
    assert not shown.exception and not shown.error
    found = last_check(store, id)
    assert found is not None and {one.row for one in found.doubted[:2]} == set(WRONG)
    first, second = found.doubted[:2]
    shown = page("sentiment", experiment=id, lang=language, tab="labels")  # it survives a reload
    controls = [one for one in shown.get("button_group") if "labels.right" in (one.key or "")]
    assert len(controls) == 10 and shown.button(key="labels.train").disabled
    assert any(f"{first.file_row}" in one.value for one in shown.caption)
    key = f"labels.right.{id[:8]}"
    shown = shown.segmented_control(key=f"{key}.{first.row}").set_value(first.told).run()
    shown = shown.segmented_control(key=f"{key}.{second.row}").set_value(second.given).run()
    assert not shown.exception
    said = decided(store, id)
    assert said.corrected == {first.row: first.told} and said.confirmed == 1
    assert t("labels.decided", corrected=1, confirmed=1) in [one.value for one in shown.markdown]
    shown = shown.button(key="labels.train").click().run()
    assert not shown.exception and not shown.error
    (new,) = trained_again(store, id)
    changed = store.texts(store.experiment(new).data).frame["label"]
    assert changed[first.row] == first.told and changed[second.row] == second.given
    waiting = page("sentiment", experiment=id, lang=language, tab="labels")
    assert t("labels.compared.waiting") in [one.value for one in waiting.info]


def test_a_reader_sees_what_was_found_and_decides_nothing(page, store, monkeypatch):
    id = fill_texts(store)
    checking.check(store, id, ())
    monkeypatch.setattr("app.tasks.sentiment.labels.tab.may_change", lambda owner: False)
    shown = page("sentiment", experiment=id, tab="labels")
    assert not shown.exception
    assert not [one for one in shown.get("button_group") if "labels.right" in (one.key or "")]
    assert not [one for one in shown.button if one.key in ("labels.check", "labels.train")]


def test_what_the_worker_finds_wrong_is_one_sentence(page, store, monkeypatch):
    from core.errors import UserError

    def fails(*_):
        raise UserError("no_answer")

    monkeypatch.setattr(checking, "answer", fails)
    shown = page("sentiment", experiment=fill_texts(store), tab="labels")
    shown = shown.button(key="labels.check").click().run()
    assert len(shown.error) == 1 and not shown.exception


def test_old_and_new_stand_side_by_side(page, store):
    from core.store.findings import keep_finding

    id, new = fill_texts(store), fill_texts(store)
    keep_finding(store.engine, id, "relabelled", {}, key=new)
    keep_finding(store.engine, new, "corrected_from", {"experiment": id})
    t = translator("en")
    for one, other in ((id, "labels.open.after"), (new, "labels.open.before")):
        shown = page("sentiment", experiment=one, tab="labels")
        assert not shown.exception and shown.button(key="labels.open").label == t(other)
        assert any(t("paired.no_difference") in frame.value.to_string() for frame in shown.dataframe)
