"""What the simple methods' run of texts leaves: figures and the bag that scores texts later."""

import numpy as np

from core.evaluate import PROTOCOL
from core.evaluate.bag import bag_from_bytes, bag_to_bytes
from core.tasks.classified.answers import best_bag
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.baselines import all_baselines
from core.tasks.sentiment.prepare import words
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import text_facts
from core.text.samples import load_text_sample


def test_the_kept_bag_tells_of_the_test_texts_what_was_scored():
    data = load_text_sample("sentences_en")
    task = advised(text_facts(data)).of(SentimentSpec)
    facts, arrays, bag = all_baselines(task, data)
    assert facts["protocol"] == PROTOCOL
    texts = [words(text, task) for text in data.frame["text"].iloc[arrays["test_rows"]]]
    told = bag_from_bytes(bag_to_bytes(bag)).probabilities(texts)
    np.testing.assert_allclose(told, arrays[f"test/{best_bag(arrays)}"], atol=1e-5)
    assert np.mean(told.argmax(axis=1) == arrays["test_truth"]) > 0.75
