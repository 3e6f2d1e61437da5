"""Text of the take-home script, second half: the network, its training, its forecasts.

What it shares with the script of a classifier is in `core.runs.script_training`.
"""

BUILD = '''
def build(columns):
    """A stack of recurrent layers; a dense layer reads the last hidden state."""
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    stack = [keras.Input((LOOKBACK, columns))]
    for depth in range(LAYERS):
        every_step = depth < LAYERS - 1
<<layer>>
    stack.append(keras.layers.Dense(STEPS, kernel_initializer="zeros"))  # begins with the mean
    network = keras.Sequential(stack)
    loss = getattr(keras.losses, LOSS)()
<<compile>>
    return network
'''

GIVEN = "inputs, answers"

EXAMPLES = """
    fit, choose = origins(0, TRAIN_END), origins(TRAIN_END, STOP_END)
    held_out = windows(inputs, choose), answers(choose)
"""

UPDATES = """
        network.fit(
            windows(inputs, rows), answers(rows), batch_size=BATCH, shuffle=False, verbose=0
        )
"""

JUDGE = """
    def loss():
        return network.evaluate(*held_out, batch_size=1024, verbose=0)

"""

PREDICT = '''
def predict(network, x):
    """What the network says, in double precision."""
    return network.predict(x, batch_size=1024, verbose=0).astype(np.float64)
'''

DIRECT = '''
def forecast(network, inputs, values, rows, scale, input_scale):
    """Forecast HORIZON steps from each row, all of them at once."""
    mean, deviation = scale
    answer = predict(network, windows(inputs, rows)) * deviation + mean
    return possible(answered(answer, values[rows]))
'''

_RECURSIVE = '''
def forecast(network, inputs, values, rows, scale, input_scale):
    """Forecast step by step: each forecast becomes the newest step of the next window."""
    mean, deviation = scale
    window, last = windows(inputs, rows), values[rows]
    found = np.empty((len(rows), HORIZON))
    for step in range(HORIZON):
        now = possible(answered(predict(network, window) * deviation + mean, last))[:, 0]
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
    fitted(network, inputs, answers)

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
