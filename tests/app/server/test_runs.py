"""One person's many pages take turns; each page that runs already is heard at once."""

import asyncio
from types import SimpleNamespace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.server import runs
from app.server.runs import LONGEST, Runs, ends_run

ANN, ROOM = {"ann": 2, "1.1.1.1": 3}, {"1.1.1.1": 3}


async def begins(line, page, most, seconds=0.02):
    """Whether a page's turn comes within some seconds."""
    task = asyncio.ensure_future(line.turn(page, most))
    done, _ = await asyncio.wait([task], timeout=seconds)
    task.cancel()
    return bool(done)


async def turns():
    line = Runs()
    assert await begins(line, 1, ANN) and await begins(line, 2, ANN)
    assert not await begins(line, 3, ANN)
    assert await begins(line, 1, ANN)  # a touch of a page that runs
    assert await begins(line, 4, {"bob": 2} | ROOM) and not await begins(line, 5, {"cy": 2} | ROOM)
    line.ended(2, ANN)
    assert await begins(line, 3, ANN)
    line.ended(1, ANN)
    line.ended(3, ANN)
    line.ended(4, {"bob": 2} | ROOM)
    assert not line.running


def test_a_person_and_an_address_have_so_many_runs_at_a_time():
    asyncio.run(turns())


async def long_ones(clock):
    line = Runs(now=lambda: clock.now)
    assert await begins(line, 1, {"ann": 1}) and not await begins(line, 2, {"ann": 1})
    clock.now += LONGEST + 1
    assert await begins(line, 2, {"ann": 1})


def test_a_run_that_takes_too_long_holds_up_no_other():
    asyncio.run(long_ones(SimpleNamespace(now=0.0)))


def test_messages_say_when_a_run_has_ended():
    told = ForwardMsg()
    told.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    assert ends_run(told.SerializeToString())
    told.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    assert not ends_run(told.SerializeToString()) and not ends_run(bytes(runs.SMALL + 1))
