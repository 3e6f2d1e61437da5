"""Word vectors for some texts: read once, cut to the words of these texts, kept by their content."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from core.data.apart import POSSIBLE, apart
from core.runs.store import Store
from core.text.parquet import texts_from_parquet
from core.text.reading import SMALL
from core.text.tokens import tokens
from core.text.vectors import WordVectors, read_vectors
from core.text.vocabulary import RARE


@dataclass(frozen=True)
class Coverage:
    """What vectors hold of the words of some texts."""

    sha256: str
    width: int  # numbers per word
    words: int  # different words with a vector
    known: float  # share of the different words that occur more than once
    running: float  # share of all words of all texts


def keep_vectors(store: Store, data: str, tokenizer: str, body: bytes, owner: str | None = None) -> Coverage:
    """Keep the vectors of the words that the texts hold; raises as `read_vectors`.

    Args:
        data: Hash of the texts.
        tokenizer: How Chinese is cut.
        body: The file; a large one, or one for many texts, is read by a process of its own.
        owner: Who brought it, where there are several people.
    """
    path = store.data.path(data)
    url = store.engine.url.render_as_string(hide_password=False)
    given = (str(path), str(store.folder), url, tokenizer, owner)
    if len(body) + path.stat().st_size < SMALL or not POSSIBLE:
        return _keep(body, *given)
    found: Coverage = apart(_keep, body, *given)
    return found


def _keep(body: bytes, path: str, folder: str, url: str, tokenizer: str, owner: str | None) -> Coverage:
    counts: Counter[str] = Counter()
    for text in texts_from_parquet(Path(path).read_bytes()).frame["text"]:
        counts.update(token.text for token in tokens(text, tokenizer))
    vectors = read_vectors(body, counts)
    Store(Path(folder), url).add_vectors(vectors, owner)
    return _coverage(vectors, counts)


def _coverage(vectors: WordVectors, counts: Counter[str]) -> Coverage:
    frequent = {word for word, count in counts.items() if count >= RARE}
    running = sum(counts[word] for word in vectors.words) / counts.total()
    known = len(frequent.intersection(vectors.words)) / max(len(frequent), 1)
    return Coverage(vectors.sha256, vectors.width, len(vectors.words), known, running)
