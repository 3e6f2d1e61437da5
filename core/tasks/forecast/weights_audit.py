"""The audit of leakage into weights: what comes after the test start may not move them by one bit."""

from typing import Any

from core.data.frame import Dataset
from core.evaluate.audits import compare_fitted
from core.specs import ExperimentSpec
from core.tasks.forecast.audits import Prepare, replaced_from
from core.tasks.forecast.fitting import Fitting
from core.tasks.forecast.prepare import Prepared
from core.tasks.job import Job


def weights_audit(job: Job, spec: ExperimentSpec, data: Dataset, prepared_from: Prepare) -> dict[str, Any]:
    """Replace everything from the test start on and train until the first look: no weight may move.

    Where arithmetic does not repeat itself on this device, nothing can be told.

    Args:
        prepared_from: Prepares for the refit before the test.

    Returns:
        Numbers compared, arrays of weights that moved, and whether arithmetic repeats itself.
    """
    prepared = prepared_from(data, None)
    again = prepared_from(replaced_from(data, prepared, prepared.cuts.calibration_end), prepared.chosen)
    before, after = _begun(job, spec, prepared), _begun(job, spec, again)
    audit = compare_fitted(before, after)
    repeats = not audit.moved or not compare_fitted(before, _begun(job, spec, prepared)).moved
    return {"compared": audit.compared, "moved": len(audit.moved) if repeats else 0, "repeats": repeats}


def _begun(job: Job, spec: ExperimentSpec, prepared: Prepared) -> dict[str, Any]:
    """The weights by place as the first look finds them."""
    trainer = Fitting(job, spec, prepared, number=1).begin(prepared.everything().with_answers())
    return {f"weights_{place}": values for place, values in enumerate(trainer.network.get_weights())}
