"""What the take-home script does otherwise where values were never measured: a blank is no answer."""

_FILLED = '''

def filled(values):
    """What is read: each blank as the value before it. As an answer a blank does not exist."""
    return pd.Series(values).ffill().to_numpy()
'''

LOSS = '''
def measured(truth, told):
    """The loss over the answers that were measured; a blank misses by nothing and counts for nothing."""
    known = keras.ops.logical_not(keras.ops.isnan(truth))
    share = keras.ops.mean(keras.ops.cast(known, told.dtype))
    errors = getattr(keras.losses, LOSS)(reduction="none")
    return errors(keras.ops.where(known, truth, told), told) / share
'''

CHANGES = (
    ("a missing value is the one before it.", "what is missing stays so."),
    ("known[-1] + 1].ffill()\n", f"known[-1] + 1]\n{_FILLED}"),
    ("- values[origins, None]", "- filled(values)[origins, None]"),
    ("np.log(values[origins, None])", "np.log(filled(values)[origins, None])"),
    (
        "values[:TRAIN_END].mean(), values[:TRAIN_END].std() or 1.0",
        "np.nanmean(values[:TRAIN_END]), np.nanstd(values[:TRAIN_END]) or 1.0",
    ),
    (
        "asked(values, np.arange(LOOKBACK, TRAIN_END - STEPS)).std(axis=0)",
        "np.nanstd(asked(values, np.arange(LOOKBACK, TRAIN_END - STEPS)), axis=0)",
    ),
    ("loss = getattr(keras.losses, LOSS)()", "loss = measured"),
    (
        "origins(TRAIN_END, STOP_END)\n",
        "origins(TRAIN_END, STOP_END)\n"
        "    fit, choose = (rows[~np.isnan(answers(rows)).all(axis=1)] for rows in (fit, choose))\n",
    ),
    ("evaluate(*held_out, batch_size=1024", "evaluate(*held_out, batch_size=len(choose)"),
    ("scaled_inputs(table)\n", "scaled_inputs(table.ffill())\n"),
    (
        "    actual = values[test[:, None] + np.arange(1, HORIZON + 1)]\n",
        "    actual = values[test[:, None] + np.arange(1, HORIZON + 1)]\n"
        "    there = ~np.isnan(actual).all(axis=1)  # after the others nothing was measured\n"
        "    test, actual = test[there], actual[there]\n",
    ),
    (" = forecast(network, inputs, values,", " = forecast(network, inputs, filled(values),"),
    (" - forecast(network, inputs, values,", " - forecast(network, inputs, filled(values),"),
    ("np.mean(np.abs(error))", "np.nanmean(np.abs(error))"),
    ("np.mean(error**2)", "np.nanmean(error**2)"),
)


def for_blanks(part: str) -> str:
    """A part of the script as it has to be where values of the target are missing."""
    for plain, other in CHANGES:
        part = part.replace(plain, other)
    return part
