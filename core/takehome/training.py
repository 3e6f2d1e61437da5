"""Text of the take-home scripts of forecasts and classifiers alike: recurrent layers and their training."""

from core.cells import CELLS
from core.specs import ModelSpec
from core.takehome.cell import LAYER, own_cell
from core.takehome.settings import filled

_RECURRENT = '''
def recurrent(seeds, every_step, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    penalty = keras.regularizers.L2(L2) if L2 else None
    return getattr(keras.layers, CELL)(
        UNITS,
        activation=ACTIVATION,
        dropout=DROPOUT,
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=<<initializer>>,
        kernel_regularizer=penalty,
        recurrent_regularizer=penalty,
        return_sequences=every_step,
        seed=next(seeds),
<<more>>
        **more,
    )
'''

_ONE_WAY = """
        stack.append(recurrent(seeds, every_step))
"""

_BOTH_WAYS = """
        forwards = recurrent(seeds, every_step)
        backwards = recurrent(seeds, every_step, go_backwards=True)
        both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
        both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # else it is lost
        stack.append(both)
"""

_COMPILE = """
    optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.compile(optimizer=optimizer, loss=loss, jit_compile=False)
"""

_TRAIN = '''
def train(network, <<given>>):
    """Fit on the training rows; keep the weights with which the validation loss was lowest.

    It is looked at after every CHECK updates, and before the first. Each epoch takes the rows in a new order
    and leaves out those that do not fill a batch.
    """
<<examples>>

<<judge>>

    random, best, lowest, weights = np.random.default_rng(SEED), 0, loss(), network.get_weights()
    rate, left = LEARNING_RATE, fit[:0]
    for look in range(1, max(1, UPDATES // CHECK) + 1):
        idle = look - 1 - best
        if HALVE_AFTER and idle and idle % HALVE_AFTER == 0:
            rate /= 2
        network.optimizer.learning_rate = rate
        while len(left) < CHECK * BATCH:
            rows = fit[random.permutation(len(fit))[: len(fit) // BATCH * BATCH]]
            left = np.append(left, <<arranged>>)
        rows, left = np.split(left, [CHECK * BATCH])
<<updates>>
        now = loss()
        print(f"{look * CHECK} updates: validation loss {now:.6g}")
        if now < lowest:
            best, lowest, weights = look, now, network.get_weights()
        if (look - best) * CHECK >= PATIENCE and look * CHECK >= LEAST:
            break
    network.set_weights(weights)
    return best * CHECK
'''


_FITTED = '''
def fitted(network, <<given>>):
    """Take over the weights of the original run, or train anew from the same seed.

    A processor that sums in another order may end elsewhere, most of all with a plain RNN.
    """
    kept = Path(__file__).with_name(WEIGHTS)
    if kept.exists() and not TRAIN:
        network.optimizer = None  # the file holds nothing for it
        network.load_weights(kept)
        print(f"weights of the original run, after {BEST_UPDATES} updates, are in {kept.name}")
        return
    if not TRAIN:
        print(f"{kept.name} is not beside this script, so the network is trained anew")
    best = train(network, <<given>>)
    print(f"best after {best} updates (the original run: {BEST_UPDATES})")
'''


_INITIALIZERS = {
    "orthogonal": "keras.initializers.Orthogonal(seed=next(seeds))",
    "glorot": "keras.initializers.GlorotUniform(seed=next(seeds))",
    "identity": "identity",
}

_IDENTITY = '''
@keras.saving.register_keras_serializable()
def identity(shape, dtype=None):
    """Each block of weights, a gate or a candidate, begins by passing the state on."""
    return np.tile(np.eye(shape[0]), shape[1] // shape[0])


'''


def recurrent_layer(cell: str, model: ModelSpec, kernel: str) -> str:
    """The function that makes one layer, and before it what Keras lacks for that.

    Cells that can be told not to use cuDNN are told.
    """
    before, layer = [], _layer(cell, model, kernel)
    if model.recurrent_initializer == "identity":
        before.append(_IDENTITY)
    if not CELLS[cell].layer:
        before.append(own_cell(CELLS[cell]))
    return "\n\n\n".join(part.strip("\n") for part in (*before, layer))


def _layer(cell: str, model: ModelSpec, kernel: str) -> str:
    initializer = _INITIALIZERS[model.recurrent_initializer]
    if not CELLS[cell].layer:
        return filled(LAYER, name=cell.upper(), initializer=initializer)
    more = [f"use_cudnn={kernel == 'cudnn'},"] if CELLS[cell].cudnn else []
    more += [f"unit_forget_bias={model.forget_bias},"] if CELLS[cell].forgets else []
    template = _RECURRENT if more else _RECURRENT.replace("<<more>>\n", "")
    lines = "\n".join(f"        {line}" for line in more)
    return filled(template, initializer=initializer, more=lines)


def build(template: str, model: ModelSpec) -> str:
    """The function that makes the network, with layers for one direction or for both."""
    return filled(template, layer=_BOTH_WAYS if model.bidirectional else _ONE_WAY, compile=_COMPILE)


def train(given: str, examples: str, arranged: str, updates: str, judge: str) -> str:
    """The functions that train, and that take over weights instead.

    Args:
        given: Its arguments after the network.
        examples: Lines that say what is trained on (`fit`) and what chooses the updates.
        arranged: An epoch's `rows` in the order in which they are taken.
        updates: Lines that train on `rows`.
        judge: Lines that define `loss`, that of validation.
    """
    parts = {"given": given, "examples": examples, "arranged": arranged, "updates": updates, "judge": judge}
    trained = filled(_TRAIN, **parts)
    return "\n\n\n".join(part.strip("\n") for part in (trained, filled(_FITTED, given=given)))
