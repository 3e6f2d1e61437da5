"""Attack a served instance as a stranger, a colleague and another account would, and say what holds.

    python -m benchmarks.abuse                            # this version
    python -m benchmarks.abuse --app ../before --patience 60   # another one, whose attacks may take longer
    python -m benchmarks.abuse --only gzip,stop            # rows whose names hold one of these words

An instance is served as an operator would (`python -m app.serve`), in an empty folder and at a port of its
own; a real Chromium uploads, pastes and opens addresses. Meanwhile a second visitor asks for pages and has
one drawn again and again: told are the longest that this one waited, what the pages' process held at most,
and what the processes did that it started to read. Needs Linux and Chromium; leave the machine alone.

The exit status is 0 where every row holds: a sentence or a refusal, no page that did not answer for 1 s, and
at most 350 MB in the pages' process.
"""

import argparse
import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.abuse import belongings, crowds, doors, queueing, reading
from benchmarks.abuse.served import Served
from benchmarks.abuse.stage import CALM, LONGEST, MOST, ROOT, Attack, Figures, Stage, Told, Visitor
from tests.e2e.conftest import BROWSERS, FLAGS

ATTACKS = (*reading.ATTACKS, *belongings.ATTACKS, *queueing.ATTACKS, *crowds.ATTACKS, *doors.ATTACKS)
PATIENCE = 15.0  # seconds that an attacker waits for an answer
AGAIN = 3  # tries of an attack beside which the machine has other work
FRESH = 300.0  # megabytes above which the next attack gets a fresh server
CELLS = ("attack", "what is told", "pages' process, MB", "readers, MB", "longest wait, s", "verdict")


def replay(attack: Attack, stage: Stage) -> tuple[Told, Figures]:
    """One attack, and what the second visitor saw of it."""
    stage = replace(stage, patience=attack.patience or stage.patience)
    with Visitor(stage.served) as visitor:
        try:
            told = attack.make(stage)
        except Exception as error:  # an attack that broke says so, and the others go on
            told = Told(
                f"({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})", False
            )
        stage.served.answers(stage.patience)  # what is still stuck is waited for
        time.sleep(0.3)
        return told, visitor.figures()


def calm(attack: Attack, stage: Stage) -> tuple[Told, Figures]:
    """The same, again where the machine was too busy with other things to say who made the visitor wait."""
    for _ in range(AGAIN):
        told, seen = replay(attack, stage)
        if not attack.measured or seen.waited <= LONGEST or seen.machine <= CALM:
            break
    return told, seen


def verdict(attack: Attack, told: Told, seen: Figures) -> str:
    """Whether a row holds, and what does not."""
    wrong = [] if told.holds else ["told"]
    if attack.measured:
        wrong += ["waits"] if seen.waited > LONGEST else []
        wrong += ["memory"] if seen.pages > MOST else []
    if not wrong:
        return "holds"
    busy = ", but the machine itself was busy" if seen.machine > CALM else ""
    return f"**NO** ({', '.join(wrong)}{busy})"


def row(attack: Attack, told: Told, seen: Figures) -> str:
    """A line of the table."""
    words = told.words.replace("|", "\\|").replace("\n", " ")
    waited = f"{seen.waited:.2f} (machine {seen.machine:.2f})" if attack.measured else "–"
    cells = (
        attack.name,
        words,
        f"{seen.pages:.0f}",
        f"{seen.children:.0f}",
        waited,
        verdict(attack, told, seen),
    )
    return f"| {' | '.join(cells)} |"


def all_of(attacks: Sequence[Attack], app: Path, browser: Browser, patience: float) -> Iterator[bool]:
    """Replay one after the other, print the lines, and say of each whether it holds."""
    for engine in (False, True):
        own = [attack for attack in attacks if attack.engine == engine]
        if not own:
            continue
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            served = Served(app, Path(folder), **({} if engine else {"UNROLLED_ENGINE": "off"}))
            stack.enter_context(served)
            for attack in own:
                told, seen = calm(attack, Stage(served, browser, patience))
                print(row(attack, told, seen), flush=True)
                yield verdict(attack, told, seen) == "holds"
                if not served.answers(1.0) or served.memory() > FRESH:
                    served.again()


def main() -> None:
    """Replay, print a Markdown table, and exit with 1 where a row does not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--app", type=Path, default=ROOT, help="folder of the version that is attacked")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds that an attacker waits")
    parser.add_argument("--only", default="", help="words of the rows to replay, separated by commas")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit("Chromium is not installed")
    parts = [part.strip().casefold() for part in given.only.split(",") if part.strip()]
    attacks = [one for one in ATTACKS if not parts or any(part in one.name.casefold() for part in parts)]
    began = time.monotonic()
    print(f"| {' | '.join(CELLS)} |\n|{'---|' * len(CELLS)}", flush=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        held = list(all_of(attacks, given.app.resolve(), browser, given.patience))
        browser.close()
    print(f"\n{sum(held)} of {len(held)} rows hold; {time.monotonic() - began:.0f} s.")
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
