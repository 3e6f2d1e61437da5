"""The Pareto front."""

from hypothesis import given
from hypothesis import strategies as st

from core.compare.pareto import pareto_front

points = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12)


def test_a_hand_worked_front():
    assert pareto_front([1, 2, 3, 4], [5.0, 3.0, 4.0, 1.0], lower=True) == [0, 1, 3]
    assert pareto_front([1, 2, 3, 4], [0.5, 0.7, 0.6, 0.9], lower=False) == [0, 1, 3]


def test_equals_are_on_it_together():
    assert pareto_front([1, 1, 2], [5, 5, 5], lower=True) == [0, 1]


@given(points, st.booleans())
def test_what_is_left_out_is_beaten_by_something_on_it(found, lower):
    costs, scores = zip(*found, strict=True)
    front = pareto_front(costs, scores, lower=lower)
    signed = [s if lower else -s for s in scores]

    def beats(a, b):
        return (
            costs[a] <= costs[b] and signed[a] <= signed[b] and (costs[a], signed[a]) != (costs[b], signed[b])
        )

    assert front
    assert not any(beats(a, b) for a in front for b in front)
    assert all(any(beats(a, b) for a in front) for b in set(range(len(found))) - set(front))
