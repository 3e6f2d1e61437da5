"""Settings that suit a text: what a newcomer starts with."""

from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import LongFacts

MUCH = 300_000  # characters from which a larger network has enough to learn
MANY = 400  # different characters from which each is seen seldom


def advised(data: LongFacts) -> ExperimentSpec:
    """A small network for a short text; for a long one more units, more updates and less dropout."""
    if data.sessions:
        task = GenerateSpec(unit="items", window=32, fewest=2, embedding=64)
        return _spec(data, task, ModelSpec(units=96, dropout=0.1), _training(1600, 0.005))
    many = data.kinds > MANY
    task = GenerateSpec(output_dropout=0.3, embedding=64 if many else 32)
    model, training = ModelSpec(units=128, dropout=0.1), _training(800, 0.005)
    if data.letters >= MUCH:
        task = GenerateSpec(window=100, output_dropout=0.1, embedding=64)
        model, training = ModelSpec(units=256, layers=2), _training(4000, 0.003)
    return _spec(data, task, model, training)


def _spec(data: LongFacts, task: GenerateSpec, model: ModelSpec, training: TrainingSpec) -> ExperimentSpec:
    return ExperimentSpec(data=data.sha256, task=task, seeds=2, refit=False, model=model, training=training)


def _training(updates: int, rate: float) -> TrainingSpec:
    return TrainingSpec(updates=updates, patience=updates // 4, learning_rate=rate, schedule="plateau")
