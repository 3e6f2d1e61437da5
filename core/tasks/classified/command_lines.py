"""What the command line shows of classes that were told: what to use, the verdict, the methods."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from core.tasks.classified.send_words import send_evidence, send_headline
from core.tasks.result_lines import family, method_table, verdict_line
from core.words.english import T

METRICS = ("accuracy", "f1", "log_loss", "ece")
KINDS = ("cells", "seeds", "with_bag")


def class_lines(result: dict[str, Any], *, words: str, noun: str) -> Iterator[str | Table]:
    """Of a summary (see `core.tasks.classified.summary`).

    Args:
        words: What is classified, as its sentences call it.
        noun: As the summary calls it.
    """
    compared = result["comparison"]
    if compared is None:
        return
    if send := result["send"]:
        told = (say(T, send, "{:.1%}".format, words) for say in (send_headline, send_evidence))
        yield "\n".join(told).replace("*", "") + "\n"
    yield verdict_line(result, f"{words}_verdict", "gain", texts=compared[noun])
    yield method_table(result, METRICS, "gain", KINDS)
    yield f"{compared[noun]} test {noun}, each method on the same.{family(result['verdict'])}"
