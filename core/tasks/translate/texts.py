"""Texts as arrays that a run leaves, and how they are cut to be scored."""

from collections.abc import Sequence

import numpy as np

from core.tasks.translate.spec import TranslateSpec
from core.text.tokens import has_chinese

SIGNS = 200  # sentences whose signs tell how all are cut


def cut_for_scores(task: TranslateSpec, references: Sequence[str]) -> str:
    """How BLEU cuts translations: characters, Chinese by character, or words as of mteval's 13a."""
    if task.cut_target == "characters":
        return "char"
    return "zh" if any(map(has_chinese, references[:SIGNS])) else "13a"


def packed(texts: Sequence[str]) -> "np.ndarray":
    """Texts without line ends as bytes."""
    return np.frombuffer("\n".join(texts).encode("utf-8", "replace"), dtype=np.uint8)


def unpacked(body: "np.ndarray") -> list[str]:
    """The texts again."""
    return body.tobytes().decode("utf-8").split("\n")
