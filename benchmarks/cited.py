"""Figures of docs/results.md, docs/tasks.md and docs/panels.md that Learn cites, kept where it finds them.

python -m benchmarks.cited      # writes app/learn/cited.json; at once, after any of them was measured anew
"""

import json
import re
from pathlib import Path
from typing import Any

from app.learn.cited import KEPT

DOCS = Path(__file__).resolve().parents[1] / "docs"
SET = "OSULeaf"  # of whole series, where a recurrent cell is furthest above the simple methods


def cited(docs: Path = DOCS) -> dict[str, Any]:
    """Everything that is cited, from the pages as they stand."""
    texts = {
        name: (docs / f"{name}.md").read_text(encoding="utf-8") for name in ("results", "tasks", "panels")
    }
    return {
        "single": single(texts["results"]),
        "whole": whole_series(texts["tasks"]),
        "many": [one for one in map(many, texts["panels"].split("\n## ")[1:]) if one["series"] > 1],
    }


def single(text: str) -> dict[str, Any]:
    """Of single series: errors in parts of ridge's, and how many settings a cell won."""
    heads = next(_cells(line) for line in text.splitlines() if line.startswith("| Error / ridge's"))
    found = dict(zip(heads, _row(text, "all"), strict=True))
    ratios = {
        name.lower(): float(found[name]) for name in heads if name.split(" ")[0] in ("RNN", "LSTM", "GRU")
    }
    return {"settings": int(found["Settings"]), "better": found["Better"], "ratios": ratios}


def whole_series(text: str) -> dict[str, Any]:
    """Of whole series: the set where a cell is furthest above the simple methods, and by how much."""
    rows = [_cells(line) for line in text.splitlines() if line.startswith(f"| {SET} |")]
    gains = {row[1]: (float(row[3]), float(row[4])) for row in rows if row[3].startswith(("+", "-"))}
    cell = max(gains, key=lambda name: gains[name][0])
    return {"set": SET, "cell": cell.lower(), "points": gains[cell][0], "p": gains[cell][1]}


def many(section: str) -> dict[str, Any]:
    """Of many series at once: gains in % of the best local method's error, of a cell alone and with one."""
    series, seeds = (int(_first(rf"(\d+) {what}", section).replace(",", "")) for what in ("series;", "seeds"))
    rows = [_cells(line.replace("**", "")) for line in section.splitlines() if line.startswith("| ")]
    gains = {row[0]: (float(row[6].removesuffix(" %")), row[7]) for row in rows if row[6].endswith("%")}
    alone = max((name for name in gains if name in ("rnn", "lstm", "gru")), key=lambda name: gains[name][0])
    both = max((name for name in gains if "+" in name), key=lambda name: gains[name][0])
    return {
        "name": section.splitlines()[0], "series": series, "seeds": seeds,
        "alone": [alone, gains[alone][0]], "both": [both, gains[both][0], float(gains[both][1])],
    }  # fmt: skip


def _row(text: str, name: str) -> list[str]:
    return next(_cells(line) for line in text.splitlines() if line.startswith(f"| {name} |"))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, pattern
    return found[1]


def main() -> None:
    """Write them."""
    KEPT.write_text(json.dumps(cited(), indent=1) + "\n", encoding="utf-8")
    print(KEPT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
