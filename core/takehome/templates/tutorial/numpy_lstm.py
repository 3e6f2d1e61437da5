import numpy as np

inputs, units, steps = 3, 4, 10
random = np.random.default_rng(0)
x = random.standard_normal((steps, inputs))

W = 0.3 * random.standard_normal((inputs, 4 * units))
U = 0.3 * random.standard_normal((units, 4 * units))
b = np.repeat([0.0, 1.0, 0.0, 0.0], units)

h, c = np.zeros(units), np.zeros(units)
for x_t in x:
    i, f, g, o = np.split(x_t @ W + h @ U + b, 4)

    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)

    c = f * c + i * g
    h = o * np.tanh(c)
