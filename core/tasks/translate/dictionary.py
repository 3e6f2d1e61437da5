"""Word by word: each word becomes the one that IBM model 1 makes of it (Brown et al. 1993), in order.

P(target word | word) is found by expectation maximisation from the pairs alone; a word of nothing stands in
each sentence, from which words come that no other explains.
"""

from collections.abc import Sequence

import numpy as np

from core.arrays import Floats, Ints

ROUNDS = 5
MOST_LINKS = 4_000_000  # words times words; pairs beyond them are left


def dictionary(sources: Ints, targets: Ints) -> dict[int, int]:
    """The likeliest target word of each word.

    Args:
        sources: Numbers of words, (pairs, longest), 0 behind the end.
        targets: The same of the translations.
    """
    source, target, place = _links(sources, targets)
    width = int(target.max()) + 1
    keys, link = np.unique(source * width + target, return_inverse=True)
    of_source = keys // width
    chances = np.full(len(keys), 1.0)
    for _ in range(ROUNDS):
        chances = _round(chances, of_source, link, place)
    order = np.lexsort((-chances, of_source))
    first = order[np.unique(of_source[order], return_index=True)[1]]
    return {int(keys[one] // width): int(keys[one] % width) for one in first if keys[one] // width}


def word_by_word(words: Sequence[str], numbers: Sequence[int], known: dict[int, str]) -> list[str]:
    """A sentence with each word replaced; one that is not known stays as it is."""
    return [known.get(number, word) for word, number in zip(words, numbers, strict=True)]


def _round(chances: Floats, of_source: Ints, link: Ints, place: Ints) -> Floats:
    """Expected links by what is known so far, and chances by these."""
    expected = chances[link]
    expected = expected / np.bincount(place, expected)[place]
    total = np.bincount(link, expected, minlength=len(chances))
    return np.asarray(total / np.bincount(of_source, total)[of_source])


def _links(sources: Ints, targets: Ints) -> tuple[Ints, Ints, Ints]:
    """Every word with every target word of its pair, and that word's place; 0 is nothing."""
    sizes = ((sources != 0).sum(axis=1) + 1) * (targets != 0).sum(axis=1)
    taken = max(1, int(np.searchsorted(np.cumsum(sizes), MOST_LINKS, side="right")))
    parts: list[tuple[Ints, Ints, Ints]] = []
    places = 0
    for words, others in zip(sources[:taken], targets[:taken], strict=True):
        words, others = np.append(words[words != 0], 0), others[others != 0]
        at = places + np.arange(len(others))
        parts.append((np.tile(words, len(others)), np.repeat(others, len(words)), np.repeat(at, len(words))))
        places += len(others)
    source, target, place = (np.concatenate(side).astype(np.int64) for side in zip(*parts, strict=True))
    return source, target, place
