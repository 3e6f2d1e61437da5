"""Which given labels are least believed, from probabilities that were told by who had not seen them.

Northcutt, Jiang & Chuang (2021), Confident Learning: Estimating Uncertainty in Dataset Labels, JAIR 70.
"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints


@dataclass(frozen=True)
class DoubtedLabels:
    """All labels of a data set, the least believed first."""

    order: Ints  # rows
    margins: Floats  # by row: the given class's probability less that of the likeliest other one, -1 to 1
    told: Ints  # by row: the likeliest class
    against: tuple[tuple[int, int, int], ...]  # given class, class it is confidently told as, rows
    agreed: float  # share of the rows whose likeliest class is the given one

    @property
    def suspected(self) -> int:
        """Rows that are confidently told to be of another class."""
        return sum(rows for _, _, rows in self.against)


def doubted_labels(probabilities: Floats, given: Ints) -> DoubtedLabels:
    """Order labels by their normalised margin, and count the confident joint beside its diagonal.

    A row counts as confidently of a class where its probability reaches the mean that the class has over the
    rows that bear it as their label; of several such classes the likeliest counts.

    Args:
        probabilities: Told out of fold, (rows, classes).
        given: The labels, (rows,).
    """
    rows, classes = probabilities.shape
    own = probabilities[np.arange(rows), given]
    others = probabilities.copy()
    others[np.arange(rows), given] = -np.inf
    margins = own - others.max(axis=1)
    usual = [probabilities[given == one, one].mean() if (given == one).any() else np.inf
             for one in range(classes)]  # fmt: skip
    reached = np.where(probabilities >= np.array(usual), probabilities, -np.inf)
    sure, some = reached.argmax(axis=1), np.isfinite(reached.max(axis=1))
    against = []
    for one in range(classes):
        for other in range(classes):
            count = int((some & (given == one) & (sure == other)).sum())
            if one != other and count:
                against.append((one, other, count))
    told = probabilities.argmax(axis=1)
    order = np.argsort(margins, kind="stable")
    return DoubtedLabels(order, margins, told, tuple(against), float((told == given).mean()))
