"""Text of the take-home script, second half: the network, its training, its forecasts."""

NETWORK = '''
def recurrent(seeds, every_step, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    penalty = keras.regularizers.L2(L2) if L2 else None
    return getattr(keras.layers, CELL)(
        UNITS,
        activation=ACTIVATION,
        dropout=DROPOUT,
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=keras.initializers.Orthogonal(seed=next(seeds)),
        kernel_regularizer=penalty,
        recurrent_regularizer=penalty,
        return_sequences=every_step,
        seed=next(seeds),
        CUDNN,
        **more,
    )


def build(columns):
    """A stack of recurrent layers; a dense layer reads the last hidden state."""
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    stack = [keras.Input((LOOKBACK, columns))]
    for depth in range(LAYERS):
        every_step = depth < LAYERS - 1
ONE_LAYER
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    dense = keras.layers.Dense(STEPS, kernel_initializer=glorot)
    network = keras.Sequential([*stack, dense])
    network.compile(
        optimizer=getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM),
        loss=getattr(keras.losses, LOSS)(),
        jit_compile=False,
    )
    return network


def train(network, inputs, answers):
    """Fit on the training rows; keep the weights of the epoch with the best validation loss.

    Each epoch takes the rows in a new order and leaves out those that do not fill a batch.
    """
    fit, choose = origins(0, TRAIN_END), origins(TRAIN_END, STOP_END)
    held_out = windows(inputs, choose), answers(choose)
    random, best, lowest, weights = np.random.default_rng(SEED), 0, np.inf, None
    rate = LEARNING_RATE
    for epoch in range(1, EPOCHS + 1):
        if HALVE_AFTER and epoch > best + 1 and (epoch - 1 - best) % HALVE_AFTER == 0:
            rate /= 2
        network.optimizer.learning_rate = rate
        rows = fit[random.permutation(len(fit))[: len(fit) // BATCH * BATCH]]
        network.fit(
            windows(inputs, rows), answers(rows), batch_size=BATCH, shuffle=False, verbose=0
        )
        loss = network.evaluate(*held_out, batch_size=1024, verbose=0)
        print(f"epoch {epoch}: validation loss {loss:.6g}")
        if loss < lowest:
            best, lowest, weights = epoch, loss, network.get_weights()
        if epoch - best >= PATIENCE:
            break
    network.set_weights(weights)
    return best


def predict(network, x):
    """What the network says, in double precision."""
    return network.predict(x, batch_size=1024, verbose=0).astype(np.float64)
'''

ONE_WAY = """
        stack.append(recurrent(seeds, every_step))
"""

BOTH_WAYS = """
        forwards = recurrent(seeds, every_step)
        backwards = recurrent(seeds, every_step, go_backwards=True)
        both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
        both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # else it is lost
        stack.append(both)
"""

DIRECT = '''
def forecast(network, inputs, values, rows, scale, input_scale):
    """Forecast HORIZON steps from each row, all of them at once."""
    mean, deviation = scale
    return answered(predict(network, windows(inputs, rows)) * deviation + mean, values[rows])
'''

_RECURSIVE = '''
def forecast(network, inputs, values, rows, scale, input_scale):
    """Forecast step by step: each forecast becomes the newest step of the next window."""
    mean, deviation = scale
    window, last = windows(inputs, rows), values[rows]
    found = np.empty((len(rows), HORIZON))
    for step in range(HORIZON):
        now = answered(predict(network, window) * deviation + mean, last)[:, 0]
        newest = inputs[rows + step + 1].copy()
        newest[:, 0] = (READ_AS - input_scale[0]) / input_scale[1]
        window = np.concatenate([window[:, 1:], newest[:, None]], axis=1, dtype=np.float32)
        found[:, step] = last = now
    return found
'''

RECURSIVE = {
    "levels": _RECURSIVE.replace("READ_AS", "now"),
    "differences": _RECURSIVE.replace("READ_AS", "(now - last)"),
    "log_returns": _RECURSIVE.replace("READ_AS", "(np.log(now) - np.log(last))"),
}

MAIN = """
def main():
    table = read()
    values = table[TARGET].to_numpy(dtype=float)
    inputs, *input_scale = scaled_inputs(table)
    mean, deviation = scale = answer_scale(values)

    def answers(rows):
        return np.ascontiguousarray((asked(values, rows) - mean) / deviation, dtype=np.float32)

    keras.utils.set_random_seed(SEED)
    network = build(inputs.shape[1])
    best_epoch = train(network, inputs, answers)
    print(f"best epoch {best_epoch} (the original run: {BEST_EPOCH})")

    test = origins(TEST_START, len(values))[::TEST_STRIDE]
    actual = values[test[:, None] + np.arange(1, HORIZON + 1)]
    error = actual - forecast(network, inputs, values, test, scale, input_scale)
    print(f"test MAE {np.mean(np.abs(error)):.10g}")
    print(f"test RMSE {np.sqrt(np.mean(error**2)):.10g}")

    rows = np.append(test, len(values) - 1)  # the last row too: what follows is not known yet
    found = forecast(network, inputs, values, rows, scale, input_scale)
    times, known = [*map(str, table.index), *AHEAD], np.append(values, np.full(HORIZON, np.nan))
    lines = [
        (times[row], times[row + step], step, found[place, step - 1], known[row + step])
        for place, row in enumerate(rows)
        for step in range(1, HORIZON + 1)
    ]
    path = Path(__file__).with_suffix(".forecast.csv")
    columns = ["origin", "time", "step", "forecast", "actual"]
    pd.DataFrame(lines, columns=columns).to_csv(path, index=False)
    print(f"forecasts are in {path.name}")


if __name__ == "__main__":
    main()
"""
