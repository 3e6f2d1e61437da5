"""What a newcomer starts with, told from the facts of the series alone."""

import re
from dataclasses import replace
from typing import Any

from core.data.panel.facts import PanelFacts
from core.evaluate.seasons import natural_periods
from core.specs import ExperimentSpec
from core.tasks.panel.spec import MANY, PanelSpec

HORIZONS = {4: 4, 7: 14, 12: 6, 24: 24, 52: 8, 5: 10}  # steps, by season
SEASONS = {4: 4, 7: 4, 12: 3, 52: 2, 5: 8}  # that are read
UNTIMED = 24  # steps that are read of series without a known season
MOST_HORIZON = 0.15  # of the usual length
FEW = 20_000  # values of all series together, up to which a short training is enough
SHORT = {"updates": 400, "patience": 200, "learning_rate": 0.006, "batch": 128}
LONG = {"updates": 3000, "patience": 1000}  # of windows of days, hour by hour
WITHIN_A_DAY = re.compile(r"\d{0,6}(h|min|s)$")


def start(data: PanelFacts) -> ExperimentSpec:
    """As far ahead as something is known, else some weeks, months or quarters; the hours of a day at once."""
    natural = natural_periods(data.frequency)
    hours = natural[0] if natural and WITHIN_A_DAY.fullmatch(data.frequency or "") else 1
    block = hours if 1 < hours <= 48 else 1
    season = natural[0] if natural else 0
    usual = min(HORIZONS.get(season, 12), max(1, int(MOST_HORIZON * data.usual)))
    horizon = min(data.ahead or usual, 60, max(1, data.usual // 5))
    lookback = 7 * block if block > 1 else season * SEASONS.get(season, 1) or UNTIMED
    longest = max(season + 1, data.usual // 2) if block == 1 else lookback
    task = PanelSpec(
        horizon=horizon, lookback=max(2, min(lookback, longest)), season=_known(season, data), block=block
    )
    many: dict[str, Any] = LONG if block > 1 else {}
    how = SHORT if data.series * data.usual <= FEW else many
    return replace(MANY, data=data.sha256, task=task, training=replace(MANY.training, **how))


def _known(season: int, data: PanelFacts) -> int:
    """The season, where the series are long enough for it to be seen; 1 where they are not."""
    return season if not season or 2 * season < data.usual else 1
