"""What translations have in common with their references, counted by sacrebleu (Post 2018)."""

from collections.abc import Sequence

import numpy as np
from sacrebleu.metrics import BLEU, CHRF

from core.arrays import Ints


def translation_counts(texts: Sequence[str], references: Sequence[str], cut: str) -> Ints:
    """Counts of each sentence that add up to those of all (see `core.evaluate.bleu`), (sentences, counts).

    Args:
        cut: How BLEU cuts sentences: "13a", "zh" or "char".
    """
    found = [
        metric._extract_corpus_statistics(list(texts), [list(references)])
        for metric in (BLEU(tokenize=cut), CHRF())
    ]
    return np.concatenate([np.asarray(one, dtype=np.int64) for one in found], axis=1)
