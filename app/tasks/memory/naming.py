"""How experiments of the memory lab are called that nobody has named: after the problem and its length."""

from app.i18n import Translate
from app.names import BETWEEN
from core.tasks.memory.spec import MemorySpec


def tails(t: Translate, task: MemorySpec) -> dict[str, str]:
    """The length: as it is stored, and as earlier versions wrote it."""
    told = f"{BETWEEN}{task.length}"
    return {f" {task.length}": told, told: told}
