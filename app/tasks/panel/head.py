"""How networks over many series answer, in words: which layers stand behind the recurrent ones, and why."""

from app.data_words import holidays_word
from app.i18n import Translate
from core.data.panel.facts import PanelFacts
from core.tasks.panel.holiday_column import reads_holidays
from core.tasks.panel.sizes import HEAD, SECOND
from core.tasks.panel.spec import PanelSpec
from core.words.sentences import spaced


def head_line(t: Translate, facts: PanelFacts, task: PanelSpec) -> str:
    """Where anything is known ahead it is read at each step to come; else all steps are told at once."""
    known = [*facts.known]
    if reads_holidays(task, facts.frequency):
        known.append(f"{t('spec.holidays')} ({holidays_word(t, task.holidays)})")
    columns = t("words.comma").join(known)
    kind = ("decoder" if task.head == "decoder" else "ahead") if known else "plain"
    told = t(f"panel.head.{kind}", columns=columns, first=HEAD, second=SECOND)
    return spaced(t, t("panel.head.together", series=facts.series), told) if task.together else told
