"""The formulas of Learn, in LaTeX, with the symbols of the papers."""

SEQUENCE = (r"x_1,\; x_2,\; \dots,\; x_T \qquad x_t \in \mathbb{R}^m",)
RECURRENCE = (r"h_t = f\!\left(W_x\, x_t + W_h\, h_{t-1} + b\right)", r"f = \tanh, \qquad h_0 = 0")
UNROLLING = (
    r"\frac{\partial L}{\partial W_h} = \sum_{t=1}^{T} \frac{\partial L}{\partial h_t}\,"
    r"\frac{\partial^{+} h_t}{\partial W_h}",
    r"\frac{\partial L}{\partial h_t} = \frac{\partial L}{\partial h_T}"
    r"\prod_{k=t+1}^{T} \frac{\partial h_k}{\partial h_{k-1}}",
)
VANISHING = (
    r"\frac{\partial h_k}{\partial h_{k-1}} = \operatorname{diag}\!\left(f'(a_k)\right) W_h",
    r"\left\lVert \frac{\partial h_T}{\partial h_t} \right\rVert \le"
    r"\left(\max f' \cdot \lVert W_h \rVert\right)^{T-t}",
)
LSTM = (
    r"""\begin{aligned}
f_t &= \sigma(W_f x_t + U_f h_{t-1} + b_f) \\
i_t &= \sigma(W_i x_t + U_i h_{t-1} + b_i) \\
o_t &= \sigma(W_o x_t + U_o h_{t-1} + b_o) \\
g_t &= \tanh(W_g x_t + U_g h_{t-1} + b_g) \\
c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
h_t &= o_t \odot \tanh(c_t)
\end{aligned}""",
)
GRU = (
    r"""\begin{aligned}
z_t &= \sigma(W_z x_t + U_z h_{t-1} + b_z) \\
r_t &= \sigma(W_r x_t + U_r h_{t-1} + b_r) \\
q_t &= r_t \odot (U_n h_{t-1} + d_n) \\
n_t &= \tanh(W_n x_t + b_n + q_t) \\
h_t &= z_t \odot h_{t-1} + (1 - z_t) \odot n_t
\end{aligned}""",
)
WHICH = (
    r"""\begin{aligned}
\text{RNN} &: \; n\,(m+n+1) \\
\text{GRU} &: \; 3\,n\,(m+n+2) \\
\text{LSTM} &: \; 4\,n\,(m+n+1)
\end{aligned}""",
)
STACKED = (
    r"""\begin{aligned}
a^{(2)}_t &= W^{(2)}_x\, h^{(1)}_t + W^{(2)}_h\, h^{(2)}_{t-1} + b^{(2)} \\
h^{(2)}_t &= f\big(a^{(2)}_t\big)
\end{aligned}""",
    r"h_t = \left[\,\overrightarrow{h}_t \,;\, \overleftarrow{h}_t\,\right]",
)
SHAPES = (
    r"\hat y = V h_T \qquad\quad \hat y_t = V h_t",
    r"""\begin{aligned}
s_0 &= h_T \\
s_k &= f(s_{k-1},\, \hat y_{k-1}), \quad \hat y_k = V s_k
\end{aligned}""",
)
REGULARISATION = (
    r"L + \lambda \lVert W \rVert^2",
    r"\tilde x_t = \frac{d \odot x_t}{1 - p}, \quad d_j \sim \operatorname{Bernoulli}(1-p)",
)
NOISE = (r"\mathbb{E}\,(y - \hat y)^2 \;\ge\; \operatorname{Var}(y) = \tfrac{1}{12}",)
LIMITS = (r"h_T = \underbrace{f(\, \cdots f(f(h_0, x_1), x_2) \cdots,\, x_T)}_{T}",)
