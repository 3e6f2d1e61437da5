"""Copies of fetched prices on disk, each with the time it was fetched."""

import os
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.data.frame import Dataset, from_parquet, to_parquet
from core.errors import UserError
from core.notes import Note
from core.private import private_opener

PERIODS = ("6mo", "1y", "2y", "5y", "10y", "max")
SYMBOL = re.compile(r"[A-Z0-9.^=-]{1,15}")


@dataclass(frozen=True, eq=False)
class Fetched:
    """Prices and when they were fetched."""

    dataset: Dataset
    fetched_at: datetime
    from_cache: bool


def checked_symbol(symbol: str) -> str:
    """A symbol in capitals.

    Raises:
        UserError: `bad_symbol`.
    """
    plain = symbol.strip().upper()
    if not SYMBOL.fullmatch(plain):
        raise UserError("bad_symbol", symbol=symbol.strip()[:30])
    return plain


def checked_period(period: str) -> str:
    """A period that prices can be asked for.

    Raises:
        UserError: `unknown_period`, with the ones there are.
    """
    if period not in PERIODS:
        raise UserError("unknown_period", period=period, known=list(PERIODS))
    return period


def keep(dataset: Dataset, symbol: str, period: str, cache: Path, now: datetime) -> Fetched:
    """Write a copy, in one step, so that nobody ever reads half of one."""
    note = Note("fetched", {"symbol": symbol, "at": now.isoformat()})
    dataset = replace(dataset, notes=(note, *dataset.notes))
    path = _path(symbol, period, cache)
    part = path.with_suffix(f".{os.getpid()}.part")
    with open(part, "wb", opener=private_opener) as file:
        file.write(to_parquet(dataset))
    part.replace(path)
    return Fetched(dataset, now, from_cache=False)


def fetched_copy(symbol: str, period: str, cache: Path) -> Fetched | None:
    """The kept copy; None if there is none that can be read."""
    try:
        dataset = from_parquet(_path(symbol, period, cache).read_bytes())
        at = next(note.facts["at"] for note in dataset.notes if note.key == "fetched")
        return Fetched(dataset, datetime.fromisoformat(at), from_cache=True)
    except (OSError, UserError, StopIteration, KeyError, ValueError):
        return None


def _path(symbol: str, period: str, cache: Path) -> Path:
    return cache / f"prices_{symbol}_{period}.parquet"
