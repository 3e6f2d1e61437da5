"""What goes on inside an experiment's networks while they read one input; a function per kind of question."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from core.arrays import Floats
from core.cells import CELLS
from core.errors import UserError
from core.inside.gradients import StateGradients, gradients_along
from core.inside.summands import summands
from core.inside.units import GATE_CLOSED, GATE_OPEN, by_similarity, most_moving, saturation
from core.inside.walk import Walk, Way
from core.specs import ExperimentSpec
from core.store.array_text import as_text
from core.tasks.loaded import Example, Together, inside_of, trained, with_start
from core.tasks.question import Question, TrainedNetwork

MOST_STEPS = 200  # of one answer, and of its pictures; the question says from where
MOST_UNITS = 128  # those that move most


def trace(question: Question) -> dict[str, Any]:
    """Every part of one layer at every step, cell by cell."""
    spec = question.spec
    example = inside_of(spec).example_of(question, spec)
    length = example.length
    first = max(0, min(int(question.asked.get("first", length)), length - MOST_STEPS))
    shown = slice(first, min(first + MOST_STEPS, length))
    arrays, cells = {}, {}
    together = inside_of(spec).predictions_together(question, spec, example.inputs)
    for kept in question.typical:
        walked = _walked(question, spec, kept, example)
        way = _way(walked, question.asked)
        units = most_moving(way.over_time("h")[0, shown], MOST_UNITS)
        for part in way.steps.PARTS:
            arrays[f"{kept.cell}/{part.name}"] = way.over_time(part.name)[0, shown][:, units]
        arrays[f"{kept.cell}/units"] = units
        arrays[f"{kept.cell}/order"] = by_similarity(arrays[f"{kept.cell}/h"])
        if walked.attention is not None:
            arrays[f"{kept.cell}/attention"] = walked.attention[0]
        arrays["inputs"] = np.asarray(walked.read_by(way)[0, shown])
        cells[kept.cell] = _about(kept, walked, question, together) | {
            "parts": [[part.name, part.kind, part.role] for part in way.steps.PARTS],
            "saturated": {
                part.name: saturation(way.over_time(part.name)[0])
                for part in way.steps.PARTS
                if part.kind == "gate"
            },
        }
    layers = spec.model.layers
    return _read(question, example, shown) | {
        "layers": layers,
        "first": first,
        "thresholds": [GATE_CLOSED, GATE_OPEN],
        "cells": cells,
        "arrays": as_text(arrays),
    }


def step(question: Question) -> dict[str, Any]:
    """One step of one unit: the numbers in the equations; and what all units kept and wrote."""
    spec = question.spec
    example, asked = inside_of(spec).example_of(question, spec), question.asked
    cells = {}
    for kept in question.typical:
        way = _way(_walked(question, spec, kept, example), asked)
        at = min(int(asked["at"]), len(way.computed) - 1)
        now = way.again(at)
        unit = min(int(asked["unit"]), kept.units - 1)
        memory = way.steps.STATES[-1]
        wide = {name: np.broadcast_to(value, (1, kept.units)) for name, value in now.items()}
        cells[kept.cell] = {
            "unit": unit,
            "activation": spec.model.activation,
            "equations": [[one.part, one.formula, one.filled] for one in way.steps.EQUATIONS],
            "values": {name: float(value[0, unit]) for name, value in wide.items()},
            "memory": memory,
            "before": _rounded(now[f"{memory}_before"][0]),
            "kept": _rounded(now["kept"][0]),
            "written": _rounded(now["written"][0]),
            "summands": [
                {"block": one.block, "letter": one.letter, "gate": one.gate}
                | {"read": _rounded(one.read), "weights": _rounded(one.weights)}
                for one in summands(way, at, unit)
            ],
        }
    return {"cells": cells}


def gradients(question: Question) -> dict[str, Any]:
    """Norms of the loss' gradient at each state, of the trained network or before its training."""
    spec = question.spec
    example, model = inside_of(spec).example_of(question, spec), with_start(spec, question.asked)
    cells = {}
    for kept in question.typical:
        cell, now = CELLS[kept.cell], trained(question, spec, kept)
        truth = example.truth
        if truth is None:  # nobody knows: the class that it tells
            answer = example.told(now)
            truth = np.eye(answer.shape[1])[answer.argmax(axis=1)]
        if question.asked["when"] == "before":
            now = inside_of(spec).fresh(kept, spec, question.source, model, begin=True)
        walking, losses = partial(example.walk, now, cell), example.losses(now, truth)
        cells[kept.cell] = {
            "seed": kept.seed,
            "label": int(truth.argmax()),
            "norms": _norms(gradients_along(walking, losses)),
        }
    return _read(question, example, slice(None)) | {"cells": cells}


