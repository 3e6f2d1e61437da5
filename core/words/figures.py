"""Numbers as the command line writes them, in every language alike."""


def figure(value: float | None, times: float = 1.0) -> str:
    """A number with four significant digits, or all before the point where there are more; or a dash."""
    if value is None:
        return "–"
    number = value * times
    return f"{number:,.0f}" if 10_000 <= abs(number) < 1e12 else f"{number:.4g}"
