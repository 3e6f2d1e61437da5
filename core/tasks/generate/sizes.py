"""What a network that writes on is connected to, and which texts are too short for it."""

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.generate.characters import parts_of
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import LongFacts

FEWEST_WINDOWS = 8  # of the training part


def sizes(data: LongFacts, spec: ExperimentSpec) -> Ends:
    """A network reads embeddings of characters or words, which are not counted, and tells a number for each.

    Raises:
        UserError: `generate_text_short` or `generate_words_short` for a text that does not fill the windows,
            `generate_one_known` where no two are known, `generate_one_way` for a network that also reads
            backwards.
    """
    task = spec.of(GenerateSpec)
    if spec.model.bidirectional:
        raise UserError("generate_one_way")
    stands = data.stands[task.unit]
    parts = parts_of(stands.count, task)
    have = {name: end - start for name, (start, end) in parts.items()}
    whole = FEWEST_WINDOWS * task.window + 1
    if have["train"] < whole or min(have["validation"], have["test"]) < task.window + 1:
        key = "generate_text_short" if task.unit == "characters" else "generate_words_short"
        raise UserError(key, have=stands.count, need=letters_needed(task))
    known = stands.known(parts["train"][1], task.fewest)
    if task.unit != "characters":
        known = min(known, task.vocabulary)
    if known < 2:
        raise UserError("generate_one_known", fewest=task.fewest)
    return Ends(task.embedding, task.embedding if task.tied else known + 1)  # and the unknown one


def letters_needed(task: GenerateSpec) -> int:
    """The shortest text whose parts all fill their windows, in characters or words."""
    held_out = min(task.validation_share, task.test_share)
    need = max(
        (FEWEST_WINDOWS * task.window + 1) / (1 - task.validation_share - task.test_share),
        (task.window + 1) / held_out,
    )
    return int(need) + 2
