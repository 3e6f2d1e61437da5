"""The methods that every network has to beat, by name; `baselines` computes them."""

SIMPLE_METHODS = (
    "last_value",
    "mean",
    "drift",
    "seasonal_naive",
    "ets",
    "theta",
    "auto_arima",
    "croston_sba",
    "zero",
    "ridge",
)