def attribution(question: Question) -> dict[str, Any]:
    """What an output rests on: integrated gradients with their gap, and taking things away."""
    spec = question.spec
    example, output = inside_of(spec).example_of(question, spec), int(question.asked["output"])
    source = question.source
    if not 0 <= output < source.count:
        raise UserError("unknown_output")
    scale, mean = source.scale(output)
    together = inside_of(spec).predictions_together(question, spec, example.inputs)
    cells = {}
    for kept in question.typical:
        network = trained(question, spec, kept)
        found, gap = example.contributions(network, CELLS[kept.cell], output)
        cells[kept.cell] = {
            "seed": kept.seed,
            "contributions": _rounded(scale * found),
            "occlusion": _rounded(scale * example.taken_away(network, output)),
            "gap": round(gap, 5),
            "answer": float(scale * example.told(network)[0, output] + mean),
        } | (together[kept.cell].plain() if kept.cell in together else {})
    return _read(question, example, slice(None)) | {"cells": cells}


def _walked(question: Question, spec: ExperimentSpec, kept: TrainedNetwork, example: Example) -> Walk:
    return example.walk(trained(question, spec, kept), CELLS[kept.cell])


def _way(walked: Walk, asked: dict[str, Any]) -> Way:
    """The layer and direction that is asked about; the first one where there is no such."""
    wanted = int(asked.get("layer", 0)), bool(asked.get("backwards", False))
    return next((way for way in walked.ways if (way.layer, way.backwards) == wanted), walked.ways[0])


def _about(
    kept: TrainedNetwork, walked: Walk, question: Question, together: Mapping[str, Together]
) -> dict[str, Any]:
    """Which network it is, and what it answers: levels or changes on the original scale, or classes.

    Args:
        together: Of texts, what all networks of a cell answer.
    """
    answer = question.source.answer(walked.answer[0], kept.temperature)
    found = {"seed": kept.seed, "units": kept.units, "answer": _rounded(answer)}
    if kept.cell in together:
        one = together[kept.cell]
        found |= {"seeds": one.seeds, "together": _rounded(one.mean[0])}
    return found


def _read(question: Question, example: Example, shown: slice) -> dict[str, Any]:
    """What was read, and how to read the scaled numbers."""
    found = {
        "words": [token.text for token in example.words[shown]],
        "known": example.known[shown],
        "count": example.count,
        "length": example.length,
        "facts": dict(question.source.facts),
    }
    return found if example.sides is None else found | {"sides": list(example.sides)}


def _norms(found: list[StateGradients]) -> list[dict[str, Any]]:
    """Of one example, by layer and direction; whole precision, for they span many powers of ten."""
    return [
        {"layer": way.layer, "backwards": way.backwards}
        | {"states": {name: values[0].tolist() for name, values in way.norms.items()}}
        for way in found
    ]


def _rounded(values: Floats) -> Any:
    """Nine significant digits, which hold single precision whole."""
    return np.vectorize(lambda value: float(f"{value:.9g}"))(values).tolist()
