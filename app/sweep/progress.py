"""A sweep at work: how far it is, how long it takes, and Stop."""

from functools import partial

import streamlit as st

from app.changes import stop_the_sweep
from app.experiments.stop import stop_button
from app.i18n import Translate
from app.numbers import clock, figure
from app.people import may_change
from app.store import open_store
from app.sweep.words import setting_words
from core.store.records import Run
from core.store.states import ENDED
from core.store.waiting import place_of
from core.sweeps.estimate import seconds_left
from core.sweeps.records import Sweep, Trial


def sweep_progress(t: Translate, sweep: Sweep, trials: list[Trial], scoring: list[Run]) -> None:
    """One bar, the Stop button, and the settings at work."""
    if scoring:
        ended = sum(run.state in ENDED for run in scoring)
        st.progress(ended / len(scoring), text=t("sweep.progress.scoring", ended=ended, total=len(scoring)))
        return
    left, right = st.columns([5, 1], vertical_alignment="center")
    total = sweep.spec.settings * sweep.spec.seeds
    ended = sum(run.state in ENDED for trial in trials for run in trial.runs)
    left.progress(min(1.0, ended / total), text=_headline(t, sweep, trials, ended, total))
    if sweep.state != "running":
        right.caption(t("progress.stopping"))
    elif may_change(sweep.owner):
        stop_button(t, right, "sweep.stop", partial(stop_the_sweep, sweep.id))
    with st.container(gap="xxsmall"):
        for trial in (trial for trial in trials if trial.state == "running"):
            st.caption(_line(t, sweep, trial))


def _headline(t: Translate, sweep: Sweep, trials: list[Trial], ended: int, total: int) -> str:
    place = place_of(open_store().engine, sweep.id)
    told = [t("sweep.progress", ended=ended, total=total)]
    seconds = seconds_left(sweep, trials, max(1, place.working))
    if seconds is not None:
        told.append(t("progress.eta", time=clock(t, max(1.0, seconds * (1 + place.sharing)))))
    if place.sharing:
        told.append(t("progress.shared", others=place.sharing))
    return "\u00a0· ".join(told)


def _line(t: Translate, sweep: Sweep, trial: Trial) -> str:
    done = sum(run.state in ENDED for run in trial.runs)
    told = t(
        "sweep.progress.setting",
        setting=setting_words(t, sweep.spec, trial),
        done=done,
        total=len(trial.runs),
    )
    return f"{told} · {figure(trial.loss, 4)}" if trial.losses else told
