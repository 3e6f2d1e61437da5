"""Lines that the command line shows below the table of methods."""

from collections.abc import Iterator
from typing import Any

from core.cli.figures import figure

NOT_REFITTED = "Cells are scored before they are trained again on all rows before the test."


def further_lines(result: dict[str, Any]) -> Iterator[str]:
    """What cells add to ridge, on which networks the scores rest, and what the further columns add."""
    compared = result["comparison"]
    if result.get("outdated"):
        return
    yield from map(_added, compared.get("added_to_ridge", ()))
    if compared.get("refitted_before_test") is False:
        yield NOT_REFITTED
    yield from map(_ablated, result.get("ablation", ()))


def _added(one: dict[str, Any]) -> str:
    gain, p = figure(one["skill"], 100), figure(one["p_holm"])
    return f"{one['cell']} with ridge: skill {gain} % against ridge alone (p {p}), {one['finding']}"


def _ablated(one: dict[str, Any]) -> str:
    gain, p = figure(one["gain"], 100), figure(one["p_holm"])
    return f"{one['cell']} with the further columns: {gain} points of skill more (p {p}), {one['finding']}"
