"""What was found out later is kept with its experiment, in place of what was found before."""

import time

from core.store.findings import keep_finding, kept_finding, kept_findings
from core.store.shares import DAY
from core.store.store import Store
from core.store.tidying import tidy
from core.text.samples import load_text_sample
from tests.texts import fill_texts


def test_the_same_kind_and_key_is_replaced_and_goes_with_the_experiment(home):
    store = Store(home)
    id = fill_texts(store)
    keep_finding(store.engine, id, "scored", {"n": 1}, key="a", now=1.0)
    keep_finding(store.engine, id, "scored", {"n": 2}, key="b", now=2.0)
    keep_finding(store.engine, id, "scored", {"n": "三"}, key="a", now=3.0)
    assert [(one.key, one.body["n"]) for one in kept_findings(store.engine, id, "scored")] == [
        ("a", "三"), ("b", 2)
    ]  # fmt: skip
    assert kept_finding(store.engine, id, "other") is None
    store.delete(id)
    assert kept_findings(store.engine, id, "scored") == []
    store.close()


def test_data_that_a_finding_rests_on_is_not_swept(home):
    store = Store(home)
    id, later = fill_texts(store), load_text_sample("sentences_zh")
    hash = store.add_dataset(later, now=0.0)
    keep_finding(store.engine, id, "scored", {}, data=hash)
    later_on = time.time() + 3 * DAY
    tidy(store, later_on)
    assert store.texts(hash).classes == later.classes
    store.delete(id)
    tidy(store, later_on)
    assert not store.data.file(hash, "parquet").exists()
    store.close()
