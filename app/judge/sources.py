"""Where the rules come from: author, year, title, place, and an address that stays."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A paper, a book or a chapter."""

    text: str
    address: str


def _doi(text: str, doi: str) -> Source:
    return Source(text, f"https://doi.org/{doi.replace('(', '%28').replace(')', '%29')}")


def _arxiv(text: str, number: str) -> Source:
    return Source(text, f"https://arxiv.org/abs/{number}")


def _book(section: str, page: str) -> Source:
    text = f"Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, {section}"
    return Source(text, f"https://otexts.com/fpp3/{page}.html")


TASHMAN = _doi(
    "Tashman 2000, Out-of-sample tests of forecasting accuracy, Int. J. Forecasting 16",
    "10.1016/S0169-2070(00)00065-0",
)
CROSS_VALIDATION = _book("5.10 Time series cross-validation", "tscv")
SIMPLE = _book("5.2 Some simple forecasting methods", "simple-methods")
ACCURACY = _book("5.8 Evaluating point forecast accuracy", "accuracy")
SKILL = _book("5.9 Evaluating distributional forecast accuracy", "distaccuracy")
M4 = _doi(
    "Makridakis, Spiliotis & Assimakopoulos 2020, The M4 Competition, Int. J. Forecasting 36",
    "10.1016/j.ijforecast.2019.04.014",
)
ARIMA = _doi(
    "Hyndman & Khandakar 2008, Automatic time series forecasting, Journal of Statistical Software 27",
    "10.18637/jss.v027.i03",
)
MSTL = _arxiv("Bandara, Hyndman & Bergmeir 2021, MSTL: seasonal-trend decomposition", "2107.13462")
MISSING = _book("13.9 Dealing with outliers and missing values", "missing-outliers")
VARIANCE = _arxiv(
    "Bouthillier et al. 2021, Accounting for variance in machine learning benchmarks", "2103.03098"
)
COMBINATION = _doi(
    "Bates & Granger 1969, The combination of forecasts, Operational Research Quarterly 20",
    "10.1057/jors.1969.103",
)
GATED = _arxiv("Chung et al. 2014, Empirical evaluation of gated recurrent neural networks", "1412.3555")
STOPPING = _doi(
    "Prechelt 1998, Early stopping – but when?, Neural Networks: Tricks of the Trade",
    "10.1007/3-540-49430-8_3",
)
MAE = _doi(
    "Willmott & Matsuura 2005, Advantages of the mean absolute error, Climate Research 30", "10.3354/cr030079"
)
RMSE = _doi("Chai & Draxler 2014, RMSE or MAE?, Geoscientific Model Development 7", "10.5194/gmd-7-1247-2014")
MASE = _doi(
    "Hyndman & Koehler 2006, Another look at measures of forecast accuracy, Int. J. Forecasting 22",
    "10.1016/j.ijforecast.2006.03.001",
)
MULTI_STEP = _doi(
    "Ben Taieb et al. 2012, A review of strategies for multi-step ahead forecasting, Expert Syst. Appl. 39",
    "10.1016/j.eswa.2012.01.039",
)
WILSON = _doi(
    "Wilson 1927, Probable inference, the law of succession, and statistical inference, JASA 22",
    "10.1080/01621459.1927.10502953",
)
SELECTION = Source(
    "Cawley & Talbot 2010, On over-fitting in model selection, Journal of Machine Learning Research 11",
    "https://jmlr.org/papers/v11/cawley10a.html",
)
ONE_ERROR = Source(
    "Breiman, Friedman, Olshen & Stone 1984, Classification and regression trees (one-standard-error rule)",
    "https://doi.org/10.1201/9781315139470",
)
INTERMITTENT = _doi(
    "Kolassa 2016, Evaluating predictive count data distributions in retail sales forecasting, "
    "International Journal of Forecasting 32",
    "10.1016/j.ijforecast.2015.12.004",
)
DEMAND = _doi(
    "Syntetos, Boylan & Croston 2005, On the categorization of demand patterns, "
    "Journal of the Operational Research Society 56",
    "10.1057/palgrave.jors.2601841",
)
BOOTSTRAP = _doi(
    "Künsch 1989, The jackknife and the bootstrap for general stationary observations, Ann. Stat. 17",
    "10.1214/aos/1176347265",
)
DIEBOLD_MARIANO = _doi(
    "Diebold & Mariano 1995, Comparing predictive accuracy, Journal of Business & Economic Statistics 13",
    "10.1080/07350015.1995.10524599",
)
HARVEY = _doi(
    "Harvey, Leybourne & Newbold 1997, Testing the equality of prediction mean squared errors, "
    "Int. J. Forecasting 13",
    "10.1016/S0169-2070(96)00719-4",
)
FIXED_SMOOTHING = _doi(
    "Coroneo & Iacone 2020, Comparing predictive accuracy in small samples using fixed-smoothing "
    "asymptotics, Journal of Applied Econometrics 35",
    "10.1002/jae.2756",
)
PREWHITENING = _doi(
    "Andrews & Monahan 1992, An improved heteroskedasticity and autocorrelation consistent covariance matrix "
    "estimator, Econometrica 60",
    "10.2307/2951574",
)
NAIVE_BLOCKS = _doi(
    "Gonçalves & Vogelsang 2011, Block bootstrap HAC robust tests, Econometric Theory 27",
    "10.1017/S0266466610000496",
)
FIELLER = _doi(
    "Fieller 1954, Some problems in interval estimation, Journal of the Royal Statistical Society B 16",
    "10.1111/j.2517-6161.1954.tb00159.x",
)
INTERSECTION_UNION = _doi(
    "Berger 1982, Multiparameter hypothesis testing and acceptance sampling, Technometrics 24",
    "10.1080/00401706.1982.10487790",
)
DIEBOLD = _doi(
    "Diebold 2015, Comparing predictive accuracy, twenty years later, Journal of Business & Economic "
    "Statistics 33",
    "10.1080/07350015.2014.983236",
)
HALVES = _doi(
    "Claeskens et al. 2016, The forecast combination puzzle, Int. J. Forecasting 32",
    "10.1016/j.ijforecast.2015.12.005",
)
HOLM = Source(
    "Holm 1979, A simple sequentially rejective multiple test procedure, Scand. J. Stat. 6",
    "https://www.jstor.org/stable/4615733",
)
P_VALUES = _doi(
    "Wasserstein & Lazar 2016, The ASA statement on p-values, The American Statistician 70",
    "10.1080/00031305.2016.1154108",
)
GRANGER = _doi("Granger 1969, Investigating causal relations, Econometrica 37", "10.2307/1912791")
CONFORMAL = _arxiv("Angelopoulos & Bates 2023, A gentle introduction to conformal prediction", "2107.07511")
LEI = _doi(
    "Lei et al. 2018, Distribution-free predictive inference for regression, JASA 113",
    "10.1080/01621459.2017.1307116",
)
COVERAGE = _doi(
    "Christoffersen 1998, Evaluating interval forecasts, International Economic Review 39", "10.2307/2527341"
)
PID = _arxiv(
    "Angelopoulos, Candès & Tibshirani 2023, Conformal PID control for time series prediction", "2307.16895"
)
ADAPTIVE = _arxiv("Gibbs & Candès 2021, Adaptive conformal inference under distribution shift", "2106.00170")
SCORING = _doi(
    "Gneiting & Raftery 2007, Strictly proper scoring rules, prediction, and estimation, JASA 102",
    "10.1198/016214506000001437",
)
REPRODUCIBILITY = _doi(
    "Kapoor & Narayanan 2023, Leakage and the reproducibility crisis in ML-based science, Patterns 4",
    "10.1016/j.patter.2023.100804",
)
KAUFMAN = _doi("Kaufman et al. 2012, Leakage in data mining, ACM TKDD 6", "10.1145/2382577.2382579")
MEESE_ROGOFF = _doi(
    "Meese & Rogoff 1983, Empirical exchange rate models of the seventies, J. Int. Econ. 14",
    "10.1016/0022-1996(83)90017-X",
)
LJUNG_BOX = _doi(
    "Ljung & Box 1978, On a measure of lack of fit in time series models, Biometrika 65",
    "10.1093/biomet/65.2.297",
)
BAUM = _doi(
    "Baum & Haussler 1989, What size net gives valid generalization?, Neural Computation 1",
    "10.1162/neco.1989.1.1.151",
)
KOHAVI = Source(
    "Kohavi 1995, A study of cross-validation and bootstrap for accuracy estimation, IJCAI",
    "https://www.ijcai.org/Proceedings/95-2/Papers/016.pdf",
)
MEASURES = _doi(
    "Sokolova & Lapalme 2009, A systematic analysis of performance measures for classification tasks, "
    "Information Processing & Management 45",
    "10.1016/j.ipm.2009.03.002",
)
BALANCED = _doi(
    "Brodersen et al. 2010, The balanced accuracy and its posterior distribution, ICPR",
    "10.1109/ICPR.2010.764",
)
ROC = _doi(
    "Fawcett 2006, An introduction to ROC analysis, Pattern Recognition Letters 27",
    "10.1016/j.patrec.2005.10.010",
)
GOOD = _doi(
    "Good 1952, Rational decisions, Journal of the Royal Statistical Society B 14",
    "10.1111/j.2517-6161.1952.tb00104.x",
)
GUO = _arxiv("Guo et al. 2017, On calibration of modern neural networks", "1706.04599")
NIXON = _arxiv("Nixon et al. 2019, Measuring calibration in deep learning", "1904.01685")
RESAMPLING = Source(
    "Berg-Kirkpatrick, Burkett & Klein 2012, Statistical significance in NLP, EMNLP",
    "https://aclanthology.org/D12-1091/",
)
WORDS = _doi("Baayen 2001, Word frequency distributions, Kluwer", "10.1007/978-94-010-0844-0")
BAGS = Source(
    "Wang & Manning 2012, Baselines and bigrams: simple, good sentiment and topic classification, ACL",
    "https://aclanthology.org/P12-2018/",
)
GRADIENTS = _arxiv("Sundararajan, Taly & Yan 2017, Axiomatic attribution for deep networks", "1703.01365")
