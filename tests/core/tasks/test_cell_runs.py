"""A cell's forecasts come from refitted networks once every seed has one."""

import numpy as np

from core.tasks.cell_runs import CellRuns

SHAPES = {"calibration": (2, 3), "test": (4, 3), "last": (3,)}
BACKTESTS = [{block: np.full(shape, n) for block, shape in SHAPES.items()} for n in (1.0, 3.0)]
REFITS = [{"test": np.full((4, 3), n)} for n in (5.0, 7.0)]


def runs(refits, finals=()):
    return CellRuns("gru", 10, [1, 2], BACKTESTS, finals, refits=refits)


def test_the_test_is_forecast_by_refitted_networks_once_all_are_there():
    for refits, told in (((), 2.0), (REFITS[:1], 2.0), (REFITS, 6.0)):
        known = runs(refits)
        assert known.refitted_before_test == (len(refits) == 2)
        assert (known.prediction("test") == told).all() and known.stacked("test").shape == (2, 4, 3)


def test_what_is_calibrated_are_always_the_networks_of_the_train_rows():
    assert (runs(REFITS).prediction("calibration") == 2.0).all()


def test_the_future_is_forecast_by_networks_trained_on_all_rows_once_all_are_there():
    finals = [{"final": np.full(3, n)} for n in (8.0, 10.0)]
    assert (runs((), finals[:1]).future() == 2.0).all() and (runs((), finals).future() == 9.0).all()
