"""Open pages are counted, and what they ask for comes at a pace that leaves time for others.

Each open page has a WebSocket, a thread while it runs, and what it shows in memory.
"""

import asyncio
import itertools
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.people import shared
from app.server.messages import Unfit, kind_of, weight
from app.server.pace import Pace
from app.server.refusals import Refusal, refuse
from app.server.runs import Runs, ends_run
from app.server.visitors import Visitor, visitor

# A page asks each time something on it is touched, and by itself every few seconds.
TOGETHER, A_SECOND = 40, 5
AT_A_TIME = 2  # pages that run at once
CROWD = 4  # times as much from one address as from one person


@dataclass(frozen=True)
class Pages:
    """The most pages that are open at once."""

    person: int
    address: int
    everybody: int
    shared: bool = True  # whether there are several people

    @classmethod
    def chosen(cls, given: Mapping[str, str], *, shared: bool) -> "Pages":
        """`UNROLLED_MOST_PAGES` for all; a person has 20 where there are several, an address 150."""
        everybody = int(given.get("UNROLLED_MOST_PAGES") or 400)
        if not shared:
            return cls(everybody, everybody, everybody, shared=False)
        return cls(min(20, everybody), min(150, everybody), everybody)


class Sockets:
    """Lets in as many pages as there may be, and slows down those that ask without pause."""

    def __init__(self, app: ASGIApp, most: Pages | None = None) -> None:
        self.app, self.most = app, most or Pages.chosen(os.environ, shared=shared())
        self.open: Counter[str] = Counter()
        self.paces: dict[str, Pace] = {}
        self.runs, self.numbers = Runs(), itertools.count()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on pages and their sockets as long as there is room; who is refused reads why on the page."""
        if scope["type"] != "websocket" and not _is_navigation(scope):
            await self.app(scope, receive, send)
            return
        who = visitor(scope)
        if full := self._full(who):
            await refuse(full, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._serve(who, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _serve(self, who: Visitor, scope: Scope, receive: Receive, send: Send) -> None:
        names, page, crowds = {who.person, who.address, ""}, next(self.numbers), self._crowds(who)
        self.open.update(names)
        paces = [self._pace(name, people) for name, people in crowds.items()]
        most = {name: people * AT_A_TIME for name, people in crowds.items()}
        closed = False

        async def paced() -> Message:
            nonlocal closed
            while (message := await receive())["type"] == "websocket.receive":
                body = message.get("bytes")
                await asyncio.sleep(max([pace.wait(weight(body)) for pace in paces], default=0.0))
                try:
                    kind = kind_of(body)
                except Unfit as error:
                    await send({"type": "websocket.close", "code": error.code, "reason": error.reason})
                    closed = True
                    return {"type": "websocket.disconnect", "code": error.code, "reason": error.reason}
                if kind == "rerun_script" and most:
                    await self.runs.turn(page, most)
                if kind is not None:
                    return message
            return message

        async def watched(message: Message) -> None:
            if most and ends_run(message.get("bytes") or b""):
                self.runs.ended(page, most)
            if not closed:
                await send(message)

        try:
            await self.app(scope, paced, watched)
        finally:
            self.runs.ended(page, most)
            self.open.subtract(names)
            for name in names:
                if not self.open[name]:
                    del self.open[name]
            self._forget()

    def _crowds(self, who: Visitor) -> dict[str, int]:
        """Who is slowed down, and for how many people they may ask; nobody on one's own machine."""
        return {who.person: 1} | {who.address: CROWD} if self.most.shared else {}

    def _pace(self, name: str, people: int) -> Pace:
        return self.paces.setdefault(name, Pace(people * TOGETHER, people * A_SECOND))

    def _forget(self) -> None:
        """Drop the paces of who has left; who comes again at once goes on at the old one."""
        left = [name for name, pace in self.paces.items() if name not in self.open and pace.rested]
        for name in left:
            del self.paces[name]

    def _full(self, who: Visitor) -> Refusal | None:
        shares = {
            who.person: (self.most.person, "sockets_yours"),
            who.address: (self.most.address, "sockets_all"),  # of whoever has no key it is all that is known
            "": (self.most.everybody, "sockets_all"),
        }
        full = (share for name, share in shares.items() if self.open[name] >= share[0])
        return next((Refusal(HTTPStatus.TOO_MANY_REQUESTS, key, most=most) for most, key in full), None)


def _is_navigation(scope: Scope) -> bool:
    """Whether a browser opens a page."""
    return scope["type"] == "http" and Headers(scope=scope).get("sec-fetch-mode") == "navigate"
