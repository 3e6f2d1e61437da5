"""Visits to a small shop, drawn by a rule that is known: what ends a visit belongs to what began it.

Between the two stand a few things out of a common pool, each led to by the one before it. Whoever knows the
last thing only cannot tell the end; whoever remembers the first can, nine times in ten.
"""

from functools import cache

import numpy as np

from core.text.long_text import LongText
from core.text.sessions import sessions_text

NAME = "shop"
VISITS, SEED = 2_500, 7
FAITHFUL = 0.9  # share of visits that end with what belongs to their beginning
BETWEEN = (2, 5)  # things between beginning and end
PAIRS = dict(
    pair.split(":")
    for pair in """
    tent:tent-pegs camera:tripod guitar:strings bicycle:helmet kettle:tea razor:blades printer:ink
    torch:batteries phone:phone-case skis:ski-wax drill:drill-bits piano:stool easel:paints
    aquarium:fish-food hammock:ropes kayak:paddle desk:desk-lamp oven:oven-mitts telescope:star-map
    violin:bow dartboard:darts racket:shuttlecocks stroller:rain-cover barbecue:charcoal
    typewriter:ribbon mixer:whisk hive:honey-jars loom:yarn fountain-pen:nibs snowboard:bindings
    """.split()
)
POOL = """
    socks towel soap candle notebook mug scarf gloves basket vase clock frame pillow blanket rug broom
    bucket ladder rope tape glue pencil ruler scissors thread button zip ribbon-roll paper envelope
    stamp map globe puzzle kite ball
    """.split()


@cache
def shop_sessions() -> LongText:
    """The visits, earliest first."""
    random = np.random.default_rng(SEED)
    follow = random.permuted(np.tile(np.arange(len(POOL)), (len(POOL), 1)), axis=1)[:, :3]
    return sessions_text([_visit(random, follow) for _ in range(VISITS)], NAME, "sample")


def _visit(random: np.random.Generator, follow: "np.ndarray") -> list[str]:
    first = list(PAIRS)[random.integers(len(PAIRS))]
    at, between = int(random.integers(len(POOL))), []
    for _ in range(random.integers(BETWEEN[0], BETWEEN[1] + 1)):
        between.append(POOL[at])
        at = int(follow[at, random.choice(3, p=[0.6, 0.25, 0.15])])
    return [first, *between, PAIRS[first] if random.random() < FAITHFUL else POOL[at]]
