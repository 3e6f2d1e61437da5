"""What a newcomer to the memory lab starts with, and what belongs to each beginning of the weights."""

from dataclasses import dataclass, replace
from typing import Any

from core.cells import CELLS
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.memory.problems import shown_example
from core.tasks.memory.spec import MemorySpec

LAB = ExperimentSpec(
    data="",
    task=MemorySpec(),
    seeds=1,
    refit=False,
    model=ModelSpec(units=32),
    training=TrainingSpec(updates=4800, learning_rate=0.01, batch=32),
)
CLIP = LAB.training.clipnorm  # longest gradient where gradients are clipped
SAFE_RATE, SAFE_LENGTH = 0.001, 100  # with which, and up to which, states of ReLU stayed finite here


@dataclass(frozen=True)
class Beginning:
    """How recurrent weights begin, and what belongs to it."""

    activation: str
    gated: bool = True  # whether cells with gates begin so too
    bounded: bool = True  # whether states stay between -1 and 1; others want a small learning rate

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that it is for."""
        return tuple(name for name, cell in CELLS.items() if self.gated or not cell.gated)


# Identity: Le, Jaitly & Hinton 2015. Their start is one of the plain cell. ReLU takes from gated cells the
# tanh that they were made for: their loss was infinite within an epoch, at rates with which they learn.
BEGINNINGS = {
    "orthogonal": Beginning("tanh"),
    "glorot": Beginning("tanh"),
    "identity": Beginning("relu", gated=False, bounded=False),
}


STARTS = {"adding": (100, 32), "copy": (30, 64), "parity": (50, 32), "sine": (100, 32)}  # length, units


def lab_spec(problem: str = "adding", length: int | None = None) -> ExperimentSpec:
    """What a newcomer to a problem starts with: settings with which some cell solves it within a minute.

    Args:
        length: Steps of a sequence; None takes the problem's own.
    """
    steps, units = STARTS[problem]
    task = replace(LAB.of(MemorySpec), problem=problem, length=length or steps)
    return replace(LAB, task=task, model=replace(LAB.model, units=units))


def first(_: Any) -> ExperimentSpec:
    """What a newcomer to the lab starts with; the data are made up after these settings."""
    return lab_spec()


def begun(spec: ExperimentSpec, name: str) -> ExperimentSpec:
    """Settings with another beginning, and with the activation, learning rate and cells that suit it.

    A state without bound grows with the sequence, and updates have to be smaller for it.

    Args:
        name: One of BEGINNINGS.
    """
    chosen, length = BEGINNINGS[name], spec.of(MemorySpec).length
    model = replace(spec.model, recurrent_initializer=name, activation=chosen.activation)
    if BEGINNINGS[spec.model.recurrent_initializer].bounded == chosen.bounded:
        return replace(spec, model=model)
    safe = SAFE_RATE * min(1.0, (SAFE_LENGTH / length) ** 2)
    training = replace(spec.training, learning_rate=LAB.training.learning_rate if chosen.bounded else safe)
    cells = tuple(cell for cell in chosen.cells if cell in spec.cells) or chosen.cells
    return replace(spec, model=model, training=training, cells=cells)


def kept_spec(spec: ExperimentSpec) -> ExperimentSpec:
    """The spec as it is stored: with the hash of the sequence that is shown, and nothing to refit."""
    return replace(spec, data=shown_example(spec.of(MemorySpec)).sha256, refit=False)
