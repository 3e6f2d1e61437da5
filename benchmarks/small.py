"""How soon small networks are trained anew: processor seconds of each cell, and of the tab's pictures.

    python -m benchmarks.small      # seconds; writes nothing

With the settings that the tab begins with, and with the largest ones that it offers.
"""

import os

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

import statistics  # noqa: E402
import time  # noqa: E402

from app.i18n import translator  # noqa: E402
from app.learn.charts.small import answers_chart, losses_chart, states_chart  # noqa: E402
from app.learn.small.settings import STEPS, UNITS, UPDATES  # noqa: E402
from core.byhand.puzzles import PUZZLES  # noqa: E402
from core.byhand.training import SMALL, Asked, train  # noqa: E402

ROUNDS = 5
SIZES = {
    "first settings": Asked(PUZZLES["order"]),
    "largest": Asked(PUZZLES["order"], STEPS[1], UNITS[1], updates=UPDATES[1]),
}


def seconds(asked: Asked) -> dict[str, float]:
    """Medians: of training each cell, and of all pictures as the JSON that a browser gets."""
    took: dict[str, list[float]] = {name: [] for name in (*SMALL, "pictures")}
    t = translator("en")
    for _ in range(ROUNDS):
        found = {}
        for cell in SMALL:
            begun = time.process_time()
            found[cell] = train(cell, asked)
            took[cell].append(time.process_time() - begun)
        begun = time.process_time()
        losses_chart(found, t).to_json()
        for one in found.values():
            answers_chart(one, 0, t).to_json()
            states_chart(one, 0, t).to_json()
        took["pictures"].append(time.process_time() - begun)
    return {name: statistics.median(values) for name, values in took.items()}


def main() -> None:
    """Print a line per size."""
    for size, asked in SIZES.items():
        found = seconds(asked)
        told = ", ".join(f"{name} {value:.2f} s" for name, value in found.items())
        print(f"{size}: {told}; together {sum(found.values()):.2f} s")


if __name__ == "__main__":
    main()
