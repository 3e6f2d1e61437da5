"""What a newcomer starts with, and what makes pairs unfit for settings."""

from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import Ends
from core.tasks.translate.spec import TranslateSpec
from core.text.pairs import PairFacts, Pairs

FEWEST_PAIRS = 50
MANY = 5_000  # pairs from which a larger network has enough to learn


def advised(data: Pairs | PairFacts) -> ExperimentSpec:
    """A small network for few pairs, by character where translations are codes; a larger one for many."""
    facts = data.facts() if isinstance(data, Pairs) else data
    if facts.undivided:
        task = TranslateSpec(
            cut_source="characters", cut_target="characters", longest=80, embedding=32, output_dropout=0.1
        )
        model, training = ModelSpec(units=48, bidirectional=True), _training(800, 0.005)
    elif facts.pairs >= MANY:
        task = TranslateSpec(embedding=256, output_dropout=0.3, validation_share=0.05, test_share=0.05)
        model, training = ModelSpec(units=256, bidirectional=True, dropout=0.2), _training(10_000, 0.002)
    else:
        task = TranslateSpec(embedding=64)
        model, training = ModelSpec(units=64, bidirectional=True, dropout=0.1), _training(1500, 0.005)
    return ExperimentSpec(data=data.sha256, task=task, seeds=2, refit=False, model=model, training=training)


def sizes(data: Pairs | PairFacts, spec: ExperimentSpec) -> Ends:
    """What the networks are connected to; what belongs to single words is not counted.

    Raises:
        UserError: `too_few_pairs`.
    """
    pairs = data.pairs if isinstance(data, PairFacts) else len(data)
    if pairs < FEWEST_PAIRS:
        raise UserError("too_few_pairs", have=pairs, need=FEWEST_PAIRS)
    task = spec.of(TranslateSpec)
    return Ends(task.embedding, spec.model.units, decoder=task.attention)


def _training(updates: int, rate: float) -> TrainingSpec:
    return TrainingSpec(updates=updates, patience=updates // 4, learning_rate=rate, schedule="plateau")
