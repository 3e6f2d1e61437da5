"""From tagged sentences to the numbers that networks read, and the blocks they are trained and judged on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from core.arrays import Bools, Ints
from core.tasks.tag.spec import TagSpec
from core.text.splits import SPLIT_SEED, fingerprints
from core.text.tagged.choices import PARTS
from core.text.tagged.dataset import TaggedSentences
from core.text.vocabulary import SPECIAL, UNKNOWN, Vocabulary, fit_vocabulary

BLOCKS = PARTS  # train, validation, test
FEWEST_JUDGED = 2  # sentences
LETTERS_READ = 16  # of a word
FRONT = 6  # of a longer one, these and the last ones
POOL = 24  # batches that are sorted by length together; within them the order is drawn
STEP, WIDE, WIDE_STEP = 4, 32, 16  # tables are as wide as multiples of the first, and of the last beyond
RARE_LETTER = 3  # letters that stand less often in the training words are one, the unknown


@dataclass(frozen=True)
class Reader:
    """Numbers of words, of those in the training sentences, and of their letters."""

    vocabulary: Vocabulary  # folded
    letters: str  # the most frequent first
    spelled: bool  # whether letters are read at all

    @cached_property
    def _letters(self) -> Mapping[str, int]:
        return {letter: place for place, letter in enumerate(self.letters, start=SPECIAL)}

    @property
    def width(self) -> int:
        """Numbers per word: its own, and one per letter."""
        return 1 + LETTERS_READ * self.spelled

    def read(self, words: Sequence[str]) -> Ints:
        """Numbers of words, (words, width): a word's own, then its letters', zeros behind them."""
        found = np.zeros((len(words), self.width), dtype=np.int64)
        found[:, 0] = self.vocabulary.encode(map(folded, words))
        if self.spelled:
            for row, word in zip(found, words, strict=True):
                numbers = [self._letters.get(letter, UNKNOWN) for letter in shortened(word)]
                row[1 : 1 + len(numbers)] = numbers
        return found


@dataclass(frozen=True, eq=False)
class Sentences:
    """Some sentences in numbers; tables are made batch by batch, for sentences are of many lengths."""

    numbers: Ints  # (forms, width), what stands for each form of a word
    forms: Ints  # (words of all sentences,), rows of `numbers`
    tags: Ints  # the same words
    starts: Ints  # (sentences,), first word of each
    lengths: Ints

    def __len__(self) -> int:
        return len(self.lengths)

    def table(self, rows: Ints, width: int) -> Ints:
        """Some sentences side by side, (rows, width, numbers per word), zeros behind their ends."""
        return self.numbers[self._laid(self.forms, rows, width, 0)]

    def truth(self, rows: Ints, width: int) -> Ints:
        """Their tags, (rows, width), -1 behind their ends."""
        return self._laid(self.tags, rows, width, -1)

    def words(self) -> Ints:
        """Where the words of these sentences stand among those of all."""
        offset = self.starts - (np.cumsum(self.lengths) - self.lengths)
        found: Ints = np.repeat(offset, self.lengths) + np.arange(int(self.lengths.sum()))
        return found

    def _laid(self, flat: Ints, rows: Ints, width: int, beyond: int) -> Ints:
        place = np.arange(width)
        at = np.minimum(self.starts[rows][:, None] + place, len(flat) - 1)
        return np.where(place < self.lengths[rows][:, None], flat[at], beyond)


@dataclass(frozen=True, eq=False)
class PreparedTags:
    """Tagged sentences, ready to be trained on."""

    data: TaggedSentences
    task: TagSpec
    reader: Reader
    rows: Mapping[str, Ints]  # sentences of each block
    numbers: Ints  # of each form, (forms + 1, width); the first is nothing
    forms: Ints  # (words,)

    def block(self, name: str) -> Sentences:
        """The sentences of one block."""
        rows = self.rows[name]
        return Sentences(
            self.numbers, self.forms, self.data.tags, self.data.ends[rows], self.data.lengths[rows]
        )

    def words(self, name: str) -> list[list[str]]:
        """The words of each sentence of one block."""
        return [list(self.data.sentence(int(row))[0]) for row in self.rows[name]]

    def tags(self, name: str) -> list[Ints]:
        """The tags of each sentence of one block."""
        return [self.data.sentence(int(row))[1] for row in self.rows[name]]

    def unknown(self, name: str) -> Bools:
        """Which words of a block stand nowhere in the training sentences."""
        known = {folded(self.data.words[word]) for word in self.block("train").words()}
        mine = (folded(self.data.words[word]) not in known for word in self.block(name).words())
        return np.fromiter(mine, dtype=bool)


def folded(word: str) -> str:
    """A word as it is looked up; its case its letters tell."""
    return word.casefold()


def shortened(word: str) -> str:
    """What of a word is spelled out: of a long one its beginning and its end."""
    if len(word) <= LETTERS_READ:
        return word
    return word[:FRONT] + word[FRONT - LETTERS_READ :]


@lru_cache(maxsize=2)
def prepared(data: TaggedSentences, task: TagSpec) -> PreparedTags:
    """Split, learn which words and letters there are, number all; kept for what a worker trains next."""
    rows = blocks(data, task)
    train = [data.sentence(int(row))[0] for row in rows["train"]]
    vocabulary = fit_vocabulary(([folded(word) for word in words] for words in train), task.vocabulary)
    counts = Counter(letter for words in train for word in words for letter in shortened(word))
    letters = "".join(letter for letter, count in counts.most_common() if count >= RARE_LETTER)
    reader = Reader(vocabulary, letters if task.letter_units else "", bool(task.letter_units))
    kinds: dict[str, int] = {}
    forms = np.array([kinds.setdefault(word, len(kinds) + 1) for word in data.words], dtype=np.int64)
    nothing = np.zeros((1, reader.width), dtype=np.int64)
    return PreparedTags(data, task, reader, rows, np.concatenate([nothing, reader.read(list(kinds))]), forms)


def blocks(data: TaggedSentences, task: TagSpec) -> dict[str, Ints]:
    """Sentences to train on, choose on and test on; what was given is kept, the rest drawn from train.

    Sentences of the same words fall into the same block where they are drawn: they are drawn together.
    """
    found = {part: np.flatnonzero(data.parts == place) for place, part in enumerate(PARTS)}
    free = found["train"]
    prints = fingerprints("\0".join(data.sentence(int(row))[0]) for row in free)
    _, kind, sizes = np.unique(prints, return_inverse=True, return_counts=True)
    left = np.random.default_rng(SPLIT_SEED).permutation(len(sizes))
    for part, count in _drawn({part: len(rows) for part, rows in found.items()}, task).items():
        chosen = _filled(left, sizes, count)
        found[part] = free[np.isin(kind, chosen)]
        left = left[~np.isin(left, chosen)]
    return found | {"train": free[np.isin(kind, left)]}


def _filled(order: Ints, sizes: Ints, count: int) -> Ints:
    """Kinds of sentences that together are so many, or nearly; a kind that is too many stays in train."""
    chosen: list[int] = []
    for kind in order:
        if sizes[kind] <= count:
            chosen.append(int(kind))
            count -= int(sizes[kind])
        if not count:
            break
    return np.array(chosen or [int(order[np.argmin(sizes[order])])], dtype=np.int64)


def _drawn(parts: Mapping[str, int], task: TagSpec) -> dict[str, int]:
    """How many sentences are drawn from those to train on, for each part that was not given."""
    shares = {"test": task.test_share, "validation": task.validation_share}
    return {
        part: max(FEWEST_JUDGED, round(share * parts["train"]))
        for part, share in shares.items()
        if not parts[part]
    }


def sizes_of(parts: Mapping[str, int], task: TagSpec) -> dict[str, int]:
    """About how many sentences each block has."""
    drawn = _drawn(parts, task)
    return dict(parts) | drawn | {"train": parts["train"] - sum(drawn.values())}
