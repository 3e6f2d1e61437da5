"""Seconds to look inside three networks of 200 steps x 128 units: computed, made into charts, drawn.

    python benchmarks/inside.py            # drawing needs Playwright and a Chromium on the machine

Prints a line per part, the best of three.
"""

import importlib.resources
import os
import time
from dataclasses import replace
from typing import Any

import numpy as np

from app.i18n import translator
from app.inside.charts.states import states_chart, states_facts
from core.engine.insides import gradients, trace
from core.networks.saved import weights_of
from core.store.array_text import arrays_of
from core.tasks.forecast.series import Series
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.loaded import inside_of
from core.tasks.question import Question, TrainedNetwork

STEPS, UNITS, TIMES = 200, 128, 3
DRAW = """([figures]) => { const begun = performance.now();
return Promise.all(figures.map((f, n) => Plotly.newPlot('c' + n, f.data, f.layout)))
.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))))
.then(() => (performance.now() - begun) / 1000) }"""


def question() -> Question:
    """Three untrained networks and a window."""
    task = ForecastSpec(target="y", lookback=STEPS)
    spec = replace(QUICK, task=task, model=replace(QUICK.model, units=UNITS))
    window = np.random.default_rng(1).normal(size=(STEPS, 1))
    facts = {"deviation": [1.0] * task.horizon, "mean": [0.0] * task.horizon, "transform": "levels"}
    source = Series(1, task.horizon, window, np.zeros(task.horizon), facts)
    typical = []
    for cell in spec.cells:
        kept = TrainedNetwork(cell, cell, 1, UNITS)
        typical.append(
            replace(kept, weights=weights_of(inside_of(spec).fresh(kept, spec, source, spec.model)))
        )
    return Question("trace", spec, source, tuple(typical), {})


def best(task: Any) -> tuple[float, Any]:
    """The shortest of some times, and what was made."""
    times, told = [], None
    for _ in range(TIMES):
        begun = time.perf_counter()
        told = task()
        times.append(time.perf_counter() - begun)
    return min(times), told


def charts(told: dict[str, Any]) -> list[str]:
    """The three figures as they are sent to a browser."""
    t, labels = translator("en"), [f"step {n}" for n in range(STEPS)]
    told = told | {"arrays": arrays_of(told["arrays"])}
    return [
        states_chart(states_facts(told, cell, labels, ["y"], STEPS - 1, t, alike=True), t).to_json()
        for cell in told["cells"]
    ]


def drawn(figures: list[str]) -> float:
    """Seconds until Chromium has painted them side by side, as the columns of a page."""
    from playwright.sync_api import sync_playwright

    script = importlib.resources.files("plotly").joinpath("package_data/plotly.min.js").read_text()
    boxes = "".join(f'<div id="c{n}" style="width:380px;float:left"></div>' for n in range(len(figures)))
    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 1400})
        page.set_content(f"<body>{boxes}</body>")
        page.add_script_tag(content=script)
        parsed = page.evaluate_handle(f"[[{','.join(figures)}]]")
        found = min(page.evaluate(DRAW, parsed) for _ in range(TIMES))
        browser.close()
    return float(found)


def main() -> None:
    asked = question()
    compute, told = best(lambda: trace(asked))
    make, figures = best(lambda: charts(told))
    after = replace(asked, kind="gradients", asked={"when": "after"})
    back, _ = best(lambda: gradients(after))
    print(f"{len(told['cells'])} cells, {STEPS} steps x {UNITS} units, load {os.getloadavg()[0]:.1f}")
    print(f"states computed by the worker   {compute:6.2f} s, {len(told['arrays']) / 1e6:.2f} MB")
    print(f"charts made from the answer     {make:6.2f} s, {sum(map(len, figures)) / 1e6:.2f} MB")
    print(f"drawn by Chromium               {drawn(figures):6.2f} s")
    print(f"gradients through time          {back:6.2f} s")


if __name__ == "__main__":
    main()
