"""What the command line shows of classified texts: what to score texts with, the verdict, the methods."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.tasks.result_lines import family, method_table, verdict_line
from core.tasks.sentiment.send_words import text_send_evidence, text_send_headline
from core.words.english import T

METRICS = ("accuracy", "f1", "log_loss", "ece")
KINDS = ("cells", "seeds", "with_bag")


def text_lines(result: dict[str, Any]) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.sentiment.summary`)."""
    compared = result["comparison"]
    if compared is None:
        return
    if send := result["send"]:
        told = text_send_headline(T, send, "{:.1%}".format), text_send_evidence(T, send, "{:.1%}".format)
        yield "\n".join(told).replace("*", "") + "\n"
    yield verdict_line(result, "text_verdict", "gain", texts=compared["texts"])
    yield method_table(result, METRICS, "gain", KINDS)
    yield f"{compared['texts']} test texts, each method on the same.{family(result['verdict'])}"
