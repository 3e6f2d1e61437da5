"""What was found, in a few facts that are kept with the experiment: a list of hundreds reads no arrays."""

import json
from typing import Any, TypeAlias

from sqlalchemy import Engine, update

from core.runs.database import writing
from core.runs.plain import plain
from core.runs.records import read_json
from core.runs.schema import experiments
from core.tasks.forecast.outcome import Outcome
from core.tasks.memory.outcome import MemoryOutcome
from core.tasks.sentiment.outcome import TextOutcome

AnyOutcome: TypeAlias = Outcome | TextOutcome | MemoryOutcome
RULES = 3  # grows with every change of how a verdict is reached: what was kept before is found anew
NOTHING = {"outcome": "none"}  # nothing ended well, or it cannot be read any more


def found_of(outcome: AnyOutcome | None) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the reference, the skill or accuracy gained.

    Of the memory lab: which cells solved the problem, of how many.
    """
    if outcome is None:
        return NOTHING
    if isinstance(outcome, MemoryOutcome):
        solved = [one.cell for one in outcome.learners if one.solved]
        return {"outcome": "memory", "solved": solved, "wanted": list(outcome.wanted)}
    about: dict[str, Any] = {
        "outcome": outcome.verdict.outcome, "cell": outcome.verdict.cell, "reference": outcome.reference,
        "tests": outcome.verdict.tests,
    }  # fmt: skip
    if isinstance(outcome, TextOutcome):
        classifier = outcome.method(outcome.verdict.cell)
        about |= {"outcome": "unclear"} if outcome.unclear else {}
        facts = {"accuracy": classifier.scores["accuracy"], "texts": len(outcome.truth)}
        sent = outcome.chosen.name if outcome.chosen else None
        about |= {"beforehand": outcome.beforehand, "sent": sent, "outdated": outcome.outdated}
        return about | facts | {"gain": classifier.gain}
    skill = outcome.method(outcome.verdict.cell).skill
    chosen = outcome.chosen.name if outcome.chosen else None
    about |= {"beforehand": outcome.beforehand}
    return about | {"gain": skill, "sent": chosen, "outdated": outcome.outdated}


def keep_found(database: Engine, experiment: str, found: dict[str, Any]) -> None:
    """Keep what was found in an experiment of which nothing runs any more."""
    told = json.dumps(plain(found | {"rules": RULES}))
    with writing(database) as connection:
        connection.execute(update(experiments).where(experiments.c.id == experiment).values(found=told))


def read_found(text: str | None) -> dict[str, Any] | None:
    """What was kept; None where nothing was, or by other rules."""
    found = read_json(text)
    return found if found and found.get("rules") == RULES else None
