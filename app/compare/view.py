"""All that the parts of the page share: the picked runs, their groups, names and looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

import streamlit as st

from app.compare.charts.styles import Drawn, drawn
from app.compare.compared import grounds_of, rows_of, standing_of, together_of, yardsticks_of
from app.experiments.settings_table import shown
from app.experiments.told_apart import names_apart
from app.i18n import Translate
from app.store import open_store
from core.compare.answers import Answers, answers_of
from core.compare.comparison import Comparison
from core.compare.recommend import Advice
from core.compare.rows import Group, Picked, Row, groups_of
from core.compare.standing import Shared, Standing, advice, shared
from core.compare.test_set import TestSet, baseline_name
from core.compare.yardstick import Yardstick
from core.store.across import PlacedRun
from core.store.records import Experiment
from core.store.states import ENDED
from core.tasks.compared import comparisons
from core.words.methods import method_word


@dataclass(frozen=True)
class View:
    """The picked runs as the page shows them."""

    t: Translate
    runs: tuple[PlacedRun, ...]
    rows: list[Row]
    groups: list[Group]
    test_sets: Mapping[str, TestSet]  # each experiment's own
    measured: Mapping[str, Yardstick]  # what its runs are measured by beside the others
    task: Comparison
    answers: Answers  # of the runs, on the test

    @property
    def active(self) -> bool:
        """Whether some run is still to end."""
        return any(row.run.state not in ENDED for row in self.rows)

    @cached_property
    def experiments(self) -> list[Experiment]:
        """Those that are compared; the place of each gives its letter."""
        return list({row.experiment.id: row.experiment for row in self.rows}.values())

    @cached_property
    def titles(self) -> dict[str, str]:
        """What the experiments are called, by id; told apart where they have the same name."""
        return names_apart(self.t, self.experiments)

    @cached_property
    def names(self) -> list[str]:
        """Of the groups."""
        return [self.name(group) for group in self.groups]

    @cached_property
    def looks(self) -> list[Drawn]:
        """Of the groups."""
        return drawn([group.cell for group in self.groups], self.names)

    @cached_property
    def shared(self) -> Shared:
        """Which groups are on one test."""
        return shared(self.groups, self.measured, self.task)

    @property
    def tested(self) -> list[Group]:
        """The groups that share a test."""
        return [self.groups[place] for place in self.shared.places]

    @cached_property
    def standing(self) -> Standing | None:
        """What the tests say about them; None where there is none."""
        if self.yardstick is None:
            return None
        with st.spinner(self.t("compare.testing", count=len(self.tested))):
            return standing_of(self.tested, self.yardstick, self.answers)

    @property
    def yardstick(self) -> Yardstick | None:
        """What the groups that share a test are measured by."""
        return self.measured[self.tested[0].rows[0].experiment.id] if self.tested else None

    @cached_property
    def advice(self) -> Advice:
        """What to use."""
        return advice(self.tested, self.standing, self.task)

    def method(self, method: str) -> str:
        """A baseline, with the letter of its experiment where experiments have different ones."""
        name, experiment = baseline_name(method)
        told = method_word(self.t, name)
        if experiment is None:
            return told
        return f"{told} · {letter([one.id for one in self.experiments].index(experiment))}"

    def name(self, group: Group) -> str:
        """The cell, and what tells the group from others of the same cell."""
        told = [self.t(f"cell.{group.cell}")]
        if len(self.experiments) > 1:
            told.append(letter(group.place))
        for name, value in group.variant.items():
            told.append(f"{self.t(f'spec.{name}')} {shown(self.t, name, value)}")
        return " · ".join(told)


def view_of(t: Translate, picked: Picked) -> View:
    """Gather everything that the picked runs have left so far."""
    store = open_store()
    test_sets = grounds_of(store, {one.experiment.id: one.experiment for one in picked.runs})
    measured = yardsticks_of(test_sets)
    answers = answers_of(store, picked.runs)
    rows = rows_of(store, picked.runs, measured, answers)
    groups = groups_of(rows, lambda tested: together_of(tested, measured, answers))
    return View(t, picked.runs, rows, groups, test_sets, measured, comparisons()[picked.task], answers)


def letter(place: int) -> str:
    """A, B, C … of an experiment; AA after Z."""
    whole, rest = divmod(place, len(ascii_uppercase))
    return (letter(whole - 1) if whole else "") + ascii_uppercase[rest]
