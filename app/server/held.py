"""Bytes of uploads in this process' memory: who holds how many, and whether there is room for more.

Streamlit keeps each file as long as the session of its page. What is counted is what it really keeps, and
what is on its way.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from app.server.refusals import Refusal
from app.server.sessions import Sessions
from app.server.visitors import Visitor

MB = 1024 * 1024
GRACE = 120.0  # seconds for which Streamlit waits for a page whose connection broke
SETTLING = 60.0  # seconds within which a page has told that it uses a file


@dataclass(frozen=True)
class Limits:
    """The most bytes that uploads take, each and together."""

    file: int  # with what stands around it in the body of its request
    session: int
    person: int
    address: int
    everybody: int
    files: int = 40  # of one session, however small

    @classmethod
    def chosen(cls, upload_mb: int, given: Mapping[str, str], *, shared: bool) -> "Limits":
        """In largest uploads: three for a page, four for a person, five for an address, ten in all.

        `UNROLLED_UPLOADS_MB` says another figure for all. On one's own machine one page may fill it.
        """
        file, everybody = upload_mb * MB, int(given.get("UNROLLED_UPLOADS_MB") or 10 * upload_mb) * MB
        if not shared:
            return cls(file, everybody, everybody, everybody, everybody)
        session, person, address = (min(files * file, everybody) for files in (3, 4, 5))
        return cls(file, session, person, address, everybody)


@dataclass
class Coming:
    """A file on its way."""

    session: str
    file: str
    by: Visitor
    size: int  # bytes of its request's body


class Held:
    """The account of all files.

    Args:
        sessions: Open pages, and the files that Streamlit keeps for them.
        now: Seconds of a clock.
    """

    def __init__(self, limits: Limits, sessions: Sessions, now: Callable[[], float] = time.monotonic) -> None:
        self.limits, self.sessions, self.now = limits, sessions, now
        self.coming: list[Coming] = []
        self.came: dict[tuple[str, str], tuple[Visitor, float]] = {}
        self.left: dict[str, float] = {}

    def begin(self, session: str, file: str, by: Visitor, size: int) -> Coming:
        """Keep room for a file that comes in a body of so many bytes.

        Raises:
            Refusal: There is none.
        """
        if size > self.limits.file:
            most = self.limits.file // MB
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "upload_large", most=most)
        self._free_unused(session)
        one = Coming(session, file, by, size)
        if self._full(one):
            self._free_gone(0.0)
        if full := self._full(one):
            raise full
        self.coming.append(one)
        return one

    def end(self, one: Coming) -> None:
        """The file has come and Streamlit keeps it, or it has not."""
        self.coming.remove(one)
        if one.file in self._files(one.session):
            self.came[one.session, one.file] = (one.by, self.now())

    def free_gone(self) -> None:
        """Note which pages have gone, and free the files of those that have no time left to come back."""
        self._free_gone(GRACE)

    def taken(self) -> Counter[str]:
        """Bytes by session, by person, by address, and in all, under the empty name."""
        kept = {(one, file): rec for one in self._known() for file, rec in self._files(one).items()}
        self.came = {name: one for name, one in self.came.items() if name in kept}
        sizes = [((one.session, one.by), one.size) for one in self.coming]
        sizes += [((name[0], self._by(*name)), len(rec.data)) for name, rec in kept.items()]
        found: Counter[str] = Counter()
        for (session, by), size in sizes:
            found.update(dict.fromkeys({session, by.person, by.address, ""}, size))
        return found

    def _full(self, one: Coming) -> Refusal | None:
        """Why there is no room for this file, most particular reason first."""
        taken, limits = self.taken(), self.limits
        coming = [other.file for other in self.coming if other.session == one.session]
        if len({*self._files(one.session), *coming} - {one.file}) >= limits.files:
            return Refusal(HTTPStatus.TOO_MANY_REQUESTS, "upload_files", most=limits.files)
        shares = {
            one.session: (limits.session, "upload_yours"),
            one.by.person: (limits.person, "upload_yours"),
            one.by.address: (limits.address, "upload_all"),  # of whoever has no key it is all that is known
            "": (limits.everybody, "upload_all"),
        }
        for name, (most, key) in shares.items():
            if taken[name] + one.size > most:
                facts = {"held": taken[name] // MB, "most": most // MB}
                return Refusal(HTTPStatus.TOO_MANY_REQUESTS, key, **facts)
        return None

    def _known(self) -> list[str]:
        return list(self.sessions.kept.file_storage)

    def _files(self, session: str) -> dict[str, UploadedFileRec]:
        return dict(self.sessions.kept.file_storage.get(session, {}))

    def _by(self, session: str, file: str) -> Visitor:
        nobody = Visitor("", "")
        return self.came.get((session, file), (nobody, 0.0))[0]

    def _free_unused(self, session: str) -> None:
        """Free what a page had and no longer shows: Streamlit would keep it as long as the page is open."""
        used, settled = self.sessions.in_use(session), self.now() - SETTLING
        for file in self._files(session).keys() - used:
            if (session, file) in self.came and self.came[session, file][1] < settled:
                self.sessions.kept.remove_file(session, file)

    def _free_gone(self, grace: float) -> None:
        """Free the files of sessions that have had no page for so many seconds."""
        gone = [one for one in self._known() if not self.sessions.is_open(one)]
        self.left = {one: self.left.get(one, self.now()) for one in gone}
        for session, since in self.left.items():
            if self.now() - since >= grace:
                self.sessions.kept.remove_session_files(session)
