"""What to score texts with, in the words of a language: the method, how often it is right, and why it."""

from collections.abc import Callable, Mapping
from typing import Any

from core.tasks.sentiment.outcome import TextOutcome
from core.words.methods import method_word
from core.words.sentences import spaced


def text_send_facts(outcome: TextOutcome) -> dict[str, Any]:
    """The facts of the sentences.

    Returns:
        method; kind ("simple", "cell" or "with_bag"); bag, with which cells are averaged; best before the
        test; error and best_error, shares of errors on the validation and calibration texts, of which there
        are chosen_on; of the test: texts, accuracy and ece.
    """
    sent, row = outcome.sent, outcome.sent_row()
    best = sent.best or sent.name
    return {
        "method": sent.name, "kind": sent.kind, "bag": outcome.bag, "best": best,
        "error": sent.errors.get(sent.name), "best_error": sent.errors.get(best),
        "chosen_on": sent.independent,
        "texts": len(outcome.truth), "accuracy": row.scores["accuracy"], "ece": row.scores["ece"],
    }  # fmt: skip


def text_send_headline(t: Callable[..., str], facts: Mapping[str, Any], share: Callable[[Any], str]) -> str:
    """Which method, and how many of the test texts it tells right.

    Args:
        share: How a share is written.
    """
    return t("text_send.headline", method=method_word(t, facts["method"]), accuracy=share(facts["accuracy"]))


def text_send_evidence(t: Callable[..., str], facts: Mapping[str, Any], share: Callable[[Any], str]) -> str:
    """Where it was chosen and why; what it is made of, where it is made of two."""
    names = {"bag": t(f"method.{facts['bag']}")} if facts["bag"] else {}
    made = t("text_send.halves", **names) if facts["kind"] == "with_bag" else ""
    return spaced(t, made, _why(t, facts, share), t("text_send.trust", ece=share(facts["ece"])))


def _why(t: Callable[..., str], facts: Mapping[str, Any], share: Callable[[Any], str]) -> str:
    if facts["error"] is None:
        return t("text_send.few")
    told = {"texts": facts["chosen_on"], "error": share(facts["error"])}
    if facts["best"] == facts["method"]:
        return t("text_send.lowest", **told)
    best = {"best": method_word(t, facts["best"]), "best_error": share(facts["best_error"])}
    return t("text_send.simpler", **told, **best)
