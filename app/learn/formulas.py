"""The formulas of Learn, in LaTeX: of cells those that they are computed with, the rest as in the papers.

W stands before what a layer reads, U before its hidden state, V before what is read out; b, d are biases.
"""

from collections.abc import Sequence

from app.learn.charts.use import INPUTS, UNITS
from core.cells import CELLS, gru, lstm, mgu, rnn
from core.cells.steps import Equation, steps_of

GATED = r" + r_t \odot"  # of a GRU's candidate: what the reset gate acts on


def _aligned(rows: Sequence[str]) -> str:
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}"


def _lines(equations: Sequence[Equation], *heading: str) -> str:
    """Equations under each other, with tanh as the activation; the longest is broken where a phone ends."""
    rows = [f"{one.part}_t &= {one.formula}".replace("ACT", r"\tanh") for one in equations]
    rows = [row.replace(GATED, r" \\ &\qquad" + GATED) for row in rows]
    return _aligned([*heading, *rows])


def _counts() -> str:
    """What a layer of m inputs and n units is trained to know: the cell with the fewest weights first."""
    by_size = sorted(CELLS.values(), key=lambda cell: cell.weights(INPUTS, UNITS))
    return _aligned([rf"\text{{{cell.name.upper()}}} &: \; {steps_of(cell).COUNT}" for cell in by_size])


SEQUENCE = (r"x_1,\; x_2,\; \dots,\; x_T \qquad x_t \in \mathbb{R}^m",)
RECURRENCE = (_lines(rnn.EQUATIONS), r"h_0 = 0, \qquad \hat y_t = V h_t + b_y")
UNROLLING = (
    r"L = \sum_{t=1}^{T} L_t, \quad"
    r"\frac{\partial L}{\partial U} = \sum_{t=1}^{T} \frac{\partial L}{\partial h_t}\,"
    r"\frac{\partial^{+} h_t}{\partial U}",
    r"\frac{\partial L}{\partial h_t} = \sum_{s=t}^{T} \frac{\partial L_s}{\partial h_s}\,"
    r"\frac{\partial h_s}{\partial h_{s-1}} \cdots \frac{\partial h_{t+1}}{\partial h_t}",
)
VANISHING = (
    r"a_k = W x_k + U h_{k-1} + b",
    r"h_k = f(a_k)",
    r"\frac{\partial h_k}{\partial h_{k-1}} = \operatorname{diag}\!\left(f'(a_k)\right) U",
    r"\left\lVert \frac{\partial h_T}{\partial h_t} \right\rVert \le"
    r"\left(\max |f'| \cdot \lVert U \rVert\right)^{T-t}",
)
LSTM = (_lines(lstm.EQUATIONS),)
GRU = (
    _lines(gru.EQUATIONS),
    r"\begin{aligned}&\text{Cho et al. 2014:} \\"
    r"&n_t = \tanh(W_n x_t + U_n (r_t \odot h_{t-1}) + b_n)\end{aligned}",
    _lines(mgu.EQUATIONS, r"&\text{MGU:}"),
)
WHICH = (_counts(),)
STACKED = (
    r"h^{(2)}_t = \tanh\!\left(W^{(2)} h^{(1)}_t + U^{(2)} h^{(2)}_{t-1} + b^{(2)}\right)",
    r"h_t = \left[\,\overrightarrow{h}_t \,;\, \overleftarrow{h}_t\,\right]",
)
SHAPES = (
    r"\hat y = V h_T + b_y \qquad\quad \hat y_t = V h_t + b_y",
    r"""\begin{aligned}
s_0 &= h_T \\
s_k &= f(s_{k-1},\, \hat y_{k-1}), \quad \hat y_k = V s_k + b_y
\end{aligned}""",
)
REGULARISATION = (
    r"L + \lambda \sum_{W} \lVert W \rVert^2",
    r"\tilde x_t = \frac{d \odot x_t}{1 - p}, \quad d_j \sim \operatorname{Bernoulli}(1-p)",
)
NOISE = (r"\mathbb{E}\,(y - \hat y)^2 \;\ge\; \operatorname{Var}(y) = \tfrac{1}{12}",)
LIMITS = (r"h_T = \underbrace{f(\, \cdots f(f(h_0, x_1), x_2) \cdots,\, x_T)}_{T}",)
WINDOWS = (
    r"X \in \mathbb{R}^{B \times T \times m}, \qquad X_{b,t} = x_{o_b - T + t}",
    r"y_b = x_{o_b + 1}",
)
VECTORS = (
    r"w \;\mapsto\; i \in \{0, \dots, V - 1\} \;\mapsto\; E_i",
    r"E \in \mathbb{R}^{V \times d}",
)
PADDING = (r"h_t = m_t\, f(x_t, h_{t-1}) + (1 - m_t)\, h_{t-1}", r"m_t \in \{0, 1\}")
SHARING = (
    _aligned([rf"\text{{RNN}} &: \; {rnn.COUNT}", r"\text{MLP} &: \; n\,(T\,m + 1)"]),
    r"h_t = f(W x_t + U h_{t-1} + b) \quad \forall\, t",
)
TRUNCATED = (
    r"\frac{\partial L_s}{\partial U} \approx \sum_{t = s_0}^{s}"
    r"\frac{\partial L_s}{\partial h_s}\, \frac{\partial h_s}{\partial h_t}\,"
    r"\frac{\partial^{+} h_t}{\partial U}",
)
TAGGING = (
    r"h_t = \left[\,\overrightarrow{h}_t \,;\, \overleftarrow{h}_t\,\right]",
    r"p_t = \operatorname{softmax}(V h_t + b)",
)
WRITING = (
    r"P(x_1 \dots x_T) = \prod_{t=1}^{T} P(x_t \mid x_1 \dots x_{t-1})",
    r"-\frac{1}{T} \sum_{t=1}^{T} \log_2 P(x_t \mid x_1 \dots x_{t-1})",
)
ATTENTION = (
    r"\alpha_{k,t} = \operatorname{softmax}_t\!\left(s_k^{\top} W h_t\right)",
    r"c_k = \sum_{t=1}^{T} \alpha_{k,t}\, h_t",
)
TODAY = (_aligned([r"\text{RNN} &: \; O(T\, n^2)", r"\text{attention} &: \; O(T^2\, n)"]),)
