"""The pairs behind buttons of Learn: dates into plain form, with attention or through one state.

What stands beside "limits" in Compare, with attention, comes with the product as the task's example.
"""

from dataclasses import replace

from app.experiments.start import start
from app.tasks.translate.known import sample_facts
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised
from core.text.pairs_samples import FIRST

ATTENTION = {"limits": "none", "attention": "bahdanau"}  # by step; the example has Luong's


def begin(step: str, title: str) -> None:
    """Queue them under a name, and open the experiment."""
    pairs = sample_facts(FIRST)
    spec = advised(pairs)
    start(pairs, replace(spec, task=replace(spec.of(TranslateSpec), attention=ATTENTION[step])), title)
