"""What a picture of gradients means: only what holds for the loss, the cells and the beginning shown."""

from collections.abc import Sequence

from app.i18n import Translate
from app.numbers import percent
from core.cells import CELLS
from core.specs import ModelSpec
from core.words.sentences import spaced

FORGETTING = {True: 0.731, False: 0.5}  # what an LSTM's forget gate lets through at first: sigma(1), sigma(0)
FEW = 5  # steps after which the rest is told


def meaning(t: Translate, cells: Sequence[str], model: ModelSpec, *, every_step: bool, trained: bool) -> str:
    """A paragraph.

    Args:
        cells: That are shown.
        model: How they began.
        every_step: Whether states of all steps enter the loss directly, not through later states alone.
        trained: Whether lines after training are shown too.
    """
    gated = [CELLS[name] for name in cells if CELLS[name].gated]
    plain = any(not CELLS[name].gated for name in cells)
    told = [t("gradients.every" if every_step else "gradients.end")]
    if gated:
        told.append(_gates(t, any(cell.forgets for cell in gated), model))
    if plain:
        told.append(t(f"gradients.plain.{model.recurrent_initializer}"))
    if gated and trained:
        told.append(t("gradients.opened"))
    return spaced(t, *told)


def _gates(t: Translate, forgets: bool, model: ModelSpec) -> str:
    """How far gates are open before training, and what that leaves after a few steps."""
    share = FORGETTING[forgets and model.forget_bias]
    name = "gradients.gates.lstm" if forgets and model.forget_bias else "gradients.gates"
    return t(name, open=f"{share:.2f}", steps=FEW, kept=percent(share**FEW, 0))
