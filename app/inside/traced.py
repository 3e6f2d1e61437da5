"""What views of states share: which layer, which stretch of a long input, where the cursor stands."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.i18n import Translate
from app.inside.asking import told
from app.inside.inputs import Chosen, Layer
from app.numbers import figure, in_address, percent, whole
from core.store.records import Experiment

LONGEST = 200  # steps of one answer, as the engine has it


@dataclass(frozen=True)
class Traced:
    """An answer with its labels and the cursor."""

    told: dict[str, Any]
    labels: list[str]  # of the steps shown
    at: int  # cursor among them
    way: dict[str, Any]  # layer and direction, for further questions


def traced(t: Translate, experiment: Experiment, chosen: Chosen) -> Traced:
    """Ask for the states, after letting the person choose layer, direction and stretch."""
    way = which_way(t, experiment, chosen)
    with st.spinner(t("inside.asking")):
        found = told(experiment, "trace", **chosen.asked, **way, **_first())
    _about_length(t, experiment, chosen, found)
    first = found["first"]
    shown = len(found["arrays"]["inputs"])
    labels = chosen.labels(found, first, first + shown)
    return Traced(found, labels, _cursor(t, experiment, labels, first, chosen.marks), way)


def which_way(t: Translate, experiment: Experiment, chosen: Chosen) -> dict[str, Any]:
    """Layer and direction, where there are several."""
    model = experiment.spec.model
    layers = chosen.layers or layers_of(t, model.layers, model.bidirectional)
    ways = {one.code: one for one in layers}
    asked = st.query_params.get("way", "")
    way = asked if asked in ways else layers[0].code
    if len(ways) > 1:
        way = st.segmented_control(
            t("inside.which_layer"), list(ways), default=way, required=True,
            format_func=lambda code: ways[code].name, key=f"inside.way.{experiment.id[:8]}",
        ) or way  # fmt: skip
        st.query_params["way"] = way
    return {"layer": ways[way].number, "backwards": ways[way].backwards}


def layers_of(t: Translate, count: int, both: bool) -> tuple[Layer, ...]:
    """Layers one above the other, each one way or both."""
    return tuple(
        Layer(f"{layer}{code}", layer - 1, code == "b", _name(t, layer, code if both else ""))
        for layer in range(1, count + 1)
        for code in ("fb" if both else "f")
    )


def _name(t: Translate, layer: int, code: str) -> str:
    direction = t("inside.backwards" if code == "b" else "inside.forwards") if code else ""
    return t("inside.layer", layer=layer, direction=direction).strip()


def _first() -> dict[str, int]:
    """Where the stretch begins that is shown of a long input; by default its end."""
    asked = in_address(st.query_params.get("first", ""))
    return {"first": asked - 1} if asked else {}


def _about_length(t: Translate, experiment: Experiment, chosen: Chosen, found: dict[str, Any]) -> None:
    """Say what is not read, and what is not drawn; let the person draw another stretch."""
    length, count = found["length"], found["count"]
    if count > length:
        told = t(f"inside.longer.{chosen.kept}", words=whole(count), read=whole(length))
        st.warning(told, icon=":material/content_cut:")
    units = {
        cell: (len(found["arrays"][f"{cell}/units"]), one["units"]) for cell, one in found["cells"].items()
    }
    cut = [t(f"cell.{cell}") for cell, (shown, there) in units.items() if shown < there]
    if cut:
        shown, there = max(units.values(), key=lambda pair: pair[1])
        st.caption(t("inside.fewer_units", shown=shown, units=there))
    if length <= LONGEST:
        return
    begins = list(range(1, length - LONGEST + 1, LONGEST // 2)) + [length - LONGEST + 1]
    now = min(begins, key=lambda one: abs(one - found["first"] - 1))
    st.caption(t("inside.fewer_steps", shown=LONGEST, steps=whole(length)))
    first = st.select_slider(
        t("inside.stretch"), begins, now, key=f"inside.first.{experiment.id[:8]}.{length}",
        format_func=lambda begin: f"{begin} … {begin + LONGEST - 1}",
    )  # fmt: skip
    if first != now:
        st.query_params["first"] = str(first)
        st.rerun()


def _cursor(
    t: Translate, experiment: Experiment, labels: list[str], first: int, marks: tuple[int, ...] = ()
) -> int:
    """The cursor in all pictures; by default the last step that matters, or the last one."""
    if len(labels) == 1:
        return 0
    asked = in_address(st.query_params.get("at", ""))
    place = max([len(labels) if asked is None and not marks else 0, *marks]) if asked is None else asked
    place -= 1 + first
    default = place if 0 <= place < len(labels) else len(labels) - 1
    key = f"inside.at.{experiment.id[:8]}.{first}.{len(labels)}"
    at = st.select_slider(
        t("inside.cursor"), range(len(labels)), default, key=key,
        format_func=lambda one: f"{first + one + 1} · {labels[one]}",
    )  # fmt: skip
    st.query_params["at"] = str(first + at + 1)
    return int(at)


def cell_line(t: Translate, chosen: Chosen, found: dict[str, Any], cell: str) -> str:
    """Which network this is, and what it answers."""
    one = found["cells"][cell]
    seed = t("inside.seed", seed=one["seed"], units=one["units"])
    answer = one["answer"]
    if chosen.instead:
        return f"{seed} · {chosen.instead}"
    if chosen.classes:
        best, all_of = (max(range(len(told)), key=told.__getitem__) for told in (answer, one["together"]))
        alone = t("inside.tells", label=chosen.outputs[best], share=percent(answer[best]))
        share = percent(one["together"][all_of])
        if len(one["seeds"]) == 1:
            return f"{seed} · {alone}"
        mean = t("inside.together", count=len(one["seeds"]), label=chosen.outputs[all_of], share=share)
        return f"{seed} · {alone} · {mean}"
    change = t(f"inside.answer.{found['facts']['transform']}", value=figure(answer[0]))
    return f"{seed} · {change}"
