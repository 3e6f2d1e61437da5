"""Which methods a chart of all of them begins with: with every line nobody sees any."""

from app.charts.theme import FAR_OFF, is_cell
from app.i18n import Translate
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word

ALWAYS = ("last_value",)  # everybody knows it: what others are measured by with the eye


def judged(outcome: Outcome) -> list[str]:
    """Cells, cells with ridge and baselines, best skill first; single seeds are no method."""
    return [method.name for method in outcome.methods if method.kind != "seeds"]


def drawn_first(outcome: Outcome) -> list[str]:
    """What is sent, the cells, the baselines that they were measured by, and the last value."""
    sent = (outcome.chosen.name,) if outcome.chosen else ()
    simple = [name for name in (outcome.reference, outcome.beforehand, *ALWAYS) if name not in FAR_OFF]
    wanted = {*sent, *filter(is_cell, judged(outcome)), *simple}
    return [name for name in judged(outcome) if name in wanted]


def line_word(t: Translate, name: str, sent: str | None) -> str:
    """A method's name in a legend, which says of one that it is to be sent."""
    word = method_word(t, name)
    return t("chart.sent", method=word) if name == sent else word
