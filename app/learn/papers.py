"""Where the steps of Learn come from; cells say for themselves where theirs are described."""

from app.judge.sources import Source

WERBOS = Source("Werbos 1990, Backpropagation through time", "https://doi.org/10.1109/5.58337")
BENGIO = Source(
    "Bengio, Simard & Frasconi 1994, Learning long-term dependencies with gradient descent is difficult",
    "https://doi.org/10.1109/72.279181",
)
PASCANU = Source(
    "Pascanu, Mikolov & Bengio 2013, On the difficulty of training recurrent neural networks",
    "https://arxiv.org/abs/1211.5063",
)
CHUNG = Source("Chung et al. 2014, Empirical evaluation of gated networks", "https://arxiv.org/abs/1412.3555")
SCHUSTER = Source(
    "Schuster & Paliwal 1997, Bidirectional recurrent neural networks", "https://doi.org/10.1109/78.650093"
)
SUTSKEVER = Source(
    "Sutskever, Vinyals & Le 2014, Sequence to sequence learning", "https://arxiv.org/abs/1409.3215"
)
SRIVASTAVA = Source("Srivastava et al. 2014, Dropout", "https://jmlr.org/papers/v15/srivastava14a.html")
GAL = Source("Gal & Ghahramani 2016, Dropout in recurrent networks", "https://arxiv.org/abs/1512.05287")
ZHANG = Source("Zhang et al. 2017, Understanding deep learning", "https://arxiv.org/abs/1611.03530")
VASWANI = Source("Vaswani et al. 2017, Attention is all you need", "https://arxiv.org/abs/1706.03762")
ARJOVSKY = Source(
    "Arjovsky, Shah & Bengio 2016, Unitary evolution recurrent networks", "https://arxiv.org/abs/1511.06464"
)
WILLIAMS = Source(
    "Williams & Peng 1990, An efficient gradient-based algorithm for on-line training of recurrent networks",
    "https://doi.org/10.1162/neco.1990.2.4.490",
)
BONTEMPI = Source(
    "Bontempi, Ben Taieb & Le Borgne 2013, Machine learning strategies for time series forecasting",
    "https://doi.org/10.1007/978-3-642-36318-4_3",
)
GOODFELLOW = Source(
    "Goodfellow, Bengio & Courville 2016, Deep learning, chapter 10",
    "https://www.deeplearningbook.org/contents/rnn.html",
)
BENGIO_2003 = Source(
    "Bengio et al. 2003, A neural probabilistic language model",
    "https://jmlr.org/papers/v3/bengio03a.html",
)
MIKOLOV = Source(
    "Mikolov et al. 2013, Efficient estimation of word vectors", "https://arxiv.org/abs/1301.3781"
)
GRAVES = Source(
    "Graves 2013, Generating sequences with recurrent neural networks", "https://arxiv.org/abs/1308.0850"
)
KHOMENKO = Source(
    "Khomenko et al. 2017, Sequence bucketing and multi-GPU data parallelization",
    "https://arxiv.org/abs/1708.05604",
)
SHANNON = Source(
    "Shannon 1951, Prediction and entropy of printed English",
    "https://doi.org/10.1002/j.1538-7305.1951.tb01366.x",
)
BAHDANAU = Source(
    "Bahdanau, Cho & Bengio 2015, Neural machine translation by jointly learning to align and translate",
    "https://arxiv.org/abs/1409.0473",
)
LUONG = Source(
    "Luong, Pham & Manning 2015, Effective approaches to attention-based neural machine translation",
    "https://arxiv.org/abs/1508.04025",
)
HUANG = Source(
    "Huang, Xu & Yu 2015, Bidirectional LSTM-CRF models for sequence tagging",
    "https://arxiv.org/abs/1508.01991",
)
ZENG = Source(
    "Zeng et al. 2023, Are transformers effective for time series forecasting?",
    "https://arxiv.org/abs/2205.13504",
)
MONTERO = Source(
    "Montero-Manso & Hyndman 2021, Principles and algorithms for forecasting groups of time series",
    "https://arxiv.org/abs/2008.00444",
)
