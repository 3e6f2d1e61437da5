"""Scores of classifiers as a table."""

from typing import Any

import pandas as pd

from core.tasks.classified.outcome import Classifier, ClassOutcome


def classifiers_table(outcome: ClassOutcome) -> pd.DataFrame:
    """Every method with its scores on the test examples; what is not defined is empty."""
    return pd.DataFrame([_method(method) for method in outcome.methods]).set_index("method")


def _method(method: Classifier) -> dict[str, Any]:
    deviations = {f"{name}_sd": value for name, value in method.deviation.items()}
    return {
        "method": method.name, "kind": method.kind, "seeds": method.seeds, "parameters": method.weights,
        **method.scores, **deviations,
        "gain": method.gain, "gain_lo95": method.low, "gain_hi95": method.high,
        "p": method.p, "p_holm": method.p_holm,
    }  # fmt: skip
