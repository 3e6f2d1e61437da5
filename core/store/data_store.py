"""The store's data sets and word vectors: who brings them, who reads them."""

import io
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, insert, select

from core.data.frame import Dataset
from core.home import OURS, home
from core.names import plain_name
from core.private import close_to_others
from core.specs import ExperimentSpec
from core.store.brought import Name, claim, claimed, named_by, renew
from core.store.data_folder import DATA, HASH, VECTORS, DataFolder
from core.store.database import open_database, store_url, writing
from core.store.datasets import Data, Found, from_body, known_as, to_body
from core.store.schema import datasets
from core.store.shares import require_room
from core.store.trouble import require_writable, writing_files
from core.text.dataset import TextDataset
from core.text.facts import TextFacts
from core.text.parquet import read_rows_of, read_text_facts, read_texts_of
from core.text.vectors import WordVectors, vectors_to_bytes


class DataStore:
    """A folder of files and a database that tells who brought them."""

    def __init__(self, folder: Path | None = None, url: str | None = None) -> None:
        self.folder = folder or home()
        require_writable(self.folder)
        with writing_files(self.folder):
            close_to_others(self.folder, OURS)
        self.data = DataFolder(self.folder / "data")
        self.engine = open_database(url or store_url(self.folder))

    def add_dataset(self, data: Data, owner: str | None = None, now: float | None = None) -> str:
        """Keep a data set under the hash of its content, which is returned.

        Args:
            owner: Who brought it, where there are several people; raises what `require_room` does. Samples
                come with the product, and count for nobody.
        """
        owner = None if data.source == "sample" else owner
        self._keep((data.sha256, DATA), lambda: io.BytesIO(to_body(data)), data.name, owner, now)
        return data.sha256

    def add_vectors(self, vectors: WordVectors, owner: str | None = None, now: float | None = None) -> str:
        """The same for word vectors."""
        self._keep((vectors.sha256, VECTORS), lambda: io.BytesIO(vectors_to_bytes(vectors)), None, owner, now)
        return vectors.sha256

    def add_body(self, name: Name, body: IO[bytes], called: str | None, owner: str | None = None) -> None:
        """The same for what is written as it is kept already: the rest of a file.

        Args:
            name: Of the file; its content is what the hash says, or what it holds is refused when it is read.
            called: As people call it; None for vectors, which have no name.
        """
        if not HASH.fullmatch(name[0]):
            raise ValueError(name[0])  # it would lead elsewhere
        self._keep(name, lambda: body, called, owner, None)

    def adopt(self, spec: ExperimentSpec, called: str, owner: str | None) -> None:
        """Note that somebody goes on with what an experiment needs, whoever brought it.

        Args:
            called: What they call its data.

        Raises:
            UserError: `data_gone`, `vectors_gone`, and what `require_room` raises.
        """
        for name in named_by(spec):
            self._keep(name, partial(self._again, name), called if name[1] == DATA else None, owner, None)

    def _again(self, name: Name) -> IO[bytes]:
        hash, kind = name
        return io.BytesIO(self.data.path(hash).read_bytes() if kind == DATA else self.data.vectors(hash))

    def _keep(
        self,
        name: Name,
        make: Callable[[], IO[bytes]],
        called: str | None,
        owner: str | None,
        now: float | None,
    ) -> None:
        """Claim first, then write: what is refused is never on the disk, what is claimed is not swept."""
        moment, body = time.time() if now is None else now, None
        try:
            size = self.data.file(*name).stat().st_size
        except FileNotFoundError:
            body = make()
            size = _rest(body)
        with writing(self.engine) as connection:
            if not claimed(connection, name, owner):
                require_room(connection, owner, size, moment, self.folder)
            claim(connection, name, owner, size, moment, called)
            if called is not None:
                _describe(connection, name[0], called, moment)
        self.data.write(*name, lambda: body or make())  # swept between two lines, it is made again

    def renew(self, names: Iterable[Name], now: float | None = None) -> None:
        """Keep for another day what a page that is open still shows."""
        with writing(self.engine) as connection:
            renew(connection, names, time.time() if now is None else now)

    def dataset_body(self, hash: str) -> bytes:
        """A data set as Parquet.

        Raises:
            UserError: `data_gone` if there is none of that name.
        """
        return self.data.path(hash).read_bytes()

    def dataset(self, hash: str, name: str | None = None) -> Dataset:
        """A series by its hash, called as an experiment calls it; raises `data_gone`."""
        return called(known_as(Dataset, from_body(self.dataset_body(hash))), name)

    def texts(self, hash: str) -> TextDataset:
        """Labelled texts by their hash; raises `data_gone`."""
        return known_as(TextDataset, from_body(self.dataset_body(hash)))

    def text_facts(self, hash: str, name: str | None = None) -> TextFacts:
        """What is known of labelled texts, read without them; raises `data_gone`."""
        found = read_text_facts(self.data.path(hash))
        return called(found, name)

    def texts_of(self, hash: str, rows: Sequence[int]) -> list[str]:
        """Some texts of a data set by their rows; raises `data_gone`."""
        return read_texts_of(self.data.path(hash), rows)

    def file_rows(self, hash: str, rows: Sequence[int]) -> list[int | None]:
        """Where these texts stood in the file that was brought, from 1; None where nobody knows."""
        return read_rows_of(self.data.path(hash), rows)

    def vectors_for(self, spec: ExperimentSpec) -> bytes | None:
        """The word vectors that an experiment begins with; raises `vectors_gone`."""
        chosen = spec.task.word_vectors
        return self.data.vectors(chosen) if chosen else None


def _rest(file: IO[bytes]) -> int:
    """Bytes from where a file stands to its end."""
    here = file.tell()
    size = file.seek(0, os.SEEK_END) - here
    file.seek(here)
    return size


def called(found: Found, name: str | None) -> Found:
    """Data by the name that somebody gave it; only by its own name it is one that came with the product."""
    return found if name in (None, found.name) else replace(found, name=name, source="upload")


def _describe(connection: Connection, hash: str, name: str, now: float) -> None:
    """The name under which a data set came first."""
    if connection.execute(select(datasets.c.hash).where(datasets.c.hash == hash)).first() is None:
        connection.execute(insert(datasets).values(hash=hash, name=plain_name(name), added=now))
