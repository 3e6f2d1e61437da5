"""Code as tutorials have it, part by part: which shapes come about, and where the same is done here.

What each part does is said in the locales: `learn.code.<name>.<part>`, from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from core.takehome.cell_code import paragraphs

Shape: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Tutorial:
    """One of them."""

    name: str  # of its file and in the locales
    shapes: tuple[Mapping[str, Shape], ...]  # by part: of what, as Python says it, is known after it
    step: str  # of Learn, where the same is trained

    @property
    def parts(self) -> list[str]:
        """Its code."""
        return paragraphs(self.name)


TUTORIALS = {
    one.name: one
    for one in (
        Tutorial(
            "keras_windows",
            (
                {},
                {"series": (300,), "look": (288, 13)},
                {"x": (288, 12, 1), "y": (288,)},
                {},
                {
                    "network.weights[0]": (1, 16),
                    "network.weights[1]": (16, 16),
                    "network.weights[2]": (16,),
                    "network.weights[3]": (16, 1),
                },
                {"told": (58, 1)},
                {},
            ),
            "windows",
        ),
        Tutorial(
            "torch_loop",
            (
                {},
                {"series": (300,), "look": (288, 13), "x": (288, 12, 1), "y": (288, 1)},
                {"rnn.weight_ih_l0": (16, 1), "rnn.weight_hh_l0": (16, 16), "head.weight": (1, 16)},
                {"batch": (32, 12, 1), "states": (32, 12, 16), "last": (1, 32, 16), "told": (32, 1)},
                {"rnn.weight_hh_l0.grad": (16, 16)},
                {},
            ),
            "unrolling",
        ),
        Tutorial(
            "numpy_lstm",
            (
                {},
                {"x": (10, 3)},
                {"W": (3, 16), "U": (4, 16), "b": (16,)},
                {"x_t": (3,), "f": (4,)},
                {"i": (4,), "g": (4,)},
                {"c": (4,), "h": (4,)},
            ),
            "lstm",
        ),
    )
}
