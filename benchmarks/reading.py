"""Seconds in a real browser from handing over a file or a paste to what was understood of it, drawn.

    python -m benchmarks.reading                       # this version
    python -m benchmarks.reading --against ../before   # in turns with another one, and the ratio

Each try is a new visit to a server that is warm; with another version, theirs and ours alternate. The exit
status is 1 where something people do takes more than a tenth longer than there. Needs Chromium.
"""

import argparse
import io
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.abuse.browsing import READ, SETTLED, choose, paste, settle, upload, words
from benchmarks.abuse.served import Served
from tests.e2e.conftest import BROWSERS, FLAGS

ROOT = Path(__file__).resolve().parents[1]
TRIES = 5  # of each; more where the machine has other work
PATIENCE = 120.0  # seconds
SLOWER, NOTICED = 1.1, 0.1  # a ratio; seconds below which nobody sees a difference
ROWS, COLUMNS, SMALL, LINES, TEXTS = 200_000, 5, 300, 2_000, 50_000
DRAWN = (
    f"""() => document.querySelector({json.dumps(SETTLED)}) && document.querySelector({json.dumps(READ)})"""
)
OPINIONS = {
    "good": "The staff were friendly and room number {} was clean.",
    "bad": "It was loud, and number {} smelled.",
}


@dataclass(frozen=True)
class Case:
    """Something that people bring.

    Attributes:
        page: Where to.
        label: Key of the label of the field.
        body: What; a text is pasted, bytes are a file.
    """

    name: str
    page: str
    label: str
    body: Callable[[], bytes | str]


@cache
def figures(rows: int) -> pd.DataFrame:
    """Random walks, a quarter of an hour apart."""
    walks = np.random.default_rng(0).normal(size=(rows, COLUMNS)).cumsum(axis=0).round(4)
    frame = pd.DataFrame(walks, columns=list("abcdefgh"[:COLUMNS]))
    frame.insert(0, "time", pd.date_range("2015", periods=rows, freq="15min"))
    return frame


@cache
def csv(rows: int) -> str:
    """The figures as CSV."""
    return figures(rows).to_csv(index=False)


@cache
def parquet() -> bytes:
    """The figures as Parquet."""
    return figures(ROWS).to_parquet(index=False)


@cache
def workbook() -> bytes:
    """A fourth of the figures as a workbook, which is about as large as a file may be."""
    body = io.BytesIO()
    frame = figures(ROWS // 4).assign(time=lambda frame: frame["time"].astype(str))
    frame.to_excel(body, index=False, engine="xlsxwriter")
    return body.getvalue()


@cache
def texts(count: int, joint: str) -> str:
    """Labelled texts, one a line."""
    lines = [f"{label}{joint}{text.format(n)}" for n in range(count // 2) for label, text in OPINIONS.items()]
    return "\n".join(lines)


CASES = (
    Case(f"CSV of {ROWS:,} rows", "forecast", "data.file", lambda: csv(ROWS).encode()),
    Case(f"Parquet of {ROWS:,} rows", "forecast", "data.file", parquet),
    Case(f"workbook of {ROWS // 4:,} rows", "forecast", "data.file", workbook),
    Case(f"CSV of {SMALL} rows", "forecast", "data.file", lambda: csv(SMALL).encode()),
    Case(f"paste of {LINES:,} rows", "forecast", "data.paste", lambda: csv(LINES)),
    Case(f"paste of {LINES:,} texts", "sentiment", "text.paste", lambda: texts(LINES, "\t")),
    Case(
        f"CSV of {TEXTS:,} texts", "sentiment", "text.file",
        lambda: ("label;text\n" + texts(TEXTS, ";")).encode(),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Took:
    """Seconds of one visit: on the clock, and of processors that the server and its readers used."""

    clock: float
    processors: float


def visit(browser: Browser, served: Served, case: Case) -> Took:
    """One visit."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    try:
        tab = context.new_page()
        tab.goto(f"{served.url}/{case.page}")
        settle(tab, PATIENCE)
        before = served.processor_time()
        clock = brought(tab, words(served.app), case)
        return Took(clock, served.processor_time() - before)
    finally:
        context.close()


def brought(tab: Page, known: dict[str, str], case: Case) -> float:
    """Seconds from handing it over until it is drawn."""
    body = case.body()
    choose(tab, known["source.paste" if isinstance(body, str) else "source.file"], PATIENCE)
    began = time.perf_counter()
    if isinstance(body, str):
        paste(tab, known[case.label], body)
    else:
        upload(tab, known[case.label], "brought", body)
    tab.wait_for_function(DRAWN, timeout=1000 * PATIENCE)
    return time.perf_counter() - began


def main() -> None:
    """Measure, print a Markdown table, and exit with 1 where something got slower."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--against", type=Path, help="folder of another version")
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--shared", action="store_true", help="served to several people, not to oneself")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit("Chromium is not installed")
    folders = [given.against.resolve(), ROOT] if given.against else [ROOT]
    with ExitStack() as stack:
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=chromium, args=FLAGS)
        stack.callback(browser.close)
        served = [
            stack.enter_context(
                Served(
                    folder,
                    Path(stack.enter_context(tempfile.TemporaryDirectory())),
                    shared=given.shared,
                    UNROLLED_ENGINE="off",
                )  # fmt: skip
            )
            for folder in folders
        ]
        before = "theirs, s | " if given.against else ""
        print(f"| what | {before}ours, s | ratio | ratio of processor time | each |", flush=True)
        print(f"|{'---|' * (6 if given.against else 5)}", flush=True)
        slower = [row(browser, served, case, given.tries) for case in CASES]
    sys.exit(1 if any(slower) else 0)


def row(browser: Browser, served: list[Served], case: Case, tries: int) -> bool:
    """Measure one kind, print its line, and say whether it got slower."""
    case.body()  # not while it is measured
    visit(browser, served[0], case), visit(browser, served[-1], case)  # the first one imports
    took = [[visit(browser, one, case) for one in served] for _ in range(tries)]
    each = [statistics.median(one.clock for one in column) for column in zip(*took, strict=True)]
    ratio = statistics.median(pair[-1].clock / pair[0].clock for pair in took)
    work = statistics.median(pair[-1].processors / pair[0].processors for pair in took)
    slower = ratio > SLOWER and each[-1] - each[0] > NOTICED
    told = " | ".join(f"{seconds:.2f}" for seconds in each)
    spread = ", ".join(f"{pair[-1].clock:.2f}" for pair in took)
    print(
        f"| {case.name} | {told} | {ratio:.2f}{' **slower**' if slower else ''} | {work:.2f} | {spread} |",
        flush=True,
    )
    return slower


if __name__ == "__main__":
    main()
