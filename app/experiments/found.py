"""What was found in each experiment of a list; what nobody has looked at yet is found bit by bit."""

import time
from dataclasses import replace
from typing import Any

import streamlit as st

from app.i18n import Translate
from app.numbers import percent, points, whole
from app.store import open_store
from app.tasks import VIEWS
from core.errors import UserError
from core.store.found import NOTHING, keep_found
from core.store.records import Experiment, ExperimentLine
from core.tasks.summary import found_of
from core.words.methods import method_word

LONGEST_LOOK = 0.3  # seconds after which no further experiment is begun
EVERY = 2.0  # seconds between looks
SEVERAL = 2  # cells at least: what was found earlier does not say


def found_words(t: Translate, line: ExperimentLine) -> str:
    """The verdict in one sentence; empty while there is none."""
    found = line.found
    if found is None or found["outcome"] == "none":
        return ""
    if "solved" in found:
        return _solved(t, found)
    if found["outcome"] == "outdated":
        return t("before.short")
    return _verdict(t, found, line.experiment.task)


def is_outdated(line: ExperimentLine) -> bool:
    """Whether earlier rules scored it, so that it has no verdict."""
    return line.found is not None and line.found["outcome"] == "outdated"


def gain_of(line: ExperimentLine) -> float:
    """By which experiments are sorted: skill or accuracy gained, or the share of cells that solved it."""
    found = line.found or NOTHING
    if "solved" in found:
        return len(found["solved"]) / max(len(found["wanted"]), 1)
    gain = found.get("gain")
    return float("-inf") if gain is None else float(gain)


def looked_at(lines: list[ExperimentLine]) -> list[ExperimentLine]:
    """The same lines; of those that nobody has looked at, some more tell what was found."""
    began, seen = time.monotonic(), []
    for line in lines:
        if _unseen(line) and time.monotonic() - began < LONGEST_LOOK:
            line = replace(line, found=_find(line.experiment))
        seen.append(line)
    if any(map(_unseen, seen)):
        st.fragment(_go_on, run_every=EVERY)(time.monotonic())
    return seen


def _find(experiment: Experiment) -> dict[str, Any]:
    store = open_store()
    try:
        found = found_of(store, experiment)
    except UserError:  # its data or its figures are gone; its own page says so
        found = NOTHING
    keep_found(store.engine, experiment.id, found)
    return found


def _go_on(drawn: float) -> None:
    if time.monotonic() - drawn > EVERY / 2:  # not while the page itself is drawn
        st.rerun()


def _unseen(line: ExperimentLine) -> bool:
    return line.ended and line.found is None


def _verdict(t: Translate, found: dict[str, Any], task: str) -> str:
    names = {"cell": t(f"cell.{found['cell']}"), "count": found.get("tests", SEVERAL)}
    of = {"reference": found["reference"], "beforehand": found.get("beforehand", found["reference"])}
    names |= {name: method_word(t, method) for name, method in of.items()}
    if VIEWS[task].shares:
        facts = {"gain": points(t, found["gain"]), "texts": whole(found["texts"])}
        return t(f"{VIEWS[task].words}_verdict.{found['outcome']}", **names, **facts)
    return t(f"verdict.{found['outcome']}", **names, skill=percent(found["gain"]))


def _solved(t: Translate, found: dict[str, Any]) -> str:
    if not found["solved"]:
        return t("found.unsolved")
    return t("found.solved", cells=t("words.and").join(t(f"cell.{cell}") for cell in found["solved"]))
