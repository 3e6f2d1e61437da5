"""What came of new labelled texts, as plain data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from core.tasks.sentiment.new_texts.anew import Anew
from core.tasks.sentiment.new_texts.promised import Promised

TRAINED, CONTINUED, ANEW = "trained", "continued", "anew"  # as of a forecast's new rows
WAYS = (TRAINED, CONTINUED, ANEW)


def promised_summary(found: Sequence[Promised]) -> dict[str, Any]:
    """Each method's accuracy on new texts beside that on the test; nothing without labels."""
    told = [asdict(one) | {"accuracy": one.accuracy, "finding": one.finding} for one in found]
    return {"promised": told} if told else {}


def anew_summary(found: Anew | None) -> dict[str, Any] | None:
    """Old against new; None as long as there is no result."""
    if found is None:
        return None
    methods = [asdict(one) | {"finding": one.finding} for one in found.methods]
    return asdict(found) | {"methods": methods}
