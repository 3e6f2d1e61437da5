"""What is kept of the shipped networks for Learn is what they say."""

import numpy as np
import pytest

from app.learn.shown import shown
from core.store.store import Store

pytestmark = pytest.mark.keras


def test_kept_answers_are_those_of_the_shipped_networks(home):
    from benchmarks import lessons  # Keras

    store, kept = Store(home), shown()
    try:
        found = lessons.shown(store)
    finally:
        store.close()
    for language, sentences in kept["words"].items():
        for told, one in zip(sentences, found["words"][language], strict=True):
            assert (told["words"], told["numbers"]) == (one["words"], one["numbers"])
            np.testing.assert_allclose(told["vectors"], one["vectors"], atol=1e-4)
    assert [one["tags"] for one in kept["tagged"]] == [one["tags"] for one in found["tagged"]]
    np.testing.assert_allclose(kept["written"]["bits"], found["written"]["bits"], atol=1e-2)
    np.testing.assert_allclose(kept["date"]["weights"], found["date"]["weights"], atol=1e-2)
    assert kept["date"]["told"] == found["date"]["told"]
