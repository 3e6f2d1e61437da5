"""What the names of columns say of what is in them, in the languages that people name columns in."""

import re
from collections.abc import Callable, Sequence

_PARTED = re.compile(r"(?<=[a-zà-ÿа-я])(?=[A-ZÀ-ÞА-Я])|[_\s<>./\\-]+")


def plainly(name: str) -> str:
    """A name in small letters, its words parted by blanks: `<CLOSE>`, `UnitPrice`, `unit_price` alike."""
    return " ".join(_PARTED.sub(" ", name).casefold().split())


def _word(latin: str, whole: str = "", elsewhere: str = "") -> Callable[[str], bool]:
    """A test for names that have one of the words, are one as a whole, or hold signs of other scripts."""
    parts = [rf"(?<!\w)(?:{latin})(?!\w)"] if latin else []
    parts += [f"^(?:{whole})$"] if whole else []
    parts += [elsewhere] if elsewhere else []
    like = re.compile("|".join(parts))
    return lambda name: like.search(plainly(name)) is not None


is_identifier = _word(
    r"ids?|uuid|code|sku|lfd|zip|postcode|plz|phone"
    r"|(?:row|line|order|invoice|record|week|item|store|shop|customer|product|account|serial|ticket|receipt|batch)\s?(?:nbr|no|nr|num|number|index)",
    r"#|nr|no|key|index|number|num|row|line|rank|unnamed: ?\d+|序号|编号|编码|代码|番号",
    r"编号$|编码$|代码$|序号$",
)
is_calendar = _word(
    "",
    r"years?|yr|jahr|ann[eé]e|a[nñ]o|anno|quarters?|qtr|quartal|months?|mon|monat|mois|mes|mese|weeks?"
    r"|wk|woche|semaine|semana|days?|tag|jour|d[ií]a|week ?day|day ?of ?(?:week|month|year)|hours?|hr"
    r"|stunde|heure|hora|minutes?|mins?|seconds?|steps?|t|date|time|timestamp|unix|period"
    r"|settlement period|年份?|月份?|季度?|周数?|日|小时|分钟",
)
is_place = _word(r"lat|latitude|lon|lng|long|longitude|elevation|altitude|经度|纬度|海拔")
is_flag = _word(
    r"promo|promotions?|holidays?|flag|is|has|weekend|onpromotion|open ?closed|closed|aktion|feiertag"
    r"|festivo|férié",
    "",
    r"促销|假日|节日|是否",
)
is_change = _word(
    r"change|chg|chng|diff|difference|delta|returns?|growth|var|variation|variaz(?:ione)?|veränderung"
    r"|pct|percent|изм|изменение|sd|std|stderr|stdev|error|se|lower|upper|lo|hi|forecast"
    r"|predict(?:ed|ion)|yhat|lag",
    "",
    r"涨跌|变动|变化|涨幅|跌幅|增长|振幅|同比|环比|前日比|騰落",
)
is_volume = _word(
    r"vol|volume|volumen|volumes|обём|объем|объём|turnover rate|trades|dividends?|stock splits?"
    r"|splits?|open ?interest|tickvol|spread",
    "",
    r"成交|换手|交易量|出来高|거래량",
)
_average = _word(r"avg|average|mean|median|mittel|moyenne|rate|ratio|percent|percentage|pct", "", r"平均|率")
_total = _word(r"total|sum|gesamt|итого", "", r"总|合计")
is_level = _word(
    r"prices?|\w*preise?|precios?|prix|prezz[oi]|preços?|\w*prijs|cena|fiyat|pris|цена|цены|курс|kurs"
    r"|rates?|ratio|percent|percentage|pct|share|\w*anteil|\w*quote|temp|temps|\w*temperatur[ae]?"
    r"|temperature|température|humidity|pressure|speed|rating|score|stars?|grade|avg|average|mean"
    r"|median|mittel|media|moyenne|index|level|adj close|bid|ask|discount|interest|yield|margin"
    r"|quality|age|ph|°c?",
    r"open|high|low|close|last|(?:adj |adjusted )?close|откр|макс|мин",
    r"(?<!\d)(?<!\d )%|‰|°|价|率|温度|湿度|气压|评分|平均|指数|折扣|占比|价格|価格|単価|가격|온도",
)
is_adjusted = _word(
    "", r"adj(?:usted)? ?close(?: price)?|close adj(?:usted)?|复权收盘价?|后复权价?|前复权价?"
)
is_close = _word(
    "",
    r"(?:\d+ )?close(?: last| price)?|closing(?: price)?|last close|schluss(?:kurs)?|cierre|cl[oô]ture"
    r"|chiusura|fechamento|slotkoers|закрытие|цена закрытия|last ?price|settle|settlement(?: price)?",
    r"^(?!昨|前).*收盘价?|終値|종가|收市",
)
is_units = _word(
    r"units?|quantit(?:y|ies)|qty|sold|pieces|pcs|\w*menge|\w*stückzahl|ilość|adet|antal|hoeveelheid"
    r"|aantal|stück|stueck|cantidad|unidades|quantidade|quantité|quantità|количество|unit ?sales"
    r"|units ?sold",
    "",
    r"销量|销售量|数量|件数|販売数|판매량|수량",
)
is_sales = _word(
    r"sales|sale|revenue|turnover|demand|\w*umsatz|umsätze|\w*absatz|sprzedaż|satış|försäljning|omzet"
    r"|verkopen|nachfrage|verkäufe|verkauf|ventas|demanda|ventes|vendas|vendite|продажи|выручка|спрос"
    r"|orders?|bestellungen|pedidos|commandes|заказы",
    "",
    r"销售额?|需求|营业额|订单|売上|需要|매출|판매|수요",
)
is_amount = _word(
    r"counts?|cnt|visitors?|visits?|passengers?|arrivals?|customers?|guests?|trips|rides|views|clicks"
    r"|sessions|downloads|consumption|production|generation|load|kwh|mwh|mw|rain|rainfall"
    r"|precipitation|amount|betrag|importe|montant|\w*anzahl|\w*zahlen?|besucher|kunden|verbrauch"
    r"|consumo|nombre|cases|deaths|births|calls|tickets|bookings|shipments|shipped|profit|income|cost"
    r"|costs|tax|cogs|expenses|budget|energy|power",
    "",
    r"客流|人数|金额|用电|负荷|产量|发电|访问|次数|病例|降水|利润|成本|収入|支出|사용량|방문",
)
is_value = _word(
    "",
    r"values?|wert|valor|valeur|valore|значение|y|target|obs|observations?|actual|reading|measurement"
    r"|值|数值|目标|値",
)
is_price = _word(
    r"prices?|\w*preise?|precio|\w*prijs|cena|fiyat|pris|prix|prezzo|preço|цена|last|kurs|курс"
    r"|rate",
    "",
    r"价|価格|単価|가격|汇率",
)

FIRST: Sequence[Callable[[str], bool]] = (
    is_adjusted,
    is_close,
    lambda name: plainly(name) in ("y", "target", "目标"),
    lambda name: is_units(name) and not is_level(name),
    lambda name: is_sales(name) and not is_level(name),
    lambda name: is_amount(name) and not is_level(name) and not is_volume(name),
    is_value,
    is_price,
)


def adds_up(name: str) -> bool:
    """Whether values of one time are added up: amounts and counts are, prices, rates and flags are not."""
    if is_identifier(name) or is_calendar(name) or is_place(name) or is_flag(name):
        return False
    return not _average(name) and (
        _total(name) or not (is_level(name) or is_adjusted(name) or is_close(name) or is_change(name))
    )


def is_measured(name: str) -> bool:
    """Whether a name tells of values that were measured, counted or paid."""
    return any(told(name) for told in (*FIRST, is_level, is_volume, is_change))


def is_beside(name: str) -> bool:
    """Whether a column stands beside what people forecast: row numbers, parts of dates, changes, flags."""
    return any(
        beside(name) for beside in (is_identifier, is_calendar, is_place, is_flag, is_change, is_volume)
    )
