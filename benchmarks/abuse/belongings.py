"""What belongs to others: experiments that a stranger finds or stops."""

from dataclasses import dataclass

from benchmarks.abuse.browsing import settle, visiting, words
from benchmarks.abuse.served import Served
from benchmarks.abuse.stage import Attack, Stage, Told
from benchmarks.abuse.store import column
from benchmarks.abuse.wire import Wire, cookies_of

MANY = 15_000  # ids: Streamlit reads half a megabyte of an address
SHORT = 10  # letters of an id that used to be enough


@dataclass(frozen=True)
class Made:
    """An experiment of somebody else, and the cookies of the browser that made it."""

    id: str
    cookies: dict[str, str]


def made(stage: Stage) -> Made:
    """Somebody trains a sample; no engine works on it, so that it stays in the queue."""
    before = set(column(stage.served, "select id from experiments"))
    cookies = cookies_of(stage.served.url)
    with Wire(stage.served.url, cookies, stage.patience) as tab:
        button = tab.open().button("home.train.chaotic")
        assert button is not None
        tab.press(button)
    (id,) = set(column(stage.served, "select id from experiments")) - before
    return Made(id, cookies)


def stop_in_the_page(stage: Stage) -> Told:
    """Open somebody's address in another browser, and press Stop where it is shown."""
    theirs = made(stage)
    with visiting(stage, f"forecast?experiment={theirs.id}") as tab:
        known = words(stage.served.app)
        button = tab.get_by_test_id("stMain").get_by_role("button", name=known["progress.stop"], exact=True)
        shown = button.count() and button.first.is_enabled()
        if shown:
            button.first.click()
            settle(tab, stage.patience)
        reads = known["error.unknown_experiment"] not in tab.content()
    stopped = not _waits(stage.served, theirs.id)
    words_ = "stopped it" if stopped else "Stop does nothing" if shown else "no Stop is shown"
    return Told(words_ + ("" if reads else "; cannot even read it"), not stopped and reads)


def stop_by_wire(stage: Stage) -> Told:
    """Open somebody's address, and send Stop whether or not its button is drawn or may be pressed."""
    theirs = made(stage)
    with Wire(stage.served.url, patience=stage.patience) as tab:
        drawn = tab.open("forecast", f"experiment={theirs.id}")
        for key in ("progress.stop", "forecast.again", "forecast.change"):
            if button := drawn.button(key):
                tab.press(button)
    stopped = not _waits(stage.served, theirs.id)
    return Told("stopped it" if stopped else "nothing was stopped", not stopped)


def stop_ones_own(stage: Stage) -> Told:
    """The same browser in another visit: it may, and has it on its list."""
    own = made(stage)
    with Wire(stage.served.url, own.cookies, stage.patience) as tab:
        listed = tab.open("experiments").button(f"experiments.open.{own.id}") is not None
        button = tab.open("forecast", f"experiment={own.id}").button("progress.stop")
        if button:
            tab.press(button)
    stopped = not _waits(stage.served, own.id)
    told = f"{'on its list' if listed else 'not on its list'}, {'stopped' if stopped else 'not stopped'}"
    return Told(told, listed and stopped)


def list_of_others(stage: Stage) -> Told:
    """Look for others' experiments on the list, where they could be renamed and deleted."""
    theirs = made(stage)
    with Wire(stage.served.url, patience=stage.patience) as tab:
        drawn = tab.open("experiments")
        found = [
            key
            for key in ("open", "more", "delete", "rename")
            if drawn.button(f"experiments.{key}.{theirs.id}")
        ]
    return Told("others' are listed" if found else "only one's own are listed", not found)


def short_id(stage: Stage) -> Told:
    """Open Compare with the first letters of a stranger's run."""
    theirs = made(stage)
    (run, *_) = column(
        stage.served, f"select id from runs where experiment='{theirs.id}' and kind='backtest' order by place"
    )
    with visiting(stage, f"compare?runs={run[:SHORT]}") as tab:
        opened = theirs.id in tab.content() or run in tab.content()
    return Told(
        f"{SHORT} letters {'open it, and tell the whole id' if opened else 'open nothing'}", not opened
    )


def many_ids(stage: Stage) -> Told:
    """Ask Compare for as many runs as an address can name."""
    ids = ",".join(f"{number:032x}" for number in range(MANY))
    with Wire(stage.served.url, patience=stage.patience) as tab:
        drawn = tab.open("compare", f"runs={ids}")
    return Told((drawn.alerts or ["(no box)"])[0][:120], not drawn.broken)


def _waits(served: Served, id: str) -> bool:
    return bool(column(served, f"select id from runs where experiment='{id}' and state='queued'"))


ATTACKS = (
    Attack("ten letters of a stranger's run in Compare's address", short_id),
    Attack("15,000 ids in Compare's address", many_ids),
    Attack("a stranger with the address presses Stop", stop_in_the_page),
    Attack("the same without a page, button or no button", stop_by_wire),
    Attack("a stranger looks for others' experiments to rename or delete", list_of_others),
    Attack("(the browser that made it, in another visit, may)", stop_ones_own),
)
