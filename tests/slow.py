"""Which tests are slow: `make test` leaves them out, `make slow` runs them, CI runs both.

    PYTEST_ADDOPTS=--durations=0 make test slow | tee LOG; python -m tests.slow LOG

reads how long each test took and writes the list anew. It is by measurement, not by choice, so that nobody
has to remember a mark and what has become quick again comes back.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

LIST = Path(__file__).with_name("slow.txt")
MOST = 1.5  # seconds that a test may take with two others beside it on two cores
# What most changes could break stays, however long it takes: one way from the first page to the download,
# and the law that noise is not told from chance.
KEPT = {
    "tests/e2e/test_journey.py::test_from_the_first_page_to_the_downloaded_forecast",
    "tests/core/test_laws.py::test_on_twenty_random_walks_no_cell_is_better",
}
TOGETHER = ("tests/core/networks/test_shapes.py::",)  # files whose last test counts on all before it
PHASE = re.compile(r"^(\d+\.\d+)s (call|setup|teardown) +([^\s:]+::\w+)([\[@].*)?$")


def slow_tests() -> frozenset[str]:
    """Their names as pytest has them, without parameters."""
    return frozenset(LIST.read_text(encoding="utf-8").split())


def slow_in(log: str) -> list[str]:
    """The tests of which one case takes longer than `MOST` on average; what it waits for others to make
    ready counts for whoever comes first, and is no reason.

    Args:
        log: What pytest printed with `--durations=0`.
    """
    taken: dict[str, list[float]] = defaultdict(list)
    for line in log.splitlines():
        if (found := PHASE.match(line)) and found[2] == "call":
            taken[found[3]].append(float(found[1]))
    long = {test for test, each in taken.items() if sum(each) / len(each) > MOST}
    long |= {test for test in taken for file in TOGETHER if test.startswith(file)}
    return sorted(long - KEPT)


if __name__ == "__main__":
    LIST.write_text(
        "\n".join(slow_in(Path(sys.argv[1]).read_text(encoding="utf-8"))) + "\n", encoding="utf-8"
    )
