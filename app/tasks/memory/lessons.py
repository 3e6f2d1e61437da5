"""The problems behind buttons of Learn: everything is set, one click trains."""

from dataclasses import replace

from app.experiments.start import start
from app.tasks.memory.problem import shown
from core.cells import USUAL
from core.specs import ExperimentSpec
from core.tasks.memory.start import lab_spec


def _lab(problem: str, length: int, cells: tuple[str, ...] = USUAL) -> ExperimentSpec:
    return replace(lab_spec(problem, length), cells=cells)


def _without_forget_bias() -> ExperimentSpec:
    spec = _lab("adding", 100, ("lstm",))
    return replace(spec, model=replace(spec.model, forget_bias=False))


LESSONS = {
    "recurrence": _lab("copy", 20, ("rnn",)),
    "unrolling": _lab("parity", 30),
    "vanishing": _lab("adding", 100),
    "lstm": _without_forget_bias(),
    "gru": _lab("copy", 30, ("lstm", "gru")),
}  # by step


def begin(step: str, title: str) -> None:
    """Queue the step's problem under a name, and open it."""
    start(shown(LESSONS[step]), LESSONS[step], title)
