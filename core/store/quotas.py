"""How much one person may take where several are served; whoever asks for more is told so in a sentence.

On one's own machine nobody is told apart (an owner is None), and nothing is limited.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from core.errors import UserError

MOST = 1_000_000_000  # that an operator may allow; 0 is no limit


def quota(variable: str, default: int) -> Any:
    """A field that an operator sets by a variable of the environment."""
    return field(default=default, metadata={"variable": variable})


@dataclass(frozen=True)
class Quotas:
    """The most that one person may have, unless said otherwise; 0 is no limit."""

    queued: int = quota("UNROLLED_MOST_QUEUED", 200)  # runs waiting
    queued_in_all: int = quota("UNROLLED_MOST_QUEUED_IN_ALL", 2_000)  # of everybody: a visitor may be many
    experiments: int = quota("UNROLLED_MOST_EXPERIMENTS", 30)  # and sweeps that have something to do
    questions: int = quota("UNROLLED_MOST_QUESTIONS", 8)  # to trained networks, waiting
    questions_in_all: int = quota("UNROLLED_MOST_QUESTIONS_IN_ALL", 100)  # of everybody
    data_mb: int = quota("UNROLLED_MOST_DATA_MB", 2_000)  # kept: data sets, word vectors, results
    upload_mb: int = quota("UNROLLED_MOST_UPLOAD_MB", 1_000)  # kept anew within a day
    run_minutes: int = quota("UNROLLED_RUN_MINUTES", 60)  # that one run may take
    free_mb: int = quota("UNROLLED_LEAST_FREE_MB", 1_000)  # of the disk, below which nothing more is taken


def quotas_from(given: Mapping[str, str]) -> Quotas:
    """The operator's choice: what is not set, or empty, is as usual.

    Raises:
        UserError: `quota_wrong` for what is no whole number from 0 to MOST.
    """
    chosen = {}
    for one in fields(Quotas):
        variable = one.metadata["variable"]
        text = given.get(variable) or str(one.default)
        if not (text.isascii() and text.isdecimal()) or len(text) > len(str(MOST)) or int(text) > MOST:
            raise UserError("quota_wrong", name=variable, value=text, most=MOST)
        chosen[one.name] = int(text)
    return Quotas(**chosen)


def quotas() -> Quotas:
    """Those of this process' environment; raises `quota_wrong`."""
    return quotas_from(os.environ)
