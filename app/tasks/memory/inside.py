"""What the networks of the memory lab are shown: one made-up sequence, with the steps that matter marked."""

import streamlit as st

from app.errors import explained, literal
from app.i18n import Translate
from app.inside.inputs import Chosen
from app.numbers import in_address
from core.store.records import Experiment
from core.tasks.memory.problems import PROBLEMS, SYMBOLS
from core.tasks.memory.shown import MOST, marked_steps, sequence
from core.tasks.memory.spec import MemorySpec


def one_sequence(t: Translate, experiment: Experiment) -> Chosen | None:
    """A sequence, chosen by its number; the address holds it."""
    with explained(t):
        task, asked = experiment.spec.of(MemorySpec), in_address(st.query_params.get("sequence", ""))
        first = asked if asked is not None and 1 <= asked <= MOST else 1
        number = st.number_input(
            t("memory.inside.number", count=MOST), 1, MOST, first,
            key=f"inside.sequence.{experiment.id[:8]}",
        )  # fmt: skip
        st.query_params["sequence"] = str(number)
        marks = marked_steps(task, sequence(task, int(number)).x)
        facts = {"number": number, "problem": t(f"option.problem.{task.problem}"), "steps": task.length}
        st.caption(literal(t("memory.inside.about", **facts)))
        ends = {"first": marks[0], "second": marks[-1], "last": marks[-1]} if marks else {}
        st.markdown(t(f"memory.inside.{task.problem}", **ends))
        outputs = _outputs(t, task)
        return Chosen(
            {"sequence": int(number)}, _columns(t, task), outputs, t("memory.inside.unit"),
            lambda told, start, end: [str(step) for step in range(start + 1, end + 1)],
            classes=False, every_step=PROBLEMS[task.problem].answers(task.length) > 1,
            doubt=lambda: "" if len(outputs) == 1 else t("memory.inside.many", count=len(outputs)),
            marks=tuple(marks),
        )  # fmt: skip
    return None


def _columns(t: Translate, task: MemorySpec) -> list[str]:
    if task.problem == "copy":
        symbols = [str(symbol) for symbol in range(1, SYMBOLS + 1)]
        return [*symbols, t("memory.inside.blank"), t("memory.example.sign")]
    return [t(f"memory.column.{task.problem}.{place + 1}") for place in range(PROBLEMS[task.problem].columns)]


def _outputs(t: Translate, task: MemorySpec) -> list[str]:
    """The numbers that a network answers with, from the first step that is asked."""
    problem = PROBLEMS[task.problem]
    places = range(1, problem.answers(task.length) + 1)
    if not problem.classes:
        return [t("memory.inside.answer", place=place) for place in places]
    first = 1 if task.problem == "copy" else 0  # symbols count from 1; bits are 0 and 1
    return [
        t("memory.inside.class", place=place, label=label)
        for place in places
        for label in range(first, problem.classes + first)
    ]
