"""The folder of data sets and word vectors: a file each, named by the hash of its content."""

import io
import os
import re
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

from core.errors import UserError
from core.private import private_opener
from core.store.datasets import Data, to_body
from core.store.trouble import require_writable, writing_files
from core.text.vectors import WordVectors, vectors_to_bytes

CHUNK = 1 << 20  # bytes
HASH = re.compile(r"[0-9a-f]{64}")
DATA, VECTORS = "parquet", "npz"  # kinds of files


class DataFolder:
    """Files that are whole as soon as they are there, and never change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        require_writable(folder)

    def add(self, data: Data) -> None:
        """Keep a data set."""
        self.write(data.sha256, DATA, lambda: io.BytesIO(to_body(data)))

    def has(self, hash: str, kind: str = DATA) -> bool:
        """Whether a data set, or word vectors, are there."""
        return bool(HASH.fullmatch(hash)) and self.file(hash, kind).exists()

    def path(self, hash: str) -> Path:
        """Where a data set is; raises `data_gone`."""
        if not self.has(hash):
            raise UserError("data_gone")
        return self.file(hash)

    def add_vectors(self, vectors: WordVectors) -> None:
        """Keep word vectors beside the data."""
        self.write(vectors.sha256, VECTORS, lambda: io.BytesIO(vectors_to_bytes(vectors)))

    def vectors(self, hash: str) -> bytes:
        """Word vectors as they are sent to workers; raises `vectors_gone`."""
        if not self.has(hash, VECTORS):
            raise UserError("vectors_gone")
        return self.file(hash, VECTORS).read_bytes()

    def write(self, hash: str, kind: str, body: Callable[[], IO[bytes]]) -> None:
        """Keep the rest of a file, unless it is there."""
        path = self.file(hash, kind)
        if not path.exists():
            part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
            try:
                with writing_files(self.folder):
                    _write_through(part, body())
                    part.replace(path)  # in one step: nobody ever reads half a file
            finally:
                part.unlink(missing_ok=True)  # of a disk that is full, give back what was taken

    def file(self, hash: str, kind: str = DATA) -> Path:
        """Where a file is, or would be."""
        return self.folder / f"{hash}.{kind}"


def _write_through(path: Path, body: IO[bytes]) -> None:
    """To the disk itself: after a power cut a file that has its name is whole."""
    with open(path, "wb", opener=private_opener) as file:
        shutil.copyfileobj(body, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())
