"""A new forecast and the track record as plain data and as a table, on the scale of the newest rows."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from core.evaluate.intervals import LEVELS
from core.store.jsonable import plain
from core.tasks.forecast.new_rows.placing import told as told_time
from core.tasks.forecast.new_rows.predicting import Live, Predicted
from core.tasks.forecast.new_rows.told import Told
from core.tasks.forecast.new_rows.track import Track, track
from core.tasks.forecast.new_rows.track_words import track_sentence
from core.words.english import T, told
from core.words.figures import figure


def forecast_table(one: Told) -> pd.DataFrame:
    """All methods, what is to be used first: origin, time, step, method, sent, forecast, lo80 … hi95.

    A method without intervals has blanks there.
    """
    names = [one.sent, *(name for name in one.forecasts if name != one.sent)]
    return pd.concat([_of_method(one, name) for name in names], ignore_index=True)


def _of_method(one: Told, name: str) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "origin": told_time(one.origin), "time": [told_time(time) for time in one.times],
            "step": range(1, len(one.times) + 1), "method": name, "sent": name == one.sent,
            "forecast": one.forecasts[name] * one.factor,
        }
    )  # fmt: skip
    for level in LEVELS:
        low, high = one.bounds(name, level) if name in one.widths else (None, None)
        of = f"{level * 100:.0f}"
        table[f"lo{of}"] = float("nan") if low is None else low * one.factor
        table[f"hi{of}"] = float("nan") if high is None else high * one.factor
    return table


def predicted_summary(predicted: Predicted) -> dict[str, Any]:
    """A new forecast with what was noticed, what is to be used, every method, and the track record."""
    one, table = predicted.told, forecast_table(predicted.told)
    sent = table[table["sent"]]
    return {
        "experiment": predicted.live.experiment.id,
        "origin": told_time(one.origin),
        "arrived": len(one.arrived),
        "factor": one.factor,
        "notes": [{"key": note.key, "facts": note.facts} for note in predicted.notes],
        "forecast": {
            "method": one.sent, "dates_provisional": one.provisional, "time": sent["time"].tolist(),
            "mean": sent["forecast"].tolist(),
            **{name: sent[name].tolist() for name in sent.columns if name[:2] in ("lo", "hi")},
        },
        "methods": {name: (values * one.factor).tolist() for name, values in one.forecasts.items()},
        "skipped": dict(predicted.skipped),
        "track": track_summary(predicted.live),
        "continued": {cell: dict(one) for cell, one in predicted.continued.items()},
        "seconds": dict(predicted.seconds),
    }  # fmt: skip


def track_of(known: Live) -> Track:
    """How all forecasts of an experiment did, on the scale that it was trained on."""
    return track(known.told, known.outcome.backtest)


def track_summary(known: Live) -> dict[str, Any]:
    """The track record as plain data, with its sentence in English."""
    found = track_of(known)
    since = None if found.worse_since is None else told_time(found.worse_since)
    sentence = track_sentence(T, found, figure, lambda _: since or "")
    facts = asdict(found) | {"worse_since": since, "finding": found.finding, "sentence": sentence}
    return dict(plain(facts))


def spoken(predicted: Predicted) -> list[str]:
    """What was noticed, in English, a line each."""
    return [told(f"note.{note.key}", **note.facts) for note in predicted.notes]
