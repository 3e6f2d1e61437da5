"""What a network that writes on is connected to, and which texts are too short for it."""

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.generate.characters import characters_of, parts_of
from core.tasks.generate.spec import GenerateSpec
from core.text.long_text import LongText

FEWEST_WINDOWS = 8  # of the training part


def sizes(data: LongText, spec: ExperimentSpec) -> Ends:
    """A network reads embeddings of characters, which are not counted, and tells a number per character.

    Raises:
        UserError: `generate_text_short` for a text that does not fill the windows, `generate_one_known` where
            no two characters are known, `generate_one_way` for a network that reads backwards, too.
    """
    task = spec.of(GenerateSpec)
    if spec.model.bidirectional:
        raise UserError("generate_one_way")
    parts = parts_of(len(data.text), task)
    have = {name: end - start for name, (start, end) in parts.items()}
    whole = FEWEST_WINDOWS * task.window + 1
    if have["train"] < whole or min(have["validation"], have["test"]) < task.window + 1:
        raise UserError("generate_text_short", have=len(data.text), need=letters_needed(task))
    characters = characters_of(data.text, task)
    if len(characters.known) < 2:
        raise UserError("generate_one_known", fewest=task.fewest)
    return Ends(task.embedding, len(characters))


def letters_needed(task: GenerateSpec) -> int:
    """The shortest text whose parts all fill their windows."""
    held_out = min(task.validation_share, task.test_share)
    need = max(
        (FEWEST_WINDOWS * task.window + 1) / (1 - task.validation_share - task.test_share),
        (task.window + 1) / held_out,
    )
    return int(need) + 2
