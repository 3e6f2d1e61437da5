"""Public sets of labelled texts; a row of `PUBLIC` is all that another one needs.

Sizes, hashes and licences are the publishers'. None of the texts comes with the product: a person asks for
them, and `core.store.public_texts` fetches them.
"""

import json
import tarfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np

from core.notes import Note
from core.text.cleaning import text_dataset
from core.text.dataset import TextDataset
from core.text.labels import MOST_CLASSES

KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
SIDES = ("negative", "positive")
TOPICS = (  # of Reuters, in the order of Keras' numbers
    "cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship "
    "cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin strategic-metal "
    "livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem dlr gas silver "
    "wpi hog lead"
).split()


@dataclass(frozen=True)
class Remote:
    """A file on the net."""

    url: str
    hash: str  # "sha256:…", or what the publisher gives
    bytes: int


@dataclass(frozen=True)
class PublicSet:
    """Files, and how labelled texts are made of them; what it is and its licence are texts of the app."""

    files: tuple[Remote, ...]
    read: Callable[[Sequence[Path], str], TextDataset]  # (files, name)

    @property
    def bytes(self) -> int:
        """Size of the download."""
        return sum(file.bytes for file in self.files)


def read_reviews(paths: Sequence[Path], name: str) -> TextDataset:
    """IMDB as its authors packed it: a text file per review, in folders train|test / pos|neg.

    Maas et al. (2011), Learning Word Vectors for Sentiment Analysis, ACL.
    """
    texts, labels, test = [], [], []
    with tarfile.open(paths[0], "r:gz") as archive:  # read as it is, nothing is unpacked to the disk
        for member in archive:
            parts = PurePosixPath(member.name).parts
            if len(parts) != 4 or parts[2] not in ("neg", "pos") or not member.isfile():
                continue
            file = archive.extractfile(member)
            assert file is not None
            texts.append(file.read().decode("utf-8", "replace"))
            labels.append(SIDES[parts[2] == "pos"])
            test.append(parts[1] == "test")
    return text_dataset(texts, labels, test, name=name, source="public")


def read_numbered_reviews(paths: Sequence[Path], name: str) -> TextDataset:
    """IMDB as Keras keeps it: each review as the ranks of its words, without punctuation."""
    words = _words(paths[1])
    texts, labels, test = [], [], []
    with np.load(paths[0], allow_pickle=True) as file:  # its hash is pinned: the pickle is the one we know
        for part in ("train", "test"):
            texts += [_text(ranks, words) for ranks in file[f"x_{part}"]]
            labels += [SIDES[label] for label in file[f"y_{part}"]]
            test += [part == "test"] * len(file[f"y_{part}"])
    return text_dataset(texts, labels, test, name=name, source="public")


def read_topics(paths: Sequence[Path], name: str) -> TextDataset:
    """Reuters newswires as Keras keeps them; the most frequent topics, as many as can be told apart here."""
    words = _words(paths[1])
    with np.load(paths[0], allow_pickle=True) as file:  # as above
        ranks, labels = file["x"], file["y"]
    kept = [topic for topic, _ in Counter(labels.tolist()).most_common(MOST_CLASSES)]
    rows = np.flatnonzero(np.isin(labels, kept))
    data = text_dataset(
        [_text(ranks[row], words) for row in rows], [TOPICS[labels[row]] for row in rows],
        name=name, source="public",
    )  # fmt: skip
    left_out = Note("rare_classes_left_out", {"count": len(labels) - len(rows), "kept": len(kept)})
    return replace(data, notes=(left_out, *data.notes)) if len(rows) < len(labels) else data


def _words(path: Path) -> dict[int, str]:
    return {rank: word for word, rank in json.loads(path.read_text(encoding="utf-8")).items()}


def _text(ranks: Sequence[int], words: dict[int, str]) -> str:
    return " ".join(words[rank] for rank in ranks if rank in words)


PUBLIC = {
    "imdb": PublicSet(
        (
            Remote(
                f"{KERAS}imdb.npz",
                "sha256:69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
                17_464_789,
            ),
            # Of its lists of words Keras publishes the MD5 only. Nothing in them can run: they are JSON.
            Remote(f"{KERAS}imdb_word_index.json", "md5:bfafd718b763782e994055a2d397834f", 1_641_221),
        ),
        read_numbered_reviews,
    ),
    "imdb_full": PublicSet(
        (
            Remote(
                "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
                "sha256:c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
                84_125_825,
            ),
        ),
        read_reviews,
    ),
    "reuters": PublicSet(
        (
            Remote(
                f"{KERAS}reuters.npz",
                "sha256:d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916",
                2_110_848,
            ),
            Remote(f"{KERAS}reuters_word_index.json", "md5:4d44cc38712099c9e383dc6e5f11a921", 550_378),
        ),
        read_topics,
    ),
}
