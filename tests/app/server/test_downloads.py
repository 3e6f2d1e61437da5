"""Whoever asks for many files keeps no other waiting, and whoever leaves is not worked for."""

import asyncio
from types import SimpleNamespace

from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager

from app.i18n import translator
from app.server import downloads
from app.server.downloads import AT_WORK, PATIENCE, WAITING, Downloads
from app.server.visitors import Visitor


class Known:
    """Sessions `person@address`, all of them open but those that left."""

    def __init__(self):
        self.left = set()

    def is_open(self, session):
        return session not in self.left

    def opener(self, session):
        return None if session in self.left else Visitor(*session.split("@"))

    def language(self, session):
        return "zh"


class Desk:
    """Files that are made as long as a test likes."""

    def __init__(self, *, limited=True):
        self.known, self.clock = Known(), SimpleNamespace(now=0.0)
        self.line = Downloads(self.known, limited=lambda: limited, now=lambda: self.clock.now)
        self.begun, self.end = [], asyncio.Event()

    async def ask(self, *sessions):
        """The answers to come, after whoever may has begun."""
        tasks = [asyncio.ensure_future(self.line.made(one, "r", self.make(one))) for one in sessions]
        await asyncio.sleep(3 * downloads.LOOK)
        return tasks

    def make(self, session):
        async def made():
            self.begun.append(session)
            await self.end.wait()
            return BackendOperationResponse(request_id="made")

        return made


async def crowd():
    desk = Desk()
    tasks = await desk.ask(*["a@1"] * 5, "b@1", "c@1", "d@2", "e@3", "f@4")
    assert desk.begun == ["a@1", "b@1", "d@2", "e@3"] and len(desk.begun) == AT_WORK[2]
    desk.end.set()
    answers = await asyncio.gather(*tasks)
    assert [one.request_id for one in answers] == ["made"] * 10
    assert not +desk.line.at_work and not +desk.line.waiting


def test_a_person_an_address_and_all_have_so_many_at_a_time():
    asyncio.run(crowd())


async def too_many():
    desk = Desk()
    tasks = await desk.ask(*["a@1"] * 40)
    refused = [one.result() for one in tasks if one.done()]
    assert len(refused) == 40 - WAITING[0] - AT_WORK[0]
    assert {one.error_msg for one in refused} == {translator("zh")("door.downloads")}
    assert desk.begun == ["a@1"]
    desk.known.left.add("a@1")
    await asyncio.sleep(3 * downloads.LOOK)
    assert sum(one.done() for one in tasks) == 39 and not +desk.line.waiting
    desk.end.set()
    await asyncio.gather(*tasks)
    assert desk.begun == ["a@1"]


def test_whoever_asks_for_too_many_is_told_and_whoever_left_gets_none():
    asyncio.run(too_many())


async def patience():
    desk = Desk()
    tasks = await desk.ask("a@1", "a@1")
    desk.clock.now += PATIENCE + 1
    await asyncio.sleep(3 * downloads.LOOK)
    assert [one.done() for one in tasks] == [False, True]
    desk.end.set()
    await asyncio.gather(*tasks)


def test_nobody_waits_for_ever():
    asyncio.run(patience())


async def alone():
    desk = Desk(limited=False)
    tasks = await desk.ask(*["a@1"] * 20)
    assert len(desk.begun) == 20
    desk.end.set()
    await asyncio.gather(*tasks)


def test_on_ones_own_machine_nobody_waits():
    asyncio.run(alone())


def test_streamlit_asks_for_a_turn(monkeypatch):
    asked = []

    async def at_once(self, request, session_id):
        return BackendOperationResponse(request_id="made")

    async def made(self, session, request, make):
        asked.append((session, request))
        return await make()

    monkeypatch.setattr(DeferredFileHandler, "handle", None)
    monkeypatch.setattr(MediaFileManager, "_get_inactive_file_ids", None)
    monkeypatch.setattr(downloads, "AT_ONCE", at_once)
    monkeypatch.setattr(Downloads, "made", made)
    downloads.take_turns()
    handler, request = DeferredFileHandler(lambda: None), SimpleNamespace(request_id="r")
    assert asyncio.run(handler.handle(request, "s")).request_id == "made" and asked == [("s", "r")]
