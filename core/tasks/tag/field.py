"""A conditional random field over the tags of a sentence: scores of tags, and of each two that meet.

Lafferty, McCallum & Pereira 2001; on top of a recurrent network as Huang, Xu & Yu 2015 have it. What it
thinks of a word is the marginal of that word's tag, by the forward-backward algorithm (Rabiner 1989).
"""

from typing import Any

import keras
from keras import ops

from core.text.tagged.schemes import allowed

FIELD = "field"  # name of the layer
NEVER = -1e4  # score of what cannot be; small enough to leave nothing, large enough for single precision


@keras.saving.register_keras_serializable("unrolled")
class ChainField(keras.layers.Layer):
    """Passes scores of tags on, (batch, time, tags), or turns them into logarithms of marginals.

    Args:
        names: Of the tags, where they are BIO: what cannot follow what never does. Empty: all can.
        marginals: Whether marginals are told; otherwise `nats` is what is learnt from.
    """

    def __init__(self, names: tuple[str, ...] = (), *, marginals: bool = False, **settings: Any) -> None:
        super().__init__(**settings)
        self.names, self.marginals, self.supports_masking = tuple(names), marginals, True

    def build(self, shape: Any) -> None:
        tags = shape[-1]
        self.begins = self.add_weight(shape=(tags,), initializer="zeros", name="begins")
        self.follows = self.add_weight(shape=(tags, tags), initializer="zeros", name="follows")

    def call(self, scores: Any, mask: Any = None) -> Any:
        if self.marginals:
            return self.log_marginals(scores, mask)
        return 1.0 * scores  # the mask stays behind: the loss counts words itself

    def compute_mask(self, scores: Any, mask: Any = None) -> None:
        return None

    def scored(self) -> tuple[Any, Any]:
        """Scores of the first tag, (tags,), and of each after each other, (before, after)."""
        begins, follows = ops.convert_to_tensor(self.begins), ops.convert_to_tensor(self.follows)
        if not self.names:
            return begins, follows
        may_begin, may_follow = (ops.convert_to_tensor(one) for one in allowed(self.names))
        return ops.where(may_begin, begins, NEVER), ops.where(may_follow, follows, NEVER)

    def nats(self, tags: Any, scores: Any, mask: Any) -> Any:
        """What the true tags cost, (batch,): minus the logarithm of their probability as a whole.

        Args:
            tags: (batch, time), 0 where `mask` is False.
        """
        begins, follows = self.scored()
        keep = ops.cast(mask, scores.dtype)
        told = ops.one_hot(tags, scores.shape[-1], dtype=scores.dtype)  # (batch, time, tags)
        own = ops.sum(told * scores, axis=-1)
        met = ops.sum(ops.matmul(told[:, :-1], follows) * told[:, 1:], axis=-1)
        true = (
            ops.sum(own * keep, axis=1) + ops.sum(met * keep[:, 1:], axis=1) + ops.matmul(told[:, 0], begins)
        )
        return self._all(self._forwards(scores, mask)[-1]) - true

    def log_marginals(self, scores: Any, mask: Any = None) -> Any:
        """Logarithm of the probability of each word's tag, (batch, time, tags)."""
        if mask is None:
            mask = ops.ones(ops.shape(scores)[:2], dtype="bool")
        forwards, backwards = self._forwards(scores, mask), self._backwards(scores, mask)
        both = ops.transpose(forwards + backwards, (1, 0, 2))
        return both - ops.logsumexp(both, axis=-1, keepdims=True)

    def _forwards(self, scores: Any, mask: Any) -> Any:
        """Log-sums over all ways that lead to a tag, (time, batch, tags)."""
        begins, follows = self.scored()
        first = scores[:, 0] + begins

        def step(before: Any, now: Any) -> tuple[Any, Any]:
            reached = ops.logsumexp(before[:, :, None] + follows[None], axis=1) + now[:, :-1]
            reached = ops.where(now[:, -1:] > 0, reached, before)
            return reached, reached

        _, rest = ops.scan(step, first, _by_step(scores, mask)[1:])
        return ops.concatenate([first[None], rest], axis=0)

    def _backwards(self, scores: Any, mask: Any) -> Any:
        """Log-sums over all ways that lead on from a tag, (time, batch, tags)."""
        _, follows = self.scored()
        last = ops.zeros_like(scores[:, 0])

        def step(after: Any, now: Any) -> tuple[Any, Any]:
            reached = ops.logsumexp(follows[None] + (after + now[:, :-1])[:, None, :], axis=2)
            reached = ops.where(now[:, -1:] > 0, reached, after)
            return reached, reached

        _, rest = ops.scan(step, last, ops.flip(_by_step(scores, mask)[1:], axis=0))
        return ops.concatenate([ops.flip(rest, axis=0), last[None]], axis=0)

    def _all(self, last: Any) -> Any:
        """Log-sum over all ways through a sentence, (batch,)."""
        return ops.logsumexp(last, axis=-1)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"names": self.names, "marginals": self.marginals}


def _by_step(scores: Any, mask: Any) -> Any:
    """Scores, and behind them whether there is a word, (time, batch, tags + 1)."""
    there = ops.cast(ops.convert_to_tensor(mask), scores.dtype)[..., None]
    return ops.transpose(ops.concatenate([scores, there], axis=-1), (1, 0, 2))


@keras.saving.register_keras_serializable("unrolled")
class FieldLoss(keras.losses.Loss):
    """What the tags of sentences cost a field, per word; tags are -1 behind a sentence's end."""

    def __init__(self, field: ChainField) -> None:
        super().__init__()
        self.field = field

    def call(self, tags: Any, scores: Any) -> Any:
        tags = ops.cast(tags, "int32")
        inside = tags >= 0
        share = ops.shape(tags)[0] / ops.sum(ops.cast(inside, "float32"))  # of a mean over sentences
        return self.field.nats(ops.maximum(tags, 0), scores, inside) * share
