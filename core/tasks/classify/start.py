"""What a newcomer starts with, and what makes data unfit for settings."""

from dataclasses import replace

from core.data.labelled.facts import LabelledFacts
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.classify.spec import SERIES, ClassifySpec

FEW = 500  # series that are no given test
STEPS_OF_FEW = 50
BLOCKS = 3  # that a class needs a series in, besides a given test: train, validation, calibration


def start(data: LabelledFacts) -> ExperimentSpec:
    """The usual settings; where the test is given, most of the rest is trained on.

    Few series are read in fewer steps, and each unit's largest value over time tells the class. Where they
    have one column, none of it is silenced (dropout would silence whole series), and there are two layers.
    Chosen on folds of the training parts of five public sets with 36 to 270 series (`docs/tasks.md`).
    """
    task, model = SERIES.of(ClassifySpec), SERIES.model
    if sum(data.free.values()) < FEW:
        task = replace(task, pooling="max", most_steps=STEPS_OF_FEW)
        model = replace(model, dropout=0.0, layers=2) if len(data.columns) == 1 else model
    if data.given_test:
        task = replace(task, calibration_share=0.05)
    return replace(SERIES, data=data.sha256, task=task, model=model)


def sizes(data: LabelledFacts, spec: ExperimentSpec) -> Ends:
    """A network reads a number per column, and tells one per class.

    Raises:
        UserError: `class_of_series_too_small` where a class cannot be in every block.
    """
    fewest = BLOCKS + (not data.given_test)
    for label, count in data.free.items():
        if count < fewest:
            raise UserError("class_of_series_too_small", label=label, count=count, fewest=fewest)
    return ends(spec, len(data.columns), len(data.classes))


def ends(spec: ExperimentSpec, columns: int, classes: int) -> Ends:
    """What the networks are connected to."""
    return Ends(columns, classes, spec.of(ClassifySpec).pooling == "attention")


def judging_series(data: LabelledFacts, task: ClassifySpec) -> int:
    """How many series will judge: those given as test, else the share that is drawn of each class."""
    return data.given_test or sum(max(1, round(task.test_share * count)) for count in data.counts.values())
