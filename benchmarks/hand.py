"""How soon a cell by hand answers: all that a moved dial costs the server, in processor milliseconds.

    python -m benchmarks.hand      # seconds; writes nothing

Processor time, for it is the same on a machine that has other work to do. Walks, judges, draws the curves
(as the JSON that a browser gets) and the cell, as `app.learn.hand` does. Beside it the whole page, run again
by Streamlit's own harness: more than a fragment costs.
"""

import logging
import statistics
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.charts.cell.layout import planned
from app.charts.cell.plan import series_drawing
from app.charts.cell.svg import cell_svg
from app.i18n import translator
from app.learn.charts.hand import hand_chart, hand_facts
from core.byhand.cell import course, dials, weights_of
from core.byhand.challenges import CHALLENGES, START, held
from core.cells import CELLS

ROUNDS = 30
MOVES = 12


def one_move(name: str, units: int, challenge: str) -> float:
    """Median milliseconds of a walk with its pictures."""
    cell, asked, t = CELLS[name], CHALLENGES[challenge], translator("en")
    settings = {dial.name: START[dial.letter] for dial in dials(cell, units)}
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        walked = course(cell, weights_of(cell, units, settings), asked.inputs)
        held(asked, walked)
        hand_chart(hand_facts(walked, name, asked, 3), t).to_json()
        drawing = series_drawing(walked.steps, walked.at(3), 0, float(walked.inputs[3, 0]))
        cell_svg(planned(drawing), str)
        took.append(1000 * (time.process_time() - begun))
    return statistics.median(took)


def page_moves() -> float:
    """Median milliseconds until the page has run again after a dial has moved."""
    page = AppTest.from_file(str(Path("streamlit_app.py").resolve()), default_timeout=60)
    page.switch_page(str(Path("pages/learn.py").resolve()))
    page.query_params.update({"tab": "hand", "challenge": "toggle", "cell": "lstm"})
    page.run()
    took = []
    for move in range(MOVES):
        dial = page.slider(key="learn.hand.toggle.lstm.1.W.f.1").set_value(-3.0 + 0.1 * move)
        begun = time.process_time()
        dial.run()
        took.append(1000 * (time.process_time() - begun))
    return statistics.median(took)


def main() -> None:
    """Print a line per cell."""
    logging.disable(logging.WARNING)
    for name in CELLS:
        told = [f"{units} units {one_move(name, units, 'survive'):.0f} ms" for units in (1, 3)]
        print(f"{name}: {', '.join(told)}")
    print(f"the whole page: {page_moves():.0f} ms")


if __name__ == "__main__":
    main()
