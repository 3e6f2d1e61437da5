"""Dates on an axis in the visitor's language: Plotly itself writes them in English."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.i18n import current_language, translator

SECOND, HOUR, DAY = 1000, 3_600_000, 86_400_000  # milliseconds, as Plotly counts them


def date_axis(figure: go.Figure, language: str | None = None) -> dict[str, Any]:
    """What the x axis needs where a figure's x are dates; else nothing. The visitor's language by default."""
    dated = [x for trace in figure.data if (x := np.asarray(trace.x)).dtype.kind == "M" and x.size]
    if not dated:
        return {}
    t = translator(language or current_language())
    clock = any((x != x.astype("datetime64[D]")).any() for x in dated)
    time, day, month, year = (t(f"chart.date.{part}") for part in ("time", "day", "month", "year"))
    stops: list[tuple[Any, Any, str]] = [
        (None, SECOND, "%H:%M:%S"),
        (SECOND, HOUR, "%H:%M"),
        (HOUR, DAY - 1, time),
    ]
    stops += [(DAY, "M1", day), ("M1", "M12", month), ("M12", None, year)]
    return {
        "tickformatstops": [{"dtickrange": [start, end], "value": text} for start, end, text in stops],
        "hoverformat": t("chart.date.hover_time" if clock else "chart.date.hover"),
    }
