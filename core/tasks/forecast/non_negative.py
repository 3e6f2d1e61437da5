"""Can a quantity be negative? Counts and amounts cannot, temperatures, changes and balances can."""

import re

import numpy as np

from core.arrays import Floats
from core.errors import UserError
from core.tasks.forecast.spec import ForecastSpec

FEWEST_ZEROS = 2  # a floor that was touched; one zero may be chance
INTERMITTENT = 1.32  # steps between demands, on average (Syntetos, Boylan & Croston 2005)

# Parts of a column's name, in the languages that files come in. Signed wins: "sales change", "净销售额变化".
_SIGNED = (
    "change chg diff difference delta return returns ret growth yoy mom pnl profit loss margin balance "
    "net saldo spread anomaly deviation residual error temp temperature celsius fahrenheit degc latitude "
    "longitude temperatur änderung differenz gewinn rendite température variation bénéfice solde cambio "
    "beneficio temperatura температура изменение прибыль"
)
_SIGNED_CHINESE = "温 涨跌 变化 变动 收益率 回报 利润 盈亏 余额 净 增长 增速 同比 环比 差"
_AMOUNT = (
    "sale sales sold unit units qty quantity count counts cnt demand order orders volume vol passenger "
    "passengers visitor visitors visit visits customer customers user users download downloads click "
    "clicks view views pageviews traffic request requests call calls case cases death deaths birth births "
    "revenue turnover consumption rain rainfall precipitation kwh mwh shipment shipments booking bookings "
    "arrival arrivals trip trips ride rides rental rentals umsatz absatz menge anzahl ventes quantité "
    "ventas cantidad продажи количество"
)
_AMOUNT_CHINESE = "销量 销售 数量 需求 人数 客流 成交量 订单 访问 次数 件数 产量 用电 降雨 降水"
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])")  # also of camelCase
_LETTERS = re.compile(r"[^\W\d_]+")


def cannot_be_negative(task: ForecastSpec, values: Floats) -> bool:
    """Whether forecasts of the target end at 0: as the task says, or as the data and the name tell.

    With "auto" they do if no measured value is negative, the name is not that of something signed (a change,
    a return, a temperature, a balance), and one of three things speaks for a count or an amount: all values
    are whole numbers, the series comes to exactly 0 more than once, or the name says so.

    Args:
        values: Rows that may be looked at, shape (time,); nan where nothing was measured.
    """
    if task.non_negative != "auto":
        return task.non_negative == "yes"
    known = values[np.isfinite(values)]
    if not known.size or known.min() < 0 or _named(task.target, _SIGNED, _SIGNED_CHINESE):
        return False
    counted = bool((known == np.round(known)).all()) or int((known == 0).sum()) >= FEWEST_ZEROS
    return counted or _named(task.target, _AMOUNT, _AMOUNT_CHINESE)


def require_none_negative(task: ForecastSpec, train: Floats) -> None:
    """Raises `negative_values` if the task says that the target cannot be negative, and a value is."""
    lowest = np.nanmin(train)
    if task.non_negative == "yes" and lowest < 0:
        raise UserError("negative_values", column=task.target, lowest=float(lowest))


def intermittent(values: Floats) -> bool:
    """Whether demand comes now and then: on average at least `INTERMITTENT` steps from one to the next.

    Args:
        values: Demand, none of it negative, shape (time,); nan where nothing was measured.
    """
    known = values[np.isfinite(values)]
    demands = int((known > 0).sum())
    return bool(demands) and len(known) / demands >= INTERMITTENT


def _named(column: str, words: str, chinese: str) -> bool:
    parts = {part.casefold() for part in (*_WORD.findall(column), *_LETTERS.findall(column))}
    return bool(parts & set(words.split())) or any(part in column for part in chinese.split())
