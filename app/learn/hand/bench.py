"""What a person has set: which cell, which challenge, every dial; kept in the session, and in the address."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.arrays import Floats
from core.byhand.cell import Course, Dial, course, dials, weights_of
from core.byhand.challenges import CHALLENGES, START, Challenge, held, met
from core.cells import CELLS, Cell
from core.cells.steps import steps_of

FREE = "free"
STEPS = 40  # of the free inputs
HALF = 0.5  # where a gate is held first
MET = "learn.hand.met"  # in the session: names of the challenges that were met


@dataclass(frozen=True)
class Pulses:
    """The inputs where nothing is asked for."""

    every: int = 12  # steps from one to the next
    height: float = 1.0
    turns: bool = False  # whether every other one is negative

    @property
    def inputs(self) -> Floats:
        """One number per step, the first pulse at step 4, (steps,)."""
        at = np.arange(3, STEPS, self.every)
        values = np.zeros(STEPS)
        values[at] = self.height * (np.where(np.arange(len(at)) % 2, -1.0, 1.0) if self.turns else 1.0)
        return values


@dataclass(frozen=True)
class Bench:
    """One cell on one challenge."""

    cell: Cell
    challenge: Challenge
    units: int

    @property
    def scope(self) -> str:
        """What its keys in the session begin with."""
        return f"learn.hand.{self.challenge.name}.{self.cell.name}.{self.units}"

    @property
    def dials(self) -> list[Dial]:
        """Every number that can be set."""
        return dials(self.cell, self.units)

    @property
    def gates(self) -> list[str]:
        """Blocks that are gates, which can be held."""
        steps = steps_of(self.cell)
        return [part.name for part in steps.PARTS if part.kind == "gate" and part.name in steps.BLOCKS]

    def key(self, dial: Dial) -> str:
        """Of a dial's slider."""
        return f"{self.scope}.{dial.name}"

    def settings(self) -> dict[str, float]:
        """What every dial stands at."""
        return {one.name: st.session_state.get(self.key(one), START[one.letter]) for one in self.dials}

    def holds(self) -> dict[str, float]:
        """Gates that are held, and where."""
        return {
            gate: float(st.session_state.get(f"{self.scope}.{gate}.at", HALF))
            for gate in self.gates
            if st.session_state.get(f"{self.scope}.{gate}.held", False)
        }

    def walk(self) -> Course:
        """The way through the inputs with these settings."""
        weights = weights_of(self.cell, self.units, self.settings(), self.holds())
        return course(self.cell, weights, self.challenge.inputs)

    def put(self, settings: dict[str, float] | None = None) -> None:
        """Turn every dial to the given numbers, or back to its start, and let all gates go."""
        for one in self.dials:
            st.session_state[self.key(one)] = (settings or {}).get(one.name, START[one.letter])
        for gate in self.gates:
            st.session_state[f"{self.scope}.{gate}.held"] = False

    @property
    def solution(self) -> dict[str, float] | None:
        """Of one unit, where one is known."""
        found = self.challenge.solutions.get(self.cell.name)
        return dict(found) if found and self.units == 1 else None


def bench(name: str, cell: str, units: int, pulses: Pulses) -> Bench:
    """What was chosen; where nothing is asked for, a person makes the inputs."""
    if name == FREE:
        return Bench(CELLS[cell], Challenge(FREE, pulses.inputs, ()), units)
    return Bench(CELLS[cell], CHALLENGES[name], units)


def judged(chosen: Bench, walked: Course) -> tuple[int, int]:
    """Steps that are right, and steps that count; a challenge that is met is remembered.

    What was met by the solution that we show is not: its numbers are no finding.
    """
    good, counted = held(chosen.challenge, walked)
    own = chosen.settings() != chosen.solution or chosen.holds()
    if counted and own and met(chosen.challenge, walked):
        known: set[str] = st.session_state.setdefault(MET, set())
        if chosen.challenge.name not in known:
            st.session_state[MET] = known | {chosen.challenge.name}
    return good, counted
