"""What experiments are called; those that came with the product, in the visitor's language."""

from app.i18n import Translate, languages, translator
from core.examples import is_example
from core.runs.records import Experiment


def experiment_name(t: Translate, experiment: Experiment) -> str:
    """The name a person gave it, or the example's own as long as nobody has renamed it."""
    key = f"example.{experiment.task}"
    if is_example(experiment) and experiment.name in {translator(one)(key) for one in languages()}:
        return t(key)
    return experiment.name
