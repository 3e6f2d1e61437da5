"""What the command line shows of a forecast: what to send, the verdict, the methods, what comes next."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.tasks.forecast.blank_words import blank_words
from core.tasks.forecast.send_words import send_evidence, send_headline
from core.tasks.result_lines import family, method_table, verdict_line
from core.words.english import T
from core.words.figures import figure

METRICS = ("mae", "rmse", "smape", "mase")
KINDS = ("cells", "seeds", "with_ridge")
NOT_REFITTED = "Cells are scored before they are trained again on all rows before the test."


def forecast_lines(result: dict[str, Any]) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.forecast.summary`)."""
    if result["comparison"] is None:
        return
    if send := result["send"]:
        told = send_headline(T, send, figure, _day), send_evidence(T, send, figure, "{:.0%}".format)
        yield "\n".join(told).replace("*", "") + "\n"
    yield verdict_line(result, "verdict", "skill")
    yield method_table(result, METRICS, "skill", KINDS)
    yield _on_what(result) + family(result["verdict"])
    if cells := result["ended_at_limit"]:
        yield _limit(cells, result["spec"]["training"]["updates"])
    if not result["outdated"]:
        yield from further_lines(result)
    if blank := blank_words(T, result["data"]["blanks"]):
        yield blank
    if result["forecast"]:
        yield _forecast_table(result["forecast"])


def further_lines(result: dict[str, Any]) -> Iterator[str]:
    """What cells add to ridge, on which networks the scores rest, and what the further columns add."""
    yield from map(_added, result["comparison"]["added_to_ridge"])
    if not result["comparison"]["refitted_before_test"]:
        yield NOT_REFITTED
    yield from map(_ablated, result["ablation"])


def _day(time: object) -> str:
    return str(time).removesuffix("T00:00:00")


def _on_what(result: dict[str, Any]) -> str:
    compared, audits = result["comparison"], result["audits"]
    count = compared["origins"]
    told = f"{count} origin{'s' * (count != 1)}, {compared['origins_apart']} non-overlapping"
    named = ", ".join(one["column"] for one in audits["look_ahead"] if one["knows"])
    warned = f" Looks as if it already knows the future: {named}." if named else ""
    return f"{told}. Leakage audit: {len(audits['leakage']['moved'])} fitted numbers moved.{warned}"


def _limit(cells: list[str], updates: int) -> str:
    return f"{', '.join(cells)}: training ended at the limit of {updates:,} updates, while still improving."


def _added(one: dict[str, Any]) -> str:
    gain, p = figure(one["skill"], 100), figure(one["p_holm"])
    return f"{one['cell']} with ridge: skill {gain} % against ridge alone (p {p}), {one['finding']}"


def _ablated(one: dict[str, Any]) -> str:
    gain, p = figure(one["gain"], 100), figure(one["p_holm"])
    return f"{one['cell']} with the further columns: {gain} points of skill more (p {p}), {one['finding']}"


def _forecast_table(forecast: dict[str, Any]) -> Table:
    """What comes next, by the method that is to be sent."""
    table = Table(f"forecast by {forecast['method']}", "mean", "80 % interval", "95 % interval", box=None)
    for step, time in enumerate(forecast["time"]):
        mean, *bounds = (figure(forecast[name][step]) for name in ("mean", "lo80", "hi80", "lo95", "hi95"))
        low80, high80, low95, high95 = bounds
        table.add_row(_day(time), mean, f"{low80} to {high80}", f"{low95} to {high95}")
    return table
