"""A classifier of prepared texts, ready to be trained."""

from core.networks.ready import TextShape, ready_text_loop
from core.specs import ExperimentSpec
from core.tasks.sentiment.embedding_start import begin_with_ratios, begin_with_vectors
from core.tasks.sentiment.loop import TextLoop
from core.tasks.sentiment.prepare import PreparedTexts
from core.text.vectors import WordVectors


def classifier_loop(
    cell: str,
    spec: ExperimentSpec,
    ready: PreparedTexts,
    *,
    units: int,
    kernel: str,
    seed: int,
    vectors: WordVectors | None = None,
) -> TextLoop:
    """A loop whose network begins with the weights of a seed, and its embedding with what the task says.

    Raises:
        UserError: `vectors_differ` if the vectors do not fit the embedding.
    """
    texts, _ = ready.block("train")
    classes = len(ready.data.classes)
    loop = ready_text_loop(
        TextShape(cell, spec.model, spec.sentiment, units, len(ready.vocabulary), classes),
        spec.training,
        kernel,
        spec.training.batch_size(len(texts)),
        seed,
        lengths=texts.lengths,
        class_weights=ready.class_weights,
    )
    if vectors is not None:
        begin_with_vectors(loop.network, vectors, ready.vocabulary)
    elif spec.sentiment.ratios:
        begin_with_ratios(loop.network, ready.class_ratios, ready.pair_ratios)
    return loop
