"""Pictures of Learn that can be touched: a line of one's own beside those that are given, drawn at once."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from app.charts.theme import CONFIG
from app.i18n import Translate
from app.learn.charts.memory import AT, STEPS, impulses, reached, recurrence, remembered, vanishing
from app.numbers import figure
from core.words.sentences import spaced

DIES, GROWS = 0.1, 10.0  # what a gradient of 1 has become, for the words


def _recurrence(t: Translate) -> None:
    """The weight of a unit on itself."""
    weight = st.slider(t("learn.live.weight"), 0.5, 1.1, 0.8, 0.01, key="learn.live.weight")
    alt = t("learn.recurrence.alt")
    st.plotly_chart(recurrence(t, weight), key="learn.recurrence", config=CONFIG, alt=alt)
    states = remembered(weight, impulses())
    since = states[AT[-1] + 1 :]
    slope = float(np.prod(weight * (1 - since**2)))
    facts = {"steps": len(since), "left": figure(float(states[-1]), 2), "slope": figure(slope, 2)}
    st.caption(spaced(t, alt, t("learn.live.weight.told", **facts)))


def _vanishing(t: Translate) -> None:
    """The gain of a step, how many there are, and where gradients are clipped."""
    first, second, third = st.columns(3, gap="small")
    gain = first.slider(t("learn.live.gain"), 0.5, 1.5, 1.1, 0.01, key="learn.live.gain")
    steps = second.slider(t("learn.live.steps"), 10, 200, STEPS, 10, key="learn.live.steps")
    clip = third.select_slider(
        t("learn.live.clip"), [0.0, 0.1, 1.0, 10.0, 100.0], 0.0, key="learn.live.clip",
        format_func=lambda value: f"{value:g}" if value else t("learn.live.clip.off"),
    )  # fmt: skip
    alt = t("learn.vanishing.alt")
    picture = vanishing(t, gain, steps, clip)
    st.plotly_chart(picture, key="learn.vanishing", config=CONFIG, alt=alt)
    end = float(reached(gain, steps)[-1])
    went = "vanishes" if end < DIES else "explodes" if end > GROWS else "lives"
    told = [t(f"learn.live.{went}", steps=steps, end=figure(end, 2))]
    if clip:
        told.append(t("learn.live.clipped" if end > clip else "learn.live.unclipped", clip=f"{clip:g}"))
    st.caption(spaced(t, alt, *told))


LIVE: dict[str, Callable[[Translate], None]] = {"recurrence": _recurrence, "vanishing": _vanishing}
