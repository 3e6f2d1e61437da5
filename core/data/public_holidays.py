"""Public holidays of a country, by date; the `holidays` package knows them."""

from functools import lru_cache
from typing import Any

import numpy as np

from core.data.frame import Dataset
from core.errors import UserError

OF_EXCHANGE = "exchange"
YEARS = (1900, 2100)  # that are looked up
COUNTRIES = {  # of exchange_calendars' codes
    "XNYS": "US",
    "XSHG": "CN",
    "XHKG": "HK",
    "XLON": "GB",
    "XETR": "DE",
    "XPAR": "FR",
    "XTKS": "JP",
    "XTSE": "CA",
    "XASX": "AU",
    "XBOM": "IN",
}


def country_of(data: Dataset, wanted: str) -> str:
    """The country's code for what a task says: a code, "exchange", or "" for none.

    Raises:
        UserError: `no_exchange_known` where the data are no prices of an exchange, `unknown_country`.
    """
    return country_named(wanted, data.calendar)


def country_named(wanted: str, exchange: str | None = None) -> str:
    """The same without the data.

    Args:
        exchange: The calendar of their exchange, if they have one.
    """
    code = wanted.strip()
    if code == OF_EXCHANGE:
        if exchange not in COUNTRIES:
            raise UserError("no_exchange_known")
        return COUNTRIES[exchange]
    if code and code.upper() not in countries():
        raise UserError("unknown_country", country=code)
    return code.upper()


def tells_holidays(frequency: str | None) -> bool:
    """Whether a step is a day or less: a week or a month is no holiday."""
    return (frequency or "").lstrip("0123456789") in ("D", "B", "h", "min", "s", "ms")


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The codes (ISO 3166, two letters) of all countries whose holidays are known."""
    # 0.1 s; the list that the package makes itself loads every country, 2.7 s and 108 MB
    from holidays.registry import COUNTRIES as KNOWN

    return tuple(sorted(code for _, code, *_ in KNOWN.values()))


@lru_cache(maxsize=16)
def holiday_dates(country: str, first: int, last: int) -> "np.ndarray[Any, np.dtype[np.datetime64]]":
    """All holidays from one year to another, sorted; none of years that the package does not know."""
    import holidays

    found = holidays.country_holidays(country, years=range(first, last + 1))
    return np.array(sorted(found), dtype="datetime64[D]")
