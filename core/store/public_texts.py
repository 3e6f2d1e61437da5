"""Public sets of texts: fetched once when a person asks, checked against their hash, kept."""

from collections.abc import Callable, Mapping
from pathlib import Path

from core.errors import UserError
from core.private import private_folder, private_opener
from core.sandbox.answers import Attached
from core.store.kept_texts import keep_apart, keep_texts
from core.store.store import Store
from core.text.facts import TextFacts
from core.text.public import PUBLIC, PublicSet, Remote
from core.text.reading import to_keep

SILENCE = 20.0  # seconds without a byte after which a download is given up
CHUNK = 1 << 18  # bytes between two looks at the progress
Sets = Mapping[str, PublicSet]


def known_public(store: Store, name: str) -> TextFacts | None:
    """A public set that the store has already; None if it has to be fetched."""
    note = _note(store, name)
    try:
        return store.text_facts(note.read_text()) if note.exists() else None
    except UserError:
        return None  # somebody tidied up


def fetch_public(
    store: Store, name: str, on_bytes: Callable[[int], object] = lambda done: None, sets: Sets = PUBLIC
) -> TextFacts:
    """Fetch a public set and keep its texts; files that are here and whole are not fetched again.

    Args:
        on_bytes: Called with the bytes so far.

    Raises:
        UserError: `download_failed` without a connection, `download_damaged` for other bytes than expected.
    """
    folder, done, paths = private_folder(store.folder / "public"), 0, []
    for file in sets[name].files:
        paths.append(_fetched(file, folder, lambda bytes, before=done: on_bytes(before + bytes)))  # type: ignore[misc]
        done += file.bytes
    if sets is PUBLIC:
        facts = keep_apart(store, None, _to_keep, b"", name, paths)
    else:
        facts = keep_texts(store, sets[name].read(paths, name))
    with open(_note(store, name), "w", opener=private_opener) as note:
        note.write(facts.sha256)
    return facts


def _to_keep(_: bytes, name: str, paths: list[Path]) -> Attached:
    return to_keep(PUBLIC[name].read(paths, name))


def _note(store: Store, name: str) -> Path:
    """Where it is written which data set a public set became."""
    return store.folder / "public" / f"{name}.sha256"


class _Bar:
    """What pooch tells its progress to."""

    def __init__(self, on_bytes: Callable[[int], object]) -> None:
        self.total, self.done, self.on_bytes = 0, 0, on_bytes

    def update(self, count: int) -> None:
        self.done = min(self.done + count, self.total)  # pooch counts whole chunks
        self.on_bytes(self.done)

    def reset(self) -> None:
        self.done = 0

    def close(self) -> None:
        pass


def _fetched(file: Remote, folder: Path, on_bytes: Callable[[int], object]) -> Path:
    import pooch  # with requests a fifth of a second; most visits never need it
    import requests

    pooch.get_logger().setLevel("ERROR")
    fetch = pooch.HTTPDownloader(progressbar=_Bar(on_bytes), chunk_size=CHUNK, timeout=SILENCE)
    name = file.url.rsplit("/", 1)[-1]
    try:
        return Path(pooch.retrieve(file.url, file.hash, fname=name, path=folder, downloader=fetch))
    except requests.RequestException as error:
        raise UserError("download_failed", address=file.url.split("/")[2]) from error
    except ValueError as error:  # pooch compared the hashes
        raise UserError("download_damaged", name=name) from error
    except OSError as error:
        raise UserError("download_not_kept", reason=error.strerror or type(error).__name__) from error
