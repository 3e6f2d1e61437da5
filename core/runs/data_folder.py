"""The folder of data sets: one Parquet file each, named by the hash of its content."""

import re
import secrets
from pathlib import Path

from core.errors import UserError
from core.runs.bodies import AnyData, to_body

HASH = re.compile(r"[0-9a-f]{64}")


class DataFolder:
    """Data sets as files; a file that is there is whole, and never changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, data: AnyData) -> None:
        """Keep a data set."""
        path = self._parquet(data.sha256)
        if not path.exists():
            part = path.with_suffix(f".{secrets.token_hex(4)}.part")
            part.write_bytes(to_body(data))
            part.replace(path)  # in one step: nobody ever reads half a file

    def path(self, hash: str) -> Path:
        """Where a data set is; raises `data_gone`."""
        if not HASH.fullmatch(hash) or not self._parquet(hash).exists():
            raise UserError("data_gone")
        return self._parquet(hash)

    def _parquet(self, hash: str) -> Path:
        return self.folder / f"{hash}.parquet"
