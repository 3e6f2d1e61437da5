"""The track record in one sentence, in the words of a language."""

from collections.abc import Callable
from typing import Any

from core.tasks.forecast.new_rows.track import Track

Shown = Callable[[Any], str]


def track_sentence(t: Callable[..., str], track: Track, number: Shown, moment: Shown) -> str:
    """How many forecasts there were, how they did, and what was promised.

    Args:
        t: From a key and facts to a sentence.
        number, moment: How a value and a time are written.
    """
    if track.sent is None:
        return t("track.none", told=track.told)
    sent = track.sent
    held = t("words.and").join(
        t("track.held", level=f"{one.level:.0%}".rstrip("%"), inside=one.inside, values=one.values)
        for one in track.held
    )
    facts = {
        "told": track.told, "scored": track.scored, "mae": number(sent.mae), "held": held,
        "promised": number(sent.promised), "spread": number(sent.spread), "since": moment(track.worse_since),
    }  # fmt: skip
    return t(f"track.{track.finding}", **facts)
