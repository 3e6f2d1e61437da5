"""What the engine knows of a classifying experiment that is asked about."""

from dataclasses import replace

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.answering import answering
from core.tasks.question import KeptBag, OpenQuestion, Question
from core.tasks.sentiment.labels.question import KIND as LABELS
from core.tasks.sentiment.labels.question import about_labels
from core.tasks.sentiment.new_texts.question import with_new
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.sentiment.texts import Texts

RARE_LANGUAGE = 0.05  # share of the texts below which a language does not count as trained


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question about texts without what is asked; nothing has to be added to it."""
    arrays, data, task = (
        store.arrays(baselines.id),
        store.text_facts(experiment.data),
        experiment.spec.of(SentimentSpec),
    )
    source = Texts(
        data.classes,
        tuple(name for name, share in data.report.languages.items() if share >= RARE_LANGUAGE),
        tuple(arrays["vocabulary"].tobytes().decode().split("\n")),
        arrays.get("class_ratios"),
        arrays.get("pair_ratios"),
        store.data.vectors(task.vectors) if task.vectors else None,
    )
    who, body = (
        answering(store, experiment, baselines, arrays, runs),
        store.artifact(baselines.id, "weights"),
    )
    question = Question(
        "", experiment.spec, source, who.typical, together=who.together, heats=who.heats,
        bag=KeptBag(baselines.id, who.bag, body) if who.bag is not None and body is not None else None,
        sent=who.sent,
    )  # fmt: skip

    def complete(asked: Question) -> Question:
        if asked.kind == LABELS:
            return about_labels(store, experiment, asked)
        return with_new(store, asked) if "data" in asked.asked else asked

    return question, complete


def rehearsal(question: Question) -> list[Question]:
    """Two explanations of lengths that differ: what is traced then serves every length."""
    source = question.source
    assert isinstance(source, Texts)
    texts = (" ".join(source.words[:count]) for count in (2, 3))
    return [replace(question, kind="explain", asked={"texts": [text]}) for text in texts]
