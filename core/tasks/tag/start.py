"""What a newcomer starts with, and what networks that tag are connected to."""

from dataclasses import replace

from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.tag.prepare import FEWEST_JUDGED, sizes_of
from core.tasks.tag.spec import TAGS, TagSpec
from core.text.tagged.facts import TaggedFacts

MUCH = 40_000  # words from which a larger network has enough to learn


def start(data: TaggedFacts) -> ExperimentSpec:
    """The usual settings; of characters no letters are read, and much text gets more units and updates.

    Chosen on the validation sentences of UD English EWT and of Weibo's names.
    """
    task, model, training = TAGS.of(TagSpec), TAGS.model, TAGS.training
    if data.words >= MUCH:
        task = replace(task, embedding=100, letter_units=32, letter_embedding=24, spatial_dropout=0.4)
        task = replace(task, output_dropout=0.4, word_dropout=0.15)
        model, training = replace(model, units=100), replace(training, updates=4000, patience=800)
        if data.spans:  # few words of a sentence belong to one: there is less to learn from
            task = replace(task, spatial_dropout=0.5, output_dropout=0.5, word_dropout=0.2)
            training = replace(training, learning_rate=0.003)
    if data.unit == "characters":
        task = replace(task, letter_units=0)
    return replace(TAGS, data=data.sha256, task=task, model=model, training=training)


def sizes(data: TaggedFacts, spec: ExperimentSpec) -> Ends:
    """A network reads numbers of a word, and of its letters by a layer of the same cell; it tells a tag.

    Raises:
        UserError: `tagged_few_judged` where fewer than two sentences would validate or test.
    """
    parts = sizes_of(data.parts, spec.of(TagSpec))
    for part, count in parts.items():
        if count < FEWEST_JUDGED:
            raise UserError("tagged_few_judged", part=part, have=count, fewest=FEWEST_JUDGED)
    return ends(spec, len(data.names))


def ends(spec: ExperimentSpec, tags: int) -> Ends:
    """What the networks are connected to."""
    task = spec.of(TagSpec)
    inputs = task.embedding + 2 * task.letter_units
    letters = (task.letter_embedding, task.letter_units) if task.letter_units else None
    beside = tags * (tags + 1) if task.crf else 0  # of the field: what begins, what follows what
    return Ends(inputs, tags, letters=letters, beside=beside)
