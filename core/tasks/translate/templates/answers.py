"""What the network tells, and how translations are found."""

import numpy as np

from core.tasks.translate.templates.reading import given
from core.tasks.translate.templates.settings import BATCH, BEAM, LENGTH_NORM


def log_softmax(logits):
    """Logarithms of probabilities, in double precision."""
    logits = np.asarray(logits, dtype=np.float64)
    logits -= logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def nats_of(network, source, target, rows):
    """What each translation costs, the true words before each word given, shape (pairs,)."""
    found = np.empty(len(rows))
    order = np.argsort((target[rows] != 0).sum(axis=1), kind="stable")
    for start in range(0, len(rows), BATCH):
        places = order[start : start + BATCH]
        read, before, truth = given(source, target, rows[places])
        told = log_softmax(network.predict_on_batch([read, before]))
        nats = -np.take_along_axis(told, truth[..., None], axis=2)[..., 0]
        found[places] = (nats * (truth != 0)).sum(axis=1)
    return found


def translations(network, source, end):
    """The numbers of the best translation of each sentence that was followed, the end left out."""
    lengths = (source != 0).sum(axis=1)
    order, stretch = np.argsort(lengths, kind="stable"), max(1, 256 // BEAM)
    found = [None] * len(source)
    for start in range(0, len(order), stretch):
        rows = order[start : start + stretch]
        some = source[rows, : lengths[rows[-1]]]
        for row, ended in zip(rows, followed(network, some, end), strict=True):
            found[row] = max(ended, key=lambda one: one[0])[1]
    return found


def followed(network, source, end):
    """Of each sentence translations with their scores: as many as are followed side by side."""
    count = len(source)
    read = np.repeat(source, BEAM, axis=0)
    before = np.full((count * BEAM, 1), end, dtype=np.int32)
    scores = np.full((count, BEAM), -np.inf)
    scores[:, 0] = 0.0  # all begin alike: one of them counts
    ended = [[] for _ in range(count)]
    for _ in range(2 * source.shape[1] + 10):
        told = log_softmax(network([read, before], training=False)[:, -1])
        told[:, :2] = -np.inf  # padding and unknown words are never told
        total = (scores.reshape(-1, 1) + told).reshape(count, -1)
        targets, kept = told.shape[1], np.zeros((count, BEAM), dtype=int)
        scores = np.full((count, BEAM), -np.inf)
        for row in range(count):
            best, place = np.argsort(-total[row], kind="stable")[: 2 * BEAM], 0
            for rank, candidate in enumerate(best):
                beam, word, score = (
                    row * BEAM + candidate // targets,
                    candidate % targets,
                    total[row, candidate],
                )
                if word == end:
                    if rank < BEAM and len(ended[row]) < BEAM and np.isfinite(score):
                        ended[row].append(finished(score, before[beam], 1))
                elif place < BEAM:
                    kept[row, place], scores[row, place] = candidate, score
                    place += 1
        rows = (kept // targets + BEAM * np.arange(count)[:, None]).ravel()
        before = np.concatenate([before[rows], (kept % targets).reshape(-1, 1)], axis=1)
        before = before.astype(np.int32)
        if all(len(one) >= BEAM for one in ended):
            break
    for row, one in enumerate(ended):
        if not one:  # nothing has ended: the best of what goes on
            best = int(scores[row].argmax())
            one.append(finished(scores[row, best], before[row * BEAM + best], 0))
    return ended


def finished(score, before, more):
    """A translation with its score, normalised by its length."""
    words = before[1:]
    return float(score) / max(len(words) + more, 1) ** LENGTH_NORM, words.tolist()
