"""Word vectors: usual files are read whichever way they are written, broken ones are named."""

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.store.kept_vectors import keep_vectors
from core.store.store import Store
from core.text.samples import load_text_sample
from core.text.tagged.samples import load_tagged_sample
from core.text.vectors import WordVectors, read_vectors, vectors_from_bytes, vectors_to_bytes
from core.text.vocabulary import Vocabulary

LINES = b"the 1 2 3\nThe 9 9 9\ndon\xe2\x80\x99t 0.5 -1 2e-3\n\xe5\xa5\xbd 4 5 6\nnever 7 8 9\n"
WANTED = {"the", "don't", "好"}


@pytest.mark.parametrize(
    "body", [LINES, b"5 3\n" + LINES, gzip.compress(LINES, mtime=0), LINES.replace(b"\n", b"\r\n")]
)
def test_a_file_is_read_with_a_first_line_of_counts_or_without(body):
    found = read_vectors(body, WANTED)
    assert found.words == ("the", "don't", "好")  # folded as tokens are; the first spelling wins
    np.testing.assert_allclose(found.matrix, [[1, 2, 3], [0.5, -1, 0.002], [4, 5, 6]])


def test_words_of_several_parts_are_no_error():
    assert read_vectors(b"the 1 2\n. . . 3 4\nof 5 6\n", {"of"}).matrix.tolist() == [[5, 6]]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"", "vectors_unreadable"),
        (b"\x00\x01\x02", "vectors_unreadable"),
        (b"%PDF-1.7\n", "vectors_unreadable"),
        (b"label,text\ngood,fine\n", "vectors_unreadable"),
        (b"the" + b" 1" * 301 + b"\n", "vectors_unreadable"),
        (gzip.compress(LINES, mtime=0)[:-9], "vectors_unreadable"),
        (b"the 1 2 3\nof 1 2\n", "vectors_width"),
        (b"3 4\nthe 1 2 3 4\nof 1 2\n", "vectors_width"),
        (b"the 1 two 3\n", "vectors_not_numbers"),
        (b"the 1 nan 3\n", "vectors_not_numbers"),
        (b"le 1 2 3\n", "vectors_without_known_words"),
    ],
)
def test_what_is_wrong_is_named(body, key):
    with pytest.raises(UserError, match=key):
        read_vectors(body, WANTED)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")), min_size=1))
def test_vectors_come_back_as_they_went_in(words):
    vectors = WordVectors(tuple(words), np.arange(2.0 * len(words), dtype="float32").reshape(-1, 2))
    again = vectors_from_bytes(vectors_to_bytes(vectors))
    assert (again.words, again.sha256) == (vectors.words, vectors.sha256)


def test_coverage_counts_different_words_and_running_ones(store):
    data = load_text_sample("sentences_en")
    store.add_dataset(data)
    words = [word for text in data.frame["text"] for word in text.lower().split()]
    body = "\n".join(f"{word} 0.1 0.2" for word in ("the", "a", "zzzz")).encode()
    found = keep_vectors(store, data.sha256, "words", body)
    assert (found.words, found.width) == (2, 2)
    share = (words.count("the") + words.count("a")) / len(words)
    assert found.running == pytest.approx(share, rel=0.1)  # punctuation is cut off here and there
    assert 0 < found.known < 0.01
    assert vectors_from_bytes(store.data.vectors(found.sha256)).words == ("the", "a")


@pytest.mark.keras
def test_an_embedding_begins_with_the_vectors_of_the_words_it_knows():
    import keras

    from core.tasks.sentiment.embedding_start import begin_with_vectors

    network = keras.Sequential([keras.Input((None,)), keras.layers.Embedding(5, 3, name="embedding")])
    before = network.get_weights()[0]
    vectors = WordVectors(("b", "unheard"), np.array([[1, 2, 3], [4, 5, 6]], dtype="float32"))
    begin_with_vectors(network, vectors, Vocabulary(("a", "b", "c")))
    after = network.get_weights()[0]
    assert after[3].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(np.delete(after, 3, 0), np.delete(before, 3, 0))
    with pytest.raises(UserError, match="vectors_differ"):
        begin_with_vectors(network, WordVectors(("a",), np.ones((1, 2), "float32")), Vocabulary(("a",)))


def test_vectors_are_kept_for_the_words_of_tagged_sentences(tmp_path):
    store, data = Store(tmp_path), load_tagged_sample("english")
    store.add_dataset(data)
    found = keep_vectors(store, data.sha256, "", b"The 0.5 1\nlima 2 3\nzyzzyva 1 1\n")
    assert (found.words, found.width) == (2, 2)
    running = sum(word.casefold() in ("the", "lima") for word in data.words) / len(data.words)
    assert found.running == pytest.approx(running)
    store.close()
