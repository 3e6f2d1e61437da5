"""What every number means: scores, baselines, intervals, significance, verdicts, audits."""

from collections.abc import Mapping
from typing import Any

PROTOCOL = 2  # edition of the evaluation protocol; the baselines' run of an experiment names its own


def from_before(facts: Mapping[str, Any]) -> bool:
    """Whether an experiment was scored by an earlier edition: it has scores, and is not judged.

    Args:
        facts: Of its baselines' run.
    """
    return facts.get("protocol") != PROTOCOL
