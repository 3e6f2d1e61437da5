"""Word vectors as a file that scripts read."""

from core.text.vectors import WordVectors


def vectors_txt(vectors: WordVectors) -> bytes:
    """Word vectors as GloVe writes them: a word and its numbers in each line, to the last digit."""
    lines = (
        " ".join([word, *map(str, vector)])
        for word, vector in zip(vectors.words, vectors.matrix, strict=True)
    )
    return "".join(f"{line}\n" for line in lines).encode()
