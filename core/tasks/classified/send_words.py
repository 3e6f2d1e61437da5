"""What to use, in the words of a language: the method, how often it is right, and why it."""

from collections.abc import Callable, Mapping
from typing import Any

from core.tasks.classified.outcome import ClassOutcome
from core.words.methods import method_word
from core.words.sentences import spaced


def send_facts(outcome: ClassOutcome) -> dict[str, Any]:
    """The facts of the sentences.

    Returns:
        method; kind ("simple", "cell" or "with_bag"); bag, with which cells are averaged; best before the
        test; error and best_error, shares of errors on the validation and calibration examples, which are
        chosen_on many; of the test: texts, the number of its examples, accuracy and ece.
    """
    sent, row = outcome.sent, outcome.sent_row()
    best = sent.best or sent.name
    return {
        "method": sent.name, "kind": sent.kind, "bag": outcome.bag, "best": best,
        "error": sent.errors.get(sent.name), "best_error": sent.errors.get(best),
        "chosen_on": sent.independent,
        "texts": len(outcome.truth), "accuracy": row.scores["accuracy"], "ece": row.scores["ece"],
    }  # fmt: skip


def send_headline(
    t: Callable[..., str], facts: Mapping[str, Any], share: Callable[[Any], str], words: str
) -> str:
    """Which method, and how many of the test examples it tells right.

    Args:
        share: How a share is written.
        words: What is classified, as its sentences call it: "text" or "series".
    """
    told = {"method": method_word(t, facts["method"]), "accuracy": share(facts["accuracy"])}
    return t(f"{words}_send.headline", **told)


def send_evidence(
    t: Callable[..., str], facts: Mapping[str, Any], share: Callable[[Any], str], words: str
) -> str:
    """Where it was chosen and why; what it is made of, where it is made of two."""
    names = {"bag": t(f"method.{facts['bag']}")} if facts["bag"] else {}
    made = t("text_send.halves", **names) if facts["kind"] == "with_bag" else ""
    return spaced(t, made, _why(t, facts, share, words), t("text_send.trust", ece=share(facts["ece"])))


def _why(t: Callable[..., str], facts: Mapping[str, Any], share: Callable[[Any], str], words: str) -> str:
    if facts["error"] is None:
        return t(f"{words}_send.few")
    told = {"texts": facts["chosen_on"], "error": share(facts["error"])}
    if facts["best"] == facts["method"]:
        return t(f"{words}_send.lowest", **told)
    best = {"best": method_word(t, facts["best"]), "best_error": share(facts["best_error"])}
    return t(f"{words}_send.simpler", **told, **best)
