"""Word vectors for some texts: cut to the words of these texts, and how many of these they cover."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from core.sandbox.answers import Attached
from core.text.parquet import texts_from_parquet
from core.text.tagged.dataset import tagged_from_parquet
from core.text.tokens import tokens
from core.text.vectors import WordVectors, read_vectors, vectors_to_bytes
from core.text.vocabulary import RARE


@dataclass(frozen=True)
class Coverage:
    """What vectors hold of the words of some texts."""

    sha256: str
    width: int  # numbers per word
    words: int  # different words with a vector
    known: float  # share of the different words that occur more than once
    running: float  # share of all words of all texts


def vectors_to_keep(body: bytes, texts: Path, tokenizer: str) -> Attached:
    """Read vectors, to be called apart: their coverage, with them as they are kept; raises as `read_vectors`.

    Args:
        texts: A data set of texts, or of tagged sentences.
        tokenizer: How Chinese is cut; "" of tagged sentences, whose words are cut.
    """
    counts = _words(texts.read_bytes(), tokenizer)
    vectors = read_vectors(body, counts)
    return Attached(_coverage(vectors, counts), vectors_to_bytes(vectors))


def _words(body: bytes, tokenizer: str) -> Counter[str]:
    """How often each word stands there, in small letters."""
    if not tokenizer:
        return Counter(word.casefold() for word in tagged_from_parquet(body).words)
    counts: Counter[str] = Counter()
    for text in texts_from_parquet(body).frame["text"]:
        counts.update(token.text for token in tokens(text, tokenizer))
    return counts


def _coverage(vectors: WordVectors, counts: Counter[str]) -> Coverage:
    frequent = {word for word, count in counts.items() if count >= RARE}
    running = sum(counts[word] for word in vectors.words) / counts.total()
    known = len(frequent.intersection(vectors.words)) / max(len(frequent), 1)
    return Coverage(vectors.sha256, vectors.width, len(vectors.words), known, running)
