"""Open pages have a number that is enough, and none of them asks so often that others wait."""

import asyncio
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from app.browsers import COOKIE
from app.server.pace import Pace
from app.server.sockets import Pages, Sockets
from tests.app.server.conftest import answered, scope


def of(key, address="1.1.1.1", kind="websocket"):
    cookie = {"cookie": f"{COOKIE}={key:-<43}"} if key else {}
    return scope(kind, headers=cookie | {"sec-fetch-mode": "navigate"}, client=(address, 1))


class Crowd:
    """Sockets that stay open as long as a test likes."""

    def __init__(self, **most):
        self.end = asyncio.Event()
        self.door = Sockets(self.stay, Pages(**most))
        self.tasks = []

    async def stay(self, scope, receive, send):
        await send(
            {"type": "websocket.accept"}
            if scope["type"] == "websocket"
            else {"type": "http.response.start", "status": 200, "headers": []}
        )
        if scope["type"] == "websocket":
            await self.end.wait()

    async def come(self, who):
        """The status that somebody gets; 101 where the socket opens."""
        return await answered(self.door, who, self.tasks)


async def person_and_address_and_all():
    crowd = Crowd(person=2, address=3, everybody=4)
    come = [await crowd.come(of(*who)) for who in (("a",), ("a",), ("a",), ("b",), ("c",), (None,))]
    assert come == [101, 101, 429, 101, 429, 429]
    assert [await crowd.come(of("d", "2.2.2.2")), await crowd.come(of("e", "3.3.3.3"))] == [101, 429]
    assert await crowd.come(of("a", kind="http")) == 429  # whoever opens one more page reads why
    crowd.end.set()
    await asyncio.gather(*crowd.tasks)
    assert not crowd.door.open and not crowd.door.paces  # nothing is kept about who left
    assert await crowd.come(of("a", kind="http")) == 200


def test_a_person_an_address_and_all_have_so_many_pages():
    asyncio.run(person_and_address_and_all())


def test_one_person_at_the_own_machine_has_all_of_them():
    own = Pages.chosen({}, shared=False)
    assert own.person == own.everybody == 400
    assert Pages.chosen({}, shared=True).person == 20
    assert Pages.chosen({"UNROLLED_MOST_PAGES": "10"}, shared=True).person == 10


@given(st.lists(st.floats(0, 0.2), min_size=200, max_size=300))
def test_whatever_the_pauses_no_more_than_a_pace_passes(pauses):
    clock = SimpleNamespace(now=0.0)
    pace = Pace(20, 5, now=lambda: clock.now)
    passed = []
    for pause in pauses:
        clock.now += pause
        clock.now += pace.wait()
        passed.append(clock.now)
    for first in range(len(passed)):
        for last in range(first, len(passed), 7):
            assert last - first <= 20 + 5 * (passed[last] - passed[first]) + 1


def test_who_asks_now_and_then_never_waits():
    clock = SimpleNamespace(now=0.0)
    pace = Pace(20, 5, now=lambda: clock.now)
    for _ in range(500):
        clock.now += 0.25
        assert pace.wait() == 0


async def hears(scope, receive, send):
    """An app that listens to a page until it leaves."""
    while (await receive())["type"] == "websocket.receive":
        continue


async def visit(door, who, messages):
    """A page that says something so many times, then leaves."""
    said = iter([{"type": "websocket.receive", "bytes": b""}] * messages + [{"type": "websocket.disconnect"}])

    async def receive():
        return next(said)

    await door(who, receive, None)


async def hurried():
    door = Sockets(hears, Pages(person=5, address=5, everybody=5))
    await visit(door, of("a"), 30)
    await visit(door, of("a"), 5)
    assert len(door.paces) == 2 and all(pace.level > 30 for pace in door.paces.values())
    for pace in door.paces.values():
        pace.seen -= 60
    await visit(door, of("b"), 0)
    assert not door.paces


def test_who_leaves_and_comes_again_goes_on_at_the_old_pace():
    asyncio.run(hurried())
