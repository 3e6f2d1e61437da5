"""What the engine knows of an experiment on whole series that is asked about."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from core.arrays import Floats
from core.evaluate.baselines import SHAPE_BASELINES
from core.evaluate.classification import softmax
from core.evaluate.shapes import shapes_to_bytes
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.answering import answering
from core.tasks.classify.keeping import facts_of, labelled_of, series_of
from core.tasks.classify.prepare import Scale, prepare_series
from core.tasks.classify.spec import ClassifySpec
from core.tasks.question import KeptShapes, OpenQuestion, Question, Source


@dataclass(frozen=True, eq=False)
class KnownSeries(Source):
    """What the engine knows of the series that an experiment was trained on."""

    classes: tuple[str, ...]
    columns: int
    scale_of_series: Scale  # how values were scaled for the networks

    @property
    def count(self) -> int:
        """Classes."""
        return len(self.classes)

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return self.columns, len(self.classes)

    def scale(self, output: int) -> tuple[float, float]:
        """A logit is shown as it is."""
        return 1.0, 0.0

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Probabilities of the classes."""
        return softmax(outputs[None], temperature)[0]


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question without what is asked; of a kept series that is named by its `row`, its values are added."""
    arrays, task = store.arrays(baselines.id), experiment.spec.of(ClassifySpec)
    facts, together = facts_of(store, experiment.data), int(baselines.facts["together"])
    scale = Scale(arrays["scale_mean"], arrays["scale_deviation"], together, task.normalize)
    source = KnownSeries(facts.classes, len(facts.columns), scale)
    who = answering(store, experiment, baselines, arrays, runs)

    @cache
    def fitted_on() -> bytes:
        return shapes_to_bytes(prepare_series(labelled_of(store, experiment.data), task).shapes)

    def complete(question: Question) -> Question:
        if question.kind == "classify" and who.sent in SHAPE_BASELINES:
            question = replace(question, simple=KeptShapes(baselines.id, who.sent, fitted_on()))
        if "row" not in question.asked:
            return question
        ((_, values),) = series_of(store, experiment.data, [int(question.asked["row"])])
        return replace(question, asked=question.asked | {"series": [values.tolist()]})

    question = Question(
        "", experiment.spec, source, who.typical, together=who.together, heats=who.heats, sent=who.sent
    )
    return question, complete


def rehearsal(question: Question) -> list[Question]:
    """Nothing is asked beforehand."""
    return []
