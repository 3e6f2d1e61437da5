"""The part of an experiment that is about networks: their shape, and how their weights are found."""

from dataclasses import dataclass
from typing import Any

from core.limits import Checked, choice, number

FEWEST_BETWEEN_LOOKS = 25  # updates
FEWEST_LOOKS = 20  # of a training that takes all its updates


@dataclass(frozen=True, kw_only=True)
class ModelSpec(Checked):
    """The network's shape, the same for every cell of an experiment."""

    units: int = number(32, 1, 512)  # numbers in the hidden state
    layers: int = number(1, 1, 3)
    bidirectional: bool = False
    activation: str = choice("tanh", ("tanh", "relu"))
    dropout: float = number(0.0, 0.0, 0.9)  # share of a layer's inputs silenced while training
    recurrent_initializer: str = choice("orthogonal", ("orthogonal", "glorot", "identity"))
    forget_bias: bool = True  # an LSTM's forget gate begins with a bias of 1 (Jozefowicz et al. 2015)


@dataclass(frozen=True, kw_only=True)
class TrainingSpec(Checked):
    """How weights are found. Lengths are in updates of the weights: an epoch of few windows is little."""

    updates: int = number(3000, 1, 100_000)  # at most
    patience: int = number(400, 1, 100_000)  # updates without a better validation loss before stopping
    least: int = number(0, 0, 100_000)  # updates before patience may end it
    learning_rate: float = number(0.005, 1e-6, 1.0)
    batch: int = number(0, 0, 4096)  # windows per weight update; 0: chosen from their number
    schedule: str = choice("constant", ("plateau", "constant"))  # plateau: halved while nothing improves
    optimizer: str = choice("adam", ("adam", "rmsprop", "sgd"))
    loss: str = choice("auto", ("auto", "mae", "mse", "huber"))  # auto: what the score asks for
    l2: float = number(0.0, 0.0, 1.0)
    clipnorm: float = number(1.0, 0.0, 100.0)  # 0: gradients are not clipped

    @classmethod
    def renewed(cls, saved: dict[str, Any]) -> dict[str, Any]:
        """Lengths in epochs become today's: how many updates they were, only the data says."""
        gone = {"epochs", "patience"} if "epochs" in saved else set()
        return {name: value for name, value in saved.items() if name not in gone}

    def batch_size(self, examples: int) -> int:
        """Windows per update, at most all: as chosen, or so that few windows still make some 16 updates."""
        return min(self.batch or min(64, max(8, examples // 16)), examples)

    def check(self, examples: int) -> int:
        """Updates between two looks at the validation loss.

        An epoch, but not so few that looking costs more than training, nor so many that a training has fewer
        than some twenty looks to choose from.
        """
        epoch = examples // self.batch_size(examples)
        return max(1, min(max(epoch, FEWEST_BETWEEN_LOOKS), self.updates // FEWEST_LOOKS))
