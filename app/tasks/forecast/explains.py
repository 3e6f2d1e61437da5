"""Which paragraph explains a number: by its table, and the key of its name in the locales."""

METHODS = {
    "column.method": "simple",
    "column.skill": "skill",
    "column.interval": "bootstrap",
    "metric.mae": "mae",
    "metric.rmse": "rmse",
    "metric.smape": "smape",
    "metric.mase": "mase",
    "column.p": "holm",
    "column.weights": "budgets",
    "column.seeds": "seeds",
}
ABLATION = {
    "audit.column.cell": "ablation",
    "column.kept": "mae",
    "column.left_out": "mae",
    "column.skill_gained": "ablation",
    "column.interval": "bootstrap",
    "column.p": "holm",
    "column.seeds": "seeds",
    "column.finding": "ablation",
}
ADDED = {
    "column.method": "with_ridge",
    "column.mae_together": "mae",
    "column.mae_ridge": "mae",
    "column.skill_on_ridge": "skill",
    "column.interval": "bootstrap",
    "column.p": "holm",
    "column.finding": "with_ridge",
}
FORECAST = {"column.time": "final"}
STEPS = {"chart.steps_ahead": "by_step"}
LOOK_AHEAD = {
    "audit.column.column": "look_ahead",
    "audit.column.lead": "look_ahead",
    "audit.column.lag": "look_ahead",
    "audit.column.own": "look_ahead",
    "audit.column.best_step": "by_step",
    "audit.column.without": "mae",
    "audit.column.with_column": "mae",
    "audit.column.finding": "look_ahead",
}
FOLLOWS = {
    "audit.column.cell": "ensemble",
    "audit.column.moves": "follows",
    "audit.column.over_last": "follows",
    "column.interval": "bootstrap",
    "audit.column.finding": "follows",
}
DIRECTION = {
    "audit.column.cell": "ensemble",
    "audit.column.hits": "direction",
    "column.interval": "direction",
    "audit.column.counted": "direction",
    "audit.column.unchanged": "direction",
    "audit.column.rises": "direction",
}
RESIDUALS = {
    "audit.column.cell": "ensemble",
    "audit.column.lags": "residuals",
    "audit.column.statistic": "residuals",
    "audit.column.p": "residuals",
    "audit.column.finding": "residuals",
}
WINDOWS = {
    "audit.column.cell": "budgets",
    "column.weights": "budgets",
    "audit.column.per_weight": "windows",
}
INTERVALS = {
    "audit.column.cell": "ensemble",
    "audit.column.version": "adaptive",
    "audit.column.level": "intervals",
    "chart.steps_ahead": "by_step",
    "audit.column.coverage": "coverage",
    "audit.column.width": "interval_score",
    "audit.column.score": "interval_score",
}
