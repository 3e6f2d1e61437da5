"""What methods are called: a baseline, a cell, or a cell averaged with a baseline."""

from collections.abc import Callable

RIDGE = "+ridge"  # half the cell's forecast, half ridge's
BAG = "+bag"  # half the cell's log-odds, half those of the bag of words


def with_ridge(cell: str) -> str:
    """The name of a cell's mean with ridge, as key of forecasts, intervals and rows."""
    return f"{cell}{RIDGE}"


def with_bag(cell: str) -> str:
    """The name of a cell's mean with the bag of words, as key of probabilities and rows."""
    return f"{cell}{BAG}"


def with_other(cell: str, other: str) -> str:
    """The name of a cell's mean with any other method, as key of forecasts and rows."""
    return f"{cell}+{other}"


def alone(name: str) -> str:
    """The cell in the name of a mean of two; any other name as it is."""
    return name.partition("+")[0]


def method_word(t: Callable[..., str], name: str) -> str:
    """Any method's name in the words of a language.

    Args:
        t: From a key and facts to a sentence.
        name: As in an outcome's forecasts, e.g. "ridge", "gru" or "gru+ridge".
    """
    word = t(f"method.{alone(name)}")
    if name.endswith(RIDGE):
        return t("method.with_ridge", cell=word)
    if name.endswith(BAG):
        return t("method.with_bag", cell=word)
    other = name.partition("+")[2]
    return t("method.with_other", cell=word, other=t(f"method.{other}")) if other else word


def row_word(t: Callable[..., str], name: str, kind: str) -> str:
    """The same for a row of the table of methods, in which single seeds have one of their own."""
    word = method_word(t, name)
    return t("method.seeds", cell=word) if kind == "seeds" else word
