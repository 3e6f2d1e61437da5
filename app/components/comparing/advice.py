"""What should I use? The recommendation in one sentence, and its reasons."""

import streamlit as st

from app.components.about import links
from app.components.comparing.view import View
from app.i18n import Translate
from app.numbers import figure, percent, signed, whole
from core.compare.recommend import Advice

EXPLAINED = ("verdict", "seeds", "holm", "budgets")
ICONS = {
    "nothing": ":material/hourglass_empty:", "too_little": ":material/help:", "simple": ":material/spa:",
    "one_seed": ":material/help:", "alone": ":material/check_circle:", "clear": ":material/check_circle:",
    "ahead": ":material/check_circle:", "tied": ":material/balance:",
}  # fmt: skip


def advice_card(view: View) -> None:
    """Draw the card."""
    t, known = view.t, view.advice
    with st.container(border=True):
        st.caption(t("compare.advice.title"))
        if known.provisional:
            st.badge(t("compare.advice.provisional"), icon=":material/hourglass_top:", color="orange")
        st.markdown(f"### {ICONS[known.key]} {headline(view)}")
        st.markdown("\n".join(f"- {reason}" for reason in reasons(view)))
        if known.key != "nothing":
            st.caption(links(t, *EXPLAINED))


def headline(view: View) -> str:
    """The recommendation as a sentence."""
    known, t = view.advice, view.t
    if known.key == "nothing":
        return t("compare.advice.nothing")
    return t(
        f"compare.advice.{known.key}",
        name=_name(view, known.chosen),
        tied=_list(t, _names(view, known.tied)),
        reference=t(f"method.{view.standing.reference}") if view.standing else "",
        why=t(f"compare.advice.why.{known.cost}"),
    )


def reasons(view: View) -> list[str]:
    """Quality, significance and cost, a sentence each."""
    known, t = view.advice, view.t
    if known.key == "nothing" or known.chosen is None:
        return []
    told = [_quality(view), _against(view, known), _between(view, known), _cost(view, known)]
    if known.one_seed:
        told.append(t("compare.reason.one_seed"))
    if len(view.shared.left_out):
        left = t("words.comma").join(view.names[place] for place, _ in view.shared.left_out)
        told.append(t("compare.reason.left_out", names=left))
    return [one for one in told if one]


def _quality(view: View) -> str:
    t, main = view.t, view.task.measures[0]
    tell = percent if main.share else figure
    told = [f"{_name(view, n)} {tell(group.score(main.name))}" for n, group in enumerate(view.tested)]
    return t("compare.reason.quality", measure=t(f"metric.{main.name}"), scores=" · ".join(told))


def _against(view: View, known: Advice) -> str:
    """How the chosen one does against the simple methods."""
    t, found = view.t, view.standing
    if found is None or known.chosen is None:
        return ""
    fate, reference = found.judged[known.chosen], t(f"method.{found.reference}")
    if known.tests == 0 or fate.skill is None or fate.low is None or fate.high is None:
        return t(f"compare.reason.untested.{view.task.name}", reference=reference)
    better = sum(one.better for one in found.judged)
    return t(
        f"compare.reason.against.{view.task.name}",
        better=better, count=len(found.judged), name=_name(view, known.chosen), reference=reference,
        gain=signed(fate.skill), low=signed(fate.low), high=signed(fate.high), tests=known.tests,
    )  # fmt: skip


def _between(view: View, known: Advice) -> str:
    """What the tests between the groups found."""
    t, count = view.t, len(view.tested)
    if count < 2:
        return ""
    if known.pairs == 0:
        return t("compare.reason.no_pairs")
    if not known.beaten:
        return t("compare.reason.no_difference", tests=known.pairs)
    names = _list(t, _names(view, known.beaten))
    return t("compare.reason.beaten", names=names, tests=known.pairs)


def _cost(view: View, known: Advice) -> str:
    """What each of those costs that are not told apart."""
    t = view.t
    told = []
    for place in known.tied:
        group = view.tested[place]
        seconds = group.cost("seconds")
        spent = t("compare.reason.seconds", seconds=figure(seconds)) if seconds is not None else ""
        weights = t("compare.reason.weights", weights=whole(group.cost("weights") or 0))
        told.append(f"{_name(view, place)} {t('words.comma').join(filter(None, [weights, spent]))}")
    return t("compare.reason.cost", costs=" · ".join(told))


def _name(view: View, place: int | None) -> str:
    return "" if place is None else view.names[view.shared.places[place]]


def _names(view: View, places: tuple[int, ...]) -> list[str]:
    return [_name(view, place) for place in places]


def _list(t: Translate, names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return t("compare.and", first=t("words.comma").join(names[:-1]), last=names[-1])
