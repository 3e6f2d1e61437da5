"""The path as a lesson plan: what to say, what to bet on, what to ask, and the answers on pages of their own.

python -m app.learn.plan docs      # writes docs/lesson.md and docs/lesson.zh.md anew
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.exports.document import Markup, document, section, text
from app.i18n import Translate, speaking, translator
from app.learn.questions import OPTIONS, asked_of, right_of
from app.learn.steps import STEPS
from core.words.locales import FIRST, languages

_BOLD = re.compile(r"\*{1,2}([^*]{1,300})\*{1,2}")
_ENDS = re.compile(r"(?<=[.?!])\s|(?<=[。？！])")
IDEA = 2  # sentences of a step's text that tell what it is about
_PRINT = Markup(
    "<style>section{break-inside:avoid}#answers{break-before:page}li{margin:.15rem 0}"
    "@media print{body{margin:0;max-width:none;font-size:11pt}}</style>"
)


@dataclass(frozen=True)
class Asked:
    """A question with its options, the number of the right one, from 1, and why it is right."""

    label: str  # the end of a key: "bet" or "check"
    words: str
    options: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True)
class Lesson:
    """One step of the path as it is taught."""

    title: str
    address: str
    idea: str
    opens: str  # what its button says
    asked: tuple[Asked, ...]  # the bet, then the questions


def lessons(t: Translate) -> Iterator[Lesson]:
    """Every step, in order."""
    for number, name in enumerate(STEPS, start=1):
        told = _ENDS.split(_plain(t(f"learn.{name}.text", **STEPS[name].facts(t))))
        idea = " ".join(told[:IDEA]) if told[0].isascii() else "".join(told[:IDEA])
        asked = tuple(_asked(t, name, kind) for kind in asked_of(name))
        title = f"{number} · {t(f'learn.{name}')}"
        yield Lesson(title, f"learn?about={name}", idea, t(f"learn.{name}.open"), asked)


def _asked(t: Translate, name: str, kind: str) -> Asked:
    key = f"learn.{name}.{kind}"
    options = tuple(_plain(t(f"{key}.{option}")) for option in OPTIONS)
    label = "bet" if kind == "bet" else "check"
    return Asked(label, _plain(t(key)), options, right_of(name, kind), _plain(t(f"{key}.why")))


def _plain(marked: str) -> str:
    """Without the signs for bold, italics and code."""
    return _BOLD.sub(r"\1", marked).replace("`", "")


def plan_html(t: Translate, language: str) -> bytes:
    """A file to print: the plan, then the answers."""
    plan = [section(one.title, *_html(t, one)) for one in lessons(t)]
    answers = [
        section(one.title, *(text("p", _answer(t, asked)) for asked in one.asked)) for one in lessons(t)
    ]
    parts = [_PRINT, text("h1", t("plan.title")), *(text("p", line) for line in _before(t)), *plan]
    wrapped = Markup(f'<div id="answers">{text("h1", t("plan.answers"))}{"".join(answers)}</div>')
    return document(t("plan.title"), language, [*parts, wrapped], charts=False)


def _before(t: Translate) -> list[str]:
    return [t("plan.about"), t("plan.time", count=len(STEPS)), t("plan.before")]


def _html(t: Translate, one: Lesson) -> Iterator[Markup]:
    yield text("p", one.idea)
    for asked in one.asked:
        yield text("p", f"{t(f'plan.{asked.label}')} {asked.words}")
        yield Markup(f"<ul>{''.join(text('li', option) for option in asked.options)}</ul>")
    yield text("p", t("plan.do", button=one.opens, address=one.address), "quiet")


def _answer(t: Translate, asked: Asked) -> str:
    kind = t(f"plan.{asked.label}.short")
    return t("plan.answer", kind=kind, option=asked.options[asked.right - 1], why=asked.why)


def plan_markdown(t: Translate) -> str:
    """The same for the documentation."""
    lines = [f"# {t('plan.title')}", *_before(t)]
    for one in lessons(t):
        lines += [f"## {one.title}", one.idea]
        for asked in one.asked:
            options = "\n".join(f"- {option}" for option in asked.options)
            lines += [f"**{t(f'plan.{asked.label}')}** {asked.words}", options]
        lines.append(t("plan.do", button=one.opens, address=one.address))
    lines.append(f"# {t('plan.answers')}")
    for one in lessons(t):
        told = [f"- {_answer(t, asked)}" for asked in one.asked]
        lines += [f"**{one.title}**", "\n".join(told)]
    return "\n\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """What the documentation's files hold, by their names."""
    found = {}
    for language in languages():
        with speaking(language):
            name = "lesson.md" if language == FIRST else f"lesson.{language}.md"
            found[name] = plan_markdown(translator(language))
    return found


if __name__ == "__main__":
    for name, page in pages().items():
        (Path(sys.argv[1]) / name).write_text(page, encoding="utf-8")
