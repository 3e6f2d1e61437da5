"""A running experiment: what it does now, how far it is, and Stop."""

import time
from functools import partial

import streamlit as st

from app.changes import stop_experiment
from app.charts.theme import CONFIG
from app.components.about import links
from app.errors import failure
from app.experiments.learning_curves import learning_chart, learning_facts
from app.experiments.stop import stop_button
from app.i18n import Translate
from app.numbers import NONE, clock, figure, whole
from app.people import may_change
from app.store import open_store
from app.tasks import VIEWS
from app.tasks.base import part
from core.store.records import Epoch, Experiment, Run
from core.store.remaining import remaining
from core.store.states import ENDED
from core.store.waiting import Place, place_of


def status(t: Translate, experiment: Experiment, runs: list[Run], epochs: list[Epoch]) -> None:
    """One line of facts, a bar, and the Stop button."""
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.progress(_share(experiment, runs, epochs), text=_headline(t, experiment, runs, epochs))
    if experiment.stop_requested is not None:
        right.caption(t("progress.stopping"))
    elif may_change(experiment.owner):
        stop_button(t, right, "progress.stop", partial(stop_experiment, experiment.id))
    with st.container(gap="xxsmall"):
        parts = sum(not run.cell for run in runs)
        for run in (run for run in runs if run.state == "running"):
            mine = [epoch for epoch in epochs if epoch.run == run.id]
            st.caption(_line(t, experiment, run, mine) if run.cell else _simple_line(t, run, parts))


def curves(t: Translate, experiment: Experiment, where: str) -> None:
    """One chart per cell, on equal axes; nothing before the first look."""
    runs, epochs = open_store().runs(experiment.id), open_store().epochs(experiment.id)
    if not epochs:
        return
    facts = learning_facts(runs, epochs, experiment.spec.cells)
    known = [value for f in facts for value in f.high if value == value]
    top = 1.1 * max(known) if known else None
    st.caption(t("progress.legend"))
    st.caption(links(t, "stopping"))
    for column, one in zip(st.columns(len(facts)), facts, strict=True):
        best = (
            t(f"progress.best.{one.unit}", at=t("words.comma").join(map(whole, one.best))) if one.best else ""
        )
        column.markdown(f"**{t(f'cell.{one.cell}')}** :gray[{best}]")
        column.plotly_chart(
            learning_chart(one, t, top, task=experiment.task),
            key=f"{where}.learning.{one.cell}",
            config=CONFIG,
            alt=t("alt.learning", cell=t(f"cell.{one.cell}"), looks=len(one.at)),
        )
    if further := VIEWS[experiment.task].curves:
        part(further)(t, runs, epochs, experiment.spec.cells, where)


def failures(t: Translate, experiment: Experiment, runs: list[Run]) -> None:
    """What failed and what to do, one sentence for each different reason."""
    spec = experiment.spec
    reasons: dict[str, set[str]] = {}
    for run in runs:
        if run.state == "failed" and run.error:
            who = t(f"cell.{run.cell}") if run.cell else t("run.simple")
            reasons.setdefault(failure(t, run.error, spec), set()).add(who)
    for reason, names in reasons.items():
        told = t("words.because", names=t("words.comma").join(sorted(names)), reason=reason)
        st.error(told, icon=":material/error:")


def _headline(t: Translate, experiment: Experiment, runs: list[Run], epochs: list[Epoch]) -> str:
    ended, place = sum(run.state in ENDED for run in runs), place_of(open_store().engine, experiment.id)
    if ended == 0 and not any(run.state == "running" for run in runs):
        return _waiting(t, place)
    told = [t("progress.runs", ended=ended, total=len(runs))]
    most = experiment.spec.training.updates
    left = remaining(runs, epochs, place, most_updates=most, now=time.time())
    if left is not None and experiment.stop_requested is None:
        told.append(t("progress.eta", time=clock(t, left)))
    if place.sharing:
        told.append(t("progress.shared", others=place.sharing))
    return "\u00a0· ".join(told)


def _waiting(t: Translate, place: Place) -> str:
    if place.ahead:
        return t("progress.queued", ahead=place.ahead)
    return t("progress.next") if place.sharing else t("progress.starting")


def _share(experiment: Experiment, runs: list[Run], epochs: list[Epoch]) -> float:
    """Ended runs, and the part of the running ones that their updates make up."""
    at_work = {run.id for run in runs if run.state == "running"}
    latest = {epoch.run: epoch.at for epoch in epochs if epoch.run in at_work}
    partly = sum(min(1.0, at / experiment.spec.training.updates) for at in latest.values())
    return min(1.0, (sum(run.state in ENDED for run in runs) + 0.9 * partly) / max(len(runs), 1))


def _simple_line(t: Translate, run: Run, parts: int) -> str:
    return t("progress.simple.part", part=run.seed + 1, parts=parts) if parts > 1 else t("progress.simple")


def _line(t: Translate, experiment: Experiment, run: Run, epochs: list[Epoch]) -> str:
    kinds = experiment.spec.task.kinds(experiment.spec.refit)
    trains = run.kind == "backtest" and "refit" not in kinds  # nothing goes back in time there
    facts = {
        "cell": t(f"cell.{run.cell}"),
        "seed": run.seed,
        "phase": t("phase.training" if trains else f"phase.{run.kind}"),
        "device": t(
            "audit.device", device=run.device or NONE, kernel=t(f"kernel.{run.kernel or 'standard'}")
        ),
    }
    if not epochs:
        return t("progress.preparing", **facts)
    last = epochs[-1]
    loss = last.loss if last.val_loss is None else last.val_loss
    told = {"updates": whole(last.at), "epochs": figure(last.passes, 2)}
    return t("progress.look", **facts, **told, loss=figure(loss), samples=whole(last.samples))
