"""From pairs of sentences to the numbers that networks read and write, and the blocks they are judged on."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.arrays import Ints
from core.errors import UserError
from core.tasks.translate.spec import BLOCKS, TranslateSpec
from core.tasks.translate.start import FEWEST_PAIRS
from core.text.casing import Casing, fit_casing
from core.text.pairs import Pairs
from core.text.pieces import pieces
from core.text.vocabulary import Vocabulary, fit_vocabulary

SPLIT_SEED = 11
MOST_JUDGED = 2_000  # pairs of validation and of test
FEWEST = 10  # pairs of validation and of test
POOL = 24  # batches that are sorted by length together; within them the order is drawn
STEPS = {"fast": 4}  # lengths are padded to multiples of it by kernels that are compiled for each; else 1


@dataclass(frozen=True, eq=False)
class Rows:
    """Pairs in numbers, 0 behind the end of a side."""

    source: Ints  # (pairs, longest)
    target: Ints  # (pairs, longest + 1): behind each translation the number of its end

    def __len__(self) -> int:
        return len(self.source)

    @property
    def lengths(self) -> tuple[Ints, Ints]:
        """Pieces of each side, ends included."""
        return (self.source != 0).sum(axis=1), (self.target != 0).sum(axis=1)

    def take(self, rows: Ints) -> "Rows":
        """Some of the pairs."""
        return Rows(self.source[rows], self.target[rows])


@dataclass(frozen=True, eq=False)
class PreparedPairs:
    """Pairs ready to be trained on."""

    data: Pairs
    task: TranslateSpec
    source: Vocabulary
    target: Vocabulary
    pieces: tuple[list[list[str]], list[list[str]]]  # of all pairs, by side
    blocks: dict[str, Ints]  # rows of `BLOCKS`
    left_out: int  # pairs that are longer than is read

    @property
    def end(self) -> int:
        """The number that a translation ends with, and that stands before its first word."""
        return len(self.target)

    @cached_property
    def casing(self) -> Casing:
        """How translations in small letters are written; nothing is changed where networks tell capitals."""
        if not self.task.lower:
            return Casing()
        return fit_casing(self.data.targets[row] for row in self.blocks["train"])

    def rows(self, name: str) -> Rows:
        """A block in numbers."""
        return self.numbered(*([side[row] for row in self.blocks[name]] for side in self.pieces))

    def numbered(self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> Rows:
        """Pieces of sentences and translations in numbers."""
        ended = [[*self.target.encode(one), self.end] for one in targets]
        return Rows(table([self.source.encode(one) for one in sources]), table(ended))


def table(numbers: Sequence[Sequence[int]]) -> Ints:
    """Rows of several lengths in one table, 0 behind them."""
    found = np.zeros((len(numbers), max(map(len, numbers), default=1)), dtype=np.int32)
    for row, one in zip(found, numbers, strict=True):
        row[: len(one)] = one
    return np.asarray(found, dtype=np.int32)


@lru_cache(maxsize=2)
def prepared_pairs(data: Pairs, task: TranslateSpec) -> PreparedPairs:
    """Cut, split and number pairs; kept for all cells and seeds that a worker trains.

    Raises:
        UserError: `too_few_pairs_left` where too few are short enough, `no_word_of_pairs_twice` where no word
            of a side stands in training twice.
    """
    sources, targets = (
        [pieces(text, how, lower=task.lower) for text in side]
        for side, how in ((data.sources, task.cut_source), (data.targets, task.cut_target))
    )
    both = zip(sources, targets, strict=True)
    short = [row for row, sides in enumerate(both) if max(map(len, sides)) <= task.longest]
    if len(short) < FEWEST_PAIRS:
        raise UserError("too_few_pairs_left", have=len(short), need=FEWEST_PAIRS, longest=task.longest)
    keys = [[tuple(side[row]) for row in short] for side in (sources, targets)]
    blocks = {name: np.array(short)[rows] for name, rows in split_pairs(keys[0], keys[1], task).items()}
    known = [
        fit_vocabulary((side[row] for row in blocks["train"]), task.vocabulary) for side in (sources, targets)
    ]
    if not (known[0].words and known[1].words):
        raise UserError("no_word_of_pairs_twice")
    left_out = len(data) - len(short)
    return PreparedPairs(data, task, known[0], known[1], (sources, targets), blocks, left_out)


def split_pairs(
    sources: Sequence[Hashable], targets: Sequence[Hashable], task: TranslateSpec
) -> dict[str, Ints]:
    """Rows of each block, so that no sentence and no translation stands in two of them.

    Pairs that share a side, also by way of others, stay together. Which of them are held out is drawn, the
    same for equal pairs; groups that are too large for what is held out are trained on.
    """
    pairs, group = len(sources), groups(sources, targets)
    order = np.random.default_rng(SPLIT_SEED).permutation(int(group.max()) + 1)
    sizes = np.bincount(group)
    rows = np.split(np.argsort(group, kind="stable"), np.cumsum(sizes)[:-1])
    found: dict[str, list[Ints]] = {name: [] for name in BLOCKS}
    shares = {"test": task.test_share, "validation": task.validation_share}
    room = {name: min(max(FEWEST, int(pairs * share)), MOST_JUDGED) for name, share in shares.items()}
    for one in order:
        name = next((block for block, left in room.items() if sizes[one] <= left), "train")
        found[name].append(rows[one])
        if name in room:
            room[name] -= int(sizes[one])
    return {name: np.sort(np.concatenate(found[name])) for name in BLOCKS}


def groups(sources: Sequence[Hashable], targets: Sequence[Hashable]) -> Ints:
    """The group of each pair; those of one group share sentences or translations, directly or not."""
    left, right = (_places(side) for side in (sources, targets))
    count = int(left.max()) + 1
    nodes = count + int(right.max()) + 1
    edges = coo_array((np.ones(len(left)), (left, count + right)), shape=(nodes, nodes))
    _, of_node = connected_components(edges, directed=False)
    _, found = np.unique(of_node[left], return_inverse=True)
    return np.asarray(found, dtype=np.int64)


def _places(side: Sequence[Hashable]) -> Ints:
    """Each sentence by its place among the different ones."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(one, len(known)) for one in side], dtype=np.int64)
