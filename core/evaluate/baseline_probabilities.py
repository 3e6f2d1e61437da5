"""Every baseline's probabilities for texts, all fitted on the same counts. Heavy: workers only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import CountVectorizer

from core.arrays import Floats, Ints
from core.evaluate.bag import Bag, one_and_two
from core.evaluate.baselines import TEXT_BASELINES
from core.evaluate.counted import Answers, Counted

Words = Sequence[Sequence[str]]  # the words of each text, as the networks read them
MOST_FEATURES = 500_000

for one in TEXT_BASELINES.values():  # now, while a worker imports one thing at a time (`core.tasks.job.load`)
    one.load()


@dataclass(frozen=True)
class BaselineProbabilities:
    """What the baselines tell."""

    probabilities: dict[str, list[Floats]]  # method -> (texts, classes) of each block that was asked
    bags: dict[str, Bag]  # those that are bags of words, to score texts later


def baseline_probabilities(
    train: Words,
    labels: Ints,
    validation: Words,
    validation_labels: Ints,
    others: Sequence[Words],
    classes: int,
    only: Sequence[str] | None = None,
) -> BaselineProbabilities:
    """Fit every baseline on the training texts.

    Args:
        others: Blocks of texts to classify besides the validation texts.
        only: Names of those that are wanted; by default all.

    Returns:
        Probabilities on validation, then on each of the others.
    """
    counter = CountVectorizer(analyzer=one_and_two, max_features=MOST_FEATURES, min_df=_rare(train))
    counts = counter.fit_transform(train)
    asked = [counter.transform(texts) for texts in (validation, *others)]
    terms = tuple(counter.get_feature_names_out())
    counted = Counted(terms, counts, labels, validation_labels, asked, classes)
    wanted = {name: row for name, row in TEXT_BASELINES.items() if only is None or name in only}
    found: dict[str, Answers] = {name: row.load()(counted) for name, row in wanted.items()}
    return BaselineProbabilities(
        {name: one.probabilities for name, one in found.items()},
        {name: one.bag for name, one in found.items() if one.bag is not None},
    )


def _rare(train: Words) -> int:
    """Of many texts, what occurs in a single one is left out."""
    return 2 if len(train) > 5000 else 1
