"""Logistic regression on a word, its parts and its neighbours. Heavy: imports scikit-learn."""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from core.arrays import Floats, Ints

STRENGTHS = (1.0, 10.0)  # inverse; validation chooses
FEWEST = 2  # words that have a feature; rarer ones are left out
MOST = 5_000_000  # words that it is fitted on, times tags: more would take minutes
STEPS = 60  # of the optimizer
NEIGHBOURS = (-2, -1, 1, 2)
NEVER = -30.0  # logarithm of a probability
LONGEST_PART = 4  # letters of beginnings and endings


def window_logistic(
    words: Sequence[Sequence[str]],
    tags: Sequence[Ints],
    validation: tuple[Sequence[Sequence[str]], Ints],
    asked: Sequence[Sequence[Sequence[str]]],
    count: int,
) -> list[Floats]:
    """Log-probabilities of the tags of all words of each part that is asked for, (words, tags).

    Args:
        validation: Sentences, and the tags of all their words: the strength of the penalty is chosen there.
        count: Of the tags.
    """
    counter = CountVectorizer(analyzer=list, min_df=FEWEST, binary=True, dtype=np.float32)
    some = fitted_on(words, count)
    x, y = counter.fit_transform(_looked_at(words[:some])), np.concatenate(tags[:some])
    if len(np.unique(y)) == 1:  # there is nothing to tell apart
        sure = np.where(np.arange(count) == y[0], 0.0, NEVER)
        return [np.tile(sure, (sum(map(len, part)), 1)) for part in asked]
    judged = counter.transform(_looked_at(validation[0]))
    fitted = [LogisticRegression(C=strength, max_iter=STEPS, tol=1e-3).fit(x, y) for strength in STRENGTHS]
    best = max(fitted, key=lambda one: float(np.mean(one.predict(judged) == validation[1])))
    return [
        _wide(best.predict_log_proba(counter.transform(_looked_at(part))), best.classes_, count)
        for part in asked
    ]


def _looked_at(sentences: Sequence[Sequence[str]]) -> Iterator[Iterator[str]]:
    return (features(one, at) for one in sentences for at in range(len(one)))


def features(words: Sequence[str], at: int) -> Iterator[str]:
    """What is looked at of one word of a sentence."""
    word = words[at]
    low = word.lower()
    yield from ("one", f"w {word}", f"l {low}", f"s {shape(word)}", f"first {at == 0} {word[:1].isupper()}")
    for length in range(1, min(LONGEST_PART, len(word)) + 1):
        yield f"b{length} {low[:length]}"
        yield f"e{length} {low[-length:]}"
    for step in NEIGHBOURS:
        there = words[at + step] if 0 <= at + step < len(words) else ""
        yield f"w{step} {there.lower()}"
        if abs(step) == 1:
            yield f"s{step} {shape(there)}"
            yield f"e{step} {there.lower()[-3:]}"
            yield f"p{step} {there.lower()} {low}"


def shape(word: str) -> str:
    """Capitals, small letters, digits and signs as one letter each, alike neighbours once."""
    found = ""
    for letter in word:
        kind = "A" if letter.isupper() else "a" if letter.isalpha() else "0" if letter.isdigit() else letter
        if found[-1:] != kind:
            found += kind
    return found


def fitted_on(words: Sequence[Sequence[str]], count: int) -> int:
    """How many sentences, from the first on, it is fitted on.

    Args:
        count: Of the tags.
    """
    ends = np.cumsum([len(one) for one in words])
    return max(1, int(np.searchsorted(ends, MOST // count, side="right")))


def _wide(told: Floats, known: Ints, count: int) -> Floats:
    """A column for each tag, also for those that the training sentences do not have."""
    found = np.full((len(told), count), NEVER)
    found[:, known] = np.maximum(told, NEVER)
    return found
