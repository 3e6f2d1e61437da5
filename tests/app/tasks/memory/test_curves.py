"""The memory lab's curves lie inside what is drawn."""

import numpy as np

from app.i18n import translator
from app.tasks.memory.charts.curves import SeedCurve, curves_chart
from core.tasks.memory.problems import PROBLEMS


def shown(losses, problem):
    curves = [SeedCurve("rnn", 1, np.arange(1, len(losses) + 1) * 10, np.asarray(losses, dtype=float))]
    low, high = curves_chart(curves, problem, translator("en")).layout.yaxis.range
    return (np.asarray(losses) >= 10**low) & (np.asarray(losses) <= 10**high)


def test_a_loss_that_blows_up_for_a_moment_does_not_flatten_the_rest():
    problem = PROBLEMS["adding"]
    inside = shown([1e9, *np.full(20, problem.chance)], problem)
    assert not inside[0] and inside[1:].all()


def test_of_a_curve_that_stays_far_above_chance_the_larger_part_is_drawn():
    problem = PROBLEMS["adding"]
    inside = shown(problem.chance * np.linspace(200, 400, 20), problem)
    assert inside.mean() > 0.75
