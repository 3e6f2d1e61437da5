"""The states that an encoder hands on to its decoder, walked with the cells' own equations."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.cells.steps import Array, Named
from core.inside.walk import Space, Way


def dense(layer: Any, values: Array, space: Space) -> Array:
    """What a layer makes of values (…, columns), but for its activation."""
    return values @ space.array(layer.kernel) + space.array(layer.bias)


def handed_on(named: Mapping[str, Any], ways: Sequence[Way], depth: int, space: Space) -> Named:
    """The states where reading ended; of both ways, as they are bridged into one.

    Args:
        named: The network's layers by name (see `core.networks.encoder`).
        ways: Of the encoder's layer at a depth.
    """
    ends = [way.computed[0 if way.backwards else -1] for way in ways]
    names = ways[0].steps.STATES
    if len(ends) == 1:
        return {name: ends[0][name] for name in names}
    found = {}
    for name in names:
        both = space.concatenate([end[name] for end in ends], axis=-1)
        told = dense(named[f"bridge_{depth}_{name}"], both, space)
        found[name] = space.functions("tanh").activation(told) if name == "h" else told
    return found
