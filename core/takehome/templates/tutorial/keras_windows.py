import keras
import numpy as np

series = np.sin(np.arange(300) / 5)
look = np.lib.stride_tricks.sliding_window_view(series, 13)

x, y = look[:, :12, None], look[:, 12]
cut = int(0.8 * len(x))

network = keras.Sequential([keras.layers.SimpleRNN(16), keras.layers.Dense(1)])
network.compile(optimizer="adam", loss="mse")

network.fit(x[:cut], y[:cut], epochs=5, verbose=0)

told = network.predict(x[cut:], verbose=0)
error = np.abs(told[:, 0] - y[cut:]).mean()

naive = np.abs(x[cut:, -1, 0] - y[cut:]).mean()
