"""Which paragraph explains a number: by its table, and the key of its name in the locales."""

CLASSIFIERS = {
    "column.method": "bags",
    "column.gain": "accuracy",
    "column.interval": "paired",
    "metric.accuracy": "accuracy",
    "metric.balanced_accuracy": "balanced",
    "metric.f1": "classes",
    "metric.roc_auc": "roc_auc",
    "metric.log_loss": "log_loss",
    "metric.ece": "calibration",
    "column.p": "holm",
    "column.weights": "budgets",
}
CLASSES = {
    "column.class": "classes",
    "metric.precision": "classes",
    "metric.recall": "classes",
    "metric.f1_of_class": "classes",
    "column.count.text": "split",
    "column.count.series": "split",
}
