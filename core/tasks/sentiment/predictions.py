"""What the bag of words answers about texts, and each cell with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.arrays import Floats
from core.tasks.classified.answers import halves
from core.tasks.classified.predictions import CellPrediction
from core.tasks.kept_methods import kept_bag
from core.tasks.question import Question
from core.words.methods import with_bag


def predictions_with_bag(
    question: Question, answers: Mapping[str, CellPrediction], words: Sequence[Sequence[str]]
) -> dict[str, Floats]:
    """What the bag of words answers, and each cell with it, by method; nothing where none was kept.

    Args:
        answers: The cells' answers.
        words: All words of each text.
    """
    if question.bag is None:
        return {}
    bag = kept_bag(question.bag).probabilities(words)
    both = {with_bag(cell): halves(one.mean, bag) for cell, one in answers.items()}
    return {question.bag.name: bag} | both


def bag_explained(question: Question, words: Sequence[str]) -> dict[str, Any] | None:
    """What the bag of words tells of a text, and what each word adds to that; None where none was kept.

    Args:
        words: All words of the text.
    """
    if question.bag is None:
        return None
    bag = kept_bag(question.bag)
    (told,) = bag.probabilities([words])
    label = int(told.argmax())
    given = bag.contributions(words, label)
    known = [word in bag.places for word in words]
    return {
        "name": question.bag.name, "label": label, "probabilities": told.round(6).tolist(),
        "words": list(words), "known": known, "contributions": given.round(5).tolist(),
    }  # fmt: skip
