"""BLEU and chrF from counts that add up over sentences, and a paired bootstrap over sentences of BLEU.

BLEU (Papineni et al. 2002) and chrF (Popović 2015) as sacrebleu computes them (Post 2018), as shares: what it
calls 23.4 is 0.234 here. The counts come from `core.evaluate.translation_counts`.
"""

from collections.abc import Mapping

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.paired_accuracy import BOOTSTRAP_SEED, DRAWS, judged_draws
from core.evaluate.verdict import Judged

ORDERS, LETTERS = 4, 6  # n-grams of words and of characters
OF_BLEU = 2 + 2 * ORDERS  # lengths of translation and reference; n-grams in both; n-grams of the translation
BETA = 2.0  # recall counts so many times as much as precision


def bleu(counts: Ints | Floats) -> Floats:
    """Of counts summed over sentences, (…, counts): a share each; 0 without a word in common.

    An order of which no n-gram is right counts as 1/2 right, the next such one as 1/4 (Chen & Cherry 2014).
    """
    length, reference = counts[..., 0].astype(float), counts[..., 1].astype(float)
    right = counts[..., 2 : 2 + ORDERS].astype(float)
    total = counts[..., 2 + ORDERS : OF_BLEU].astype(float)
    missed = (right == 0) & (total > 0)
    smoothed = np.where(missed, 0.5 ** np.cumsum(missed, axis=-1), right)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(smoothed / total).mean(axis=-1)
        brevity = np.where(length < reference, 1 - reference / length, 0.0)
        found = np.exp(logs + brevity)
    return np.where((right.sum(axis=-1) > 0) & (total > 0).all(axis=-1), found, 0.0)


def chrf(counts: Ints | Floats) -> Floats:
    """Of counts summed over sentences: the F score of character n-grams up to 6, recall counted twice."""
    known = counts[..., OF_BLEU:].reshape(*counts.shape[:-1], LETTERS, 3).astype(float)
    told, wanted, both = known[..., 0], known[..., 1], known[..., 2]
    there = (told > 0) & (wanted > 0)
    orders = np.maximum(there.sum(axis=-1), 1)
    precision = np.where(there, both / np.maximum(told, 1), 0.0).sum(axis=-1) / orders
    recall = np.where(there, both / np.maximum(wanted, 1), 0.0).sum(axis=-1) / orders
    below = BETA**2 * precision + recall
    return np.where(below > 0, (1 + BETA**2) * precision * recall / np.where(below > 0, below, 1.0), 0.0)


def drawn_bleu(counts: Ints | Floats, *, draws: int = DRAWS, seed: int = 0) -> Floats:
    """BLEU of each method in each draw of as many sentences with replacement, (draws, methods).

    Args:
        counts: Of each method and sentence, (methods, sentences, counts).
        seed: Of the draws; one call for all that is compared, so that all see the same sentences.
    """
    random, (methods, sentences, _) = np.random.default_rng(seed), counts.shape
    flat = counts[..., :OF_BLEU].astype(float).transpose(1, 0, 2).reshape(sentences, -1)
    sums = np.empty((draws, methods * OF_BLEU))
    for draw in range(draws):  # one after the other: pages ask, too, and hold little
        often = np.bincount(random.integers(sentences, size=sentences), minlength=sentences)
        sums[draw] = often @ flat
    return bleu(sums.reshape(draws, methods, OF_BLEU))


def judged_translations(
    cells: Mapping[str, Floats], baselines: Mapping[str, Ints], beforehand: str
) -> list[Judged]:
    """Judge each cell by BLEU against every simple method, as `core.evaluate.paired_accuracy.judged_texts`.

    Args:
        cells: Counts of each cell's networks, (seeds, sentences, counts): their mean BLEU is judged.
        baselines: Counts of each simple method, (sentences, counts), at least one.
        beforehand: The simple method that was chosen on validation.
    """
    rows = dict(cells) | {name: one[None].astype(float) for name, one in baselines.items()}
    drawn = drawn_bleu(np.concatenate(list(rows.values())), seed=BOOTSTRAP_SEED)
    split = np.split(drawn, np.cumsum([len(one) for one in rows.values()])[:-1], axis=1)
    scores = {name: float(bleu(one.sum(axis=1)).mean()) for name, one in rows.items()}
    return judged_draws(dict(zip(rows, split, strict=True)), scores, list(cells), beforehand)
