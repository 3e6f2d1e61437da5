"""Where recurrent cells win and where not: what was measured with this product."""

from typing import Any, NamedTuple

import plotly.graph_objects as go

from app.charts.drawing import DARK, OTHER, OURS, QUIET, framed
from app.i18n import Translate
from app.learn.cited import cited
from app.numbers import figure as written
from app.numbers import percent, percent_sign, whole

HEIGHT = 260


class Gain(NamedTuple):
    """Less error than the best simple method, in %: of the best cell alone, and of one with that method."""

    series: int
    alone: float
    both: float


def gains() -> list[Gain]:
    """Of single series, and of each set of many."""
    ratios = cited()["single"]["ratios"]
    alone = min(value for name, value in ratios.items() if "with" not in name)
    both = min(value for name, value in ratios.items() if "with" in name)
    first = Gain(1, 100 * (1 - alone), 100 * (1 - both))
    return [first, *(Gain(one["series"], one["alone"][1], one["both"][1]) for one in cited()["many"])]


def facts(t: Translate) -> dict[str, Any]:
    """All figures that the step's words name."""
    single, whole_series, many = cited()["single"], cited()["whole"], cited()["many"]
    told = gains()
    most = max(range(len(many)), key=lambda place: many[place]["both"][1])
    return {
        "settings": single["settings"],
        "better": single["better"].split(" ")[0],
        "alone": percent(told[0].alone / 100),
        "both": percent(told[0].both / 100),
        "set": whole_series["set"],
        "cell": t(f"cell.{whole_series['cell']}"),
        "points": written(whole_series["points"]),
        "p": written(whole_series["p"], 2),
        "series": whole(many[most]["series"]),
        "many_alone": percent(many[most]["alone"][1] / 100),
        "many_both": percent(many[most]["both"][1] / 100),
    }


def today(t: Translate) -> go.Figure:
    """Bars from 0: what a cell alone is worth beside the best simple method, and what both are together."""
    figure, told = go.Figure(), gains()
    names = [t("learn.label.single_series", count=cited()["single"]["settings"])]
    names += [t("learn.label.series_at_once", count=whole(one.series)) for one in told[1:]]
    looks = ((OTHER, "alone", [one.alone for one in told]), (OURS, "together", [one.both for one in told]))
    for look, name, values in looks:
        figure.add_bar(
            x=names, y=values, name=t(f"learn.label.{name}"), marker={"color": look.faint(0.75)},
            text=[percent(value / 100) for value in values], textposition="outside", cliponaxis=False,
            textfont={"color": DARK.color},
        )  # fmt: skip
    framed(figure, y=t("learn.label.less_error", sign=percent_sign().strip()), legend=True)
    figure.add_hline(y=0, line={"color": QUIET.color, "width": 1})
    figure.update_layout(barmode="group", bargap=0.3, height=HEIGHT)
    figure.update_yaxes(
        range=[min(0, *(one.alone for one in told)) - 0.5, 1.2 * max(one.both for one in told)]
    )
    return figure
