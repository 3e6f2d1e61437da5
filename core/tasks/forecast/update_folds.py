"""Forward folds that say how many updates are best, where the rows kept for it are few."""

import numpy as np

from core.tasks.forecast.prepare import Examples, Prepared

FEW_ORIGINS = 60  # in the validation block: fewer overlap too much to tell when to stop
FOLDS = 4
FEWEST_WINDOWS = 12  # to train on in the first fold


def update_folds(prepared: Prepared) -> list[tuple[Examples, Examples]]:
    """What to train on and what to judge, fold by fold; none where the validation block is large enough.

    The later half of all origins in training and validation rows is judged, in blocks of equal length; the
    answers of what is trained on end where a block begins. Rows are scaled as for the backtest: what is
    scaled by is fitted on the training rows, of which the earlier folds have seen a part only.
    """
    train, validation = (prepared.block(name).with_answers().origins for name in ("train", "validation"))
    if len(validation) >= FEW_ORIGINS:
        return []
    rows = np.arange(train[0], validation[-1] + 1)
    size = len(rows) // (2 * FOLDS)
    first = len(rows) - FOLDS * size
    horizon = prepared.task.horizon
    if size < 1 or first - horizon < FEWEST_WINDOWS:
        return []
    folds = []
    for start in range(first, len(rows), size):
        fitted = prepared.examples(rows[: start - horizon + 1]).with_answers()
        judged = prepared.examples(rows[start : start + size]).with_answers()
        if len(fitted.x) and len(judged.x):
            folds.append((fitted, judged))
    return folds
