"""The pairs behind a button of Learn: all of a sentence passes through one state; one click trains.

What stands beside it in Compare, with attention, comes with the product as the task's example.
"""

from dataclasses import replace

from app.experiments.start import start
from app.tasks.translate.known import sample_facts
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised
from core.text.pairs_samples import FIRST


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment; there is one step on pairs."""
    pairs = sample_facts(FIRST)
    spec = advised(pairs)
    start(pairs, replace(spec, task=replace(spec.of(TranslateSpec), attention="none")), title)
