"""The baselines' run in parts, for workers to share: each fits the local methods to some of the series."""

from core.data.panel.facts import PanelFacts

FEWEST = 50  # series of a part: a worker reads and cuts all of them before it begins
MOST = 16  # parts


def parts_of(facts: PanelFacts) -> int:
    """How many there are; one of few series."""
    return max(1, min(MOST, facts.series // FEWEST))


def places_of(series: int, part: int, parts: int) -> range:
    """The places of a part's series among all; parts follow each other, as large as one another."""
    return range(series * part // parts, series * (part + 1) // parts)
