"""What the network answers, and what tags that comes to."""

import numpy as np

from core.tasks.tag.templates.choices import FIELD, SPANS
from core.tasks.tag.templates.reading import side_by_side
from core.tasks.tag.templates.settings import BATCH, TAGS

if SPANS:

    def allowed():
        """Which tags may begin a sentence, and which may follow which: an I- only one of its type."""
        inside = np.array([tag.startswith("I-") for tag in TAGS])
        kinds = np.array(["" if tag == "O" else tag[2:] for tag in TAGS])
        same = (kinds[:, None] == kinds) & (kinds != "")
        return ~inside, ~inside | same


def log_probabilities(network, tables, rows):
    """Logarithms of the probabilities of each word's tags, shape (words, tags) for each sentence."""
    order = sorted(range(len(rows)), key=lambda place: len(tables[rows[place]]))
    found = [None] * len(rows)
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        some = [tables[rows[place]] for place in places]
        told = np.asarray(network.predict_on_batch(side_by_side(some, 0)), dtype=np.float64)
        for place, table, scores in zip(places, some, told, strict=True):
            found[place] = normalized(network, scores[: len(table)])
    return found


if FIELD:

    def normalized(network, scores):
        """Of each word the marginals of its tags, by the forward-backward algorithm."""
        begins, follows = (np.asarray(one, float) for one in network.get_layer("field").scored())
        forwards, backwards = [begins + scores[0]], [np.zeros(len(TAGS))]
        for now in scores[1:]:
            forwards.append(log_sum(forwards[-1][:, None] + follows, axis=0) + now)
        for now in scores[:0:-1]:
            backwards.append(log_sum(follows + backwards[-1] + now, axis=1))
        both = np.array(forwards) + np.array(backwards[::-1])
        return np.maximum(both - log_sum(both, axis=1)[:, None], -30.0)

    def log_sum(values, axis):
        """Logarithm of the sum of exponentials."""
        most = values.max(axis=axis, keepdims=True)
        return np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)

else:

    def normalized(network, scores):
        """Log-softmax, in double precision."""
        scores = scores - scores.max(axis=1, keepdims=True)
        return np.maximum(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), -30.0)


if SPANS:

    def tags_of(told):
        """The likeliest sequence of a sentence in which every tag may follow the one before (Viterbi)."""
        may_begin, may_follow = allowed()
        score, back = np.where(may_begin, told[0], -np.inf), []
        for now in told[1:]:
            reached = np.where(may_follow, score[:, None], -np.inf)
            back.append(reached.argmax(axis=0))
            score = reached.max(axis=0) + now
        found = [int(score.argmax())]
        for step in reversed(back):
            found.append(int(step[found[-1]]))
        return np.array(found[::-1])

    def spans(tags):
        """The spans of a sentence: first word, the one behind the last, type."""
        found = []
        for place, tag in enumerate(TAGS[number] for number in tags):
            if tag.startswith("B-"):
                found.append((place, place + 1, tag[2:]))
            elif tag != "O":
                first, _, kind = found.pop()
                found.append((first, place + 1, kind))
        return set(found)

else:

    def tags_of(told):
        """The likeliest tag of each word."""
        return told.argmax(axis=1)
