"""Keep a measurement: a Markdown table and a picture, with the machine, the date and the versions."""

import os
import platform
import shutil
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import plotly.graph_objects as go
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import BROWSERS, FLAGS

COLOURS = ["#0072B2", "#8A919E", "#C3C9D4", "#D55E00", "#009E73", "#3B414D"]
SIZE = (1200, 520)


def machine() -> str:
    """One sentence on what was measured where and when."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("tensorflow", "keras"))
    day = datetime.now(UTC).date().isoformat()
    return f"{day}, {_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}."


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def keep(
    folder: Path,
    name: str,
    text: str,
    groups: list[str],
    bars: dict[str, list[float]],
    unit: str,
    axis: str = "log",
) -> None:
    """Write NAME.md and NAME.png: one group of bars for each measurement; `axis` is log or linear."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    figure = go.Figure(
        [
            go.Bar(name=label, x=groups, y=values, marker_color=colour)
            for (label, values), colour in zip(bars.items(), COLOURS, strict=False)
        ]
    )
    figure.update_layout(template="plotly_white", yaxis={"type": axis, "title": unit}, barmode="group")
    figure.update_layout(width=SIZE[0], height=SIZE[1], margin={"t": 30}, legend={"orientation": "h"})
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return  # a table without its picture is better than nothing
    page_file = folder / f"{name}.html"
    page_file.write_text(figure.to_html(include_plotlyjs=True), encoding="utf-8")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=FLAGS)
        page = chromium.new_page(viewport={"width": SIZE[0] + 20, "height": SIZE[1] + 20})
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector(".legend")
        page.screenshot(path=folder / f"{name}.png")
        chromium.close()
    page_file.unlink()
