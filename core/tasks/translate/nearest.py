"""The translation of the training sentence that is most alike: TF-IDF of words and pairs of words, cosine."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from core.arrays import Ints

AT_ONCE = 200  # sentences that are compared with all training sentences at once


def nearest(known: Sequence[Sequence[str]], asked: Sequence[Sequence[str]]) -> Ints:
    """The place of the known sentence that is nearest to each asked one; of equal ones the first."""
    weigh = TfidfVectorizer(analyzer=_terms)
    table = weigh.fit_transform(known).T.tocsc()
    found = np.zeros(len(asked), dtype=np.int64)
    for start in range(0, len(asked), AT_ONCE):
        alike = weigh.transform(asked[start : start + AT_ONCE]) @ table
        found[start : start + AT_ONCE] = np.asarray(alike.argmax(axis=1)).ravel()
    return found


def _terms(words: Sequence[str]) -> list[str]:
    """Words, and pairs of neighbours."""
    return [*words, *(f"{one}\n{other}" for one, other in zip(words, words[1:], strict=False))]
