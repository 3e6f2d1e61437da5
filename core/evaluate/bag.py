"""A fitted bag of words, as it is kept with an experiment to score texts later; numpy alone reads it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Arrays, Floats, Ints, pack, unpack
from core.evaluate.classification import softmax

NEVER = -1e9  # what speaks for a class that training never held
BREAK = "\n"  # between terms, which hold none


@dataclass(frozen=True, eq=False)
class Bag:
    """A linear classifier of words and of pairs of neighbours."""

    terms: tuple[str, ...]
    weights: Floats  # (terms, classes)
    bias: Floats  # (classes,)
    temperature: float = 1.0
    rarity: Floats | None = None  # (terms,) inverse document frequencies where it reads TF-IDF, not counts

    def probabilities(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Of each class, (texts, classes).

        Args:
            texts: The words of each text, all of them, as the networks read them.
        """
        logits = np.stack([self._logits(Counter(one_and_two(words))) for words in texts])
        return softmax(logits, self.temperature)

    def contributions(self, words: Sequence[str], label: int) -> Floats:
        """What each word of a text adds to the log-odds of a class against the mean of the others, (words,).

        Half of what a pair adds counts for each of its words; with the bias they add up to the log-odds.
        """
        terms = one_and_two(words)
        rows, values = self._read(Counter(terms))
        counts = Counter(terms)
        others = [place for place in range(len(self.bias)) if place != label]
        says = self.weights[rows, label] - self.weights[rows][:, others].mean(axis=1)
        each = {int(row): float(value) for row, value in zip(rows, values * says, strict=True)}
        found = np.zeros(len(words))
        for place, term in enumerate(terms):
            share = each.get(self.places.get(term, -1), 0.0) / counts[term]
            if place < len(words):
                found[place] += share
            else:
                found[place - len(words) : place - len(words) + 2] += share / 2
        return found

    def _logits(self, counts: Mapping[str, int]) -> Floats:
        rows, values = self._read(counts)
        found: Floats = values @ self.weights[rows] + self.bias
        return found

    def _read(self, counts: Mapping[str, int]) -> tuple[Ints, Floats]:
        """Of the terms that are known their places, and how much each counts."""
        known = {self.places[term]: count for term, count in counts.items() if term in self.places}
        rows = np.fromiter(known, dtype=np.int64, count=len(known))
        values = np.fromiter(known.values(), dtype=float, count=len(known))
        if self.rarity is not None:
            values = (1 + np.log(values)) * self.rarity[rows]
            values = values / max(float(np.sqrt(values @ values)), np.finfo(float).tiny)
        return rows, values

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each term stands."""
        return {term: place for place, term in enumerate(self.terms)}


def one_and_two(words: Sequence[str]) -> list[str]:
    """The words of a text and its pairs of neighbours."""
    return [*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))]


def bag_to_bytes(bag: Bag) -> bytes:
    """Write a bag compactly, its numbers in single precision."""
    arrays: Arrays = {
        "terms": np.frombuffer(BREAK.join(bag.terms).encode("utf-8", "surrogatepass"), dtype=np.uint8),
        "weights": bag.weights.astype(np.float32),
        "bias": bag.bias,
        "temperature": np.array(bag.temperature),
    }
    return pack(arrays if bag.rarity is None else arrays | {"rarity": bag.rarity.astype(np.float32)})


def bag_from_bytes(body: bytes) -> Bag:
    """Read what `bag_to_bytes` wrote."""
    arrays = unpack(body)
    terms = arrays["terms"].tobytes().decode("utf-8", "surrogatepass").split(BREAK)
    return Bag(
        tuple(terms), arrays["weights"].astype(float), arrays["bias"], float(arrays["temperature"]),
        arrays["rarity"].astype(float) if "rarity" in arrays else None,
    )  # fmt: skip
