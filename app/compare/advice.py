"""What should I use? The recommendation in one sentence, and its reasons."""

from collections.abc import Sequence

import streamlit as st

from app.compare.view import View
from app.components.about import links
from app.i18n import Translate
from app.numbers import figure, interval, percent, points, points_interval, signed, whole
from core.compare.recommend import Advice
from core.words.methods import BAG, alone

EXPLAINED = ("verdict", "seeds", "holm", "budgets")
RANKS = ("alone", "not_reached", "reached_alone", "reached_partly")  # said otherwise of one without a rival
CHECK, HELP, SPA = ":material/check_circle:", ":material/help:", ":material/spa:"
ICONS = {
    "nothing": ":material/hourglass_empty:", "too_little": HELP, "simple": SPA, "simple_beaten": SPA,
    "one_seed": HELP, "alone": CHECK, "clear": CHECK, "ahead": CHECK, "tied": ":material/balance:",
    "unbeaten": HELP, "reached": ":material/balance:", "reached_alone": CHECK, "reached_partly": HELP,
    "not_reached": HELP,
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
        if known.key != "nothing" and view.task.pairing is not None:
            st.caption(links(t, *EXPLAINED))


def headline(view: View) -> str:
    """The recommendation as a sentence."""
    known, t = view.advice, view.t
    if known.key == "nothing":
        return t("compare.advice.nothing")
    alone = ".one" if len(view.tested) == 1 and known.key in RANKS else ""
    return t(
        f"compare.advice.{known.key}{alone}",
        name=_name(view, known.chosen),
        tied=_list(t, _names(view, known.tied)),
        method=view.method(known.simple) if known.simple else "",
        reference=_reference(view),
        beforehand=_beforehand(view),
        why=t(f"compare.advice.why.{known.cost}"),
        share=percent(_share(view, known), 0),
    )


def reasons(view: View) -> list[str]:
    """Quality, significance and cost, a sentence each."""
    known, t = view.advice, view.t
    if known.key == "nothing":
        return []
    told = [_quality(view)]
    if view.task.goal:
        told.append(_chance(view))
    else:
        told += [_against(view, known), _between(view, known), _sent(view)]
    told.append(_cost(view, known))
    if known.one_seed:
        told.append(t(f"compare.reason.one_seed{'.one' if len(view.tested) == 1 else ''}"))
    if view.answers.waiting:
        told.append(t("compare.reason.provisional"))
    if len(view.shared.left_out):
        left = t("words.comma").join(view.names[place] for place, _ in view.shared.left_out)
        told.append(t("compare.reason.left_out", names=left))
    return [one for one in told if one]


def _quality(view: View) -> str:
    t, main = view.t, view.task.measures[0]
    tell = percent if main.share else figure
    told = [f"{_name(view, n)} {tell(group.score(main.name))}" for n, group in enumerate(view.tested)]
    return t("compare.reason.quality", measure=t(f"metric.{main.name}"), scores="\u00a0· ".join(told))


def _against(view: View, known: Advice) -> str:
    """How the best of them does against the baselines."""
    t, found = view.t, view.standing
    if found is None or known.best is None:
        return ""
    fate, reference = found.judged[known.best], view.method(found.reference)
    if known.tests == 0 or fate.gain is None or fate.low is None or fate.high is None:
        told = ".skill" if not view.task.measures[0].share and fate.gain is not None else ""
        facts = {"reference": reference, "name": _name(view, known.best), "gain": signed(fate.gain)}
        return t(f"compare.reason.untested.{view.task.name}{told}", **facts)
    better = sum(one.better for one in found.judged)
    gains = view.task.measures[0].share  # of accuracies; skill is a share itself
    gain = points(t, fate.gain) if gains else signed(fate.gain)
    between = points_interval(t, fate.low, fate.high) if gains else interval(fate.low, fate.high)
    whole_family = ".all" if better == len(found.judged) > 1 else ""
    return t(
        f"compare.reason.against.{view.task.name}{whole_family}",
        better=better, count=len(found.judged), name=_name(view, known.best), reference=reference,
        gain=gain, interval=between, tests=known.tests,
    )  # fmt: skip


def _sent(view: View) -> str:
    """What to use, named before the test; empty where nothing of the kind is chosen."""
    found = view.standing.sent if view.standing else None
    if found is None:
        return ""
    other, task = found.best is not None and found.best != found.name, view.task.name
    best = view.t(f"compare.reason.simpler.{task}", best=_told(view, found.best or "")) if other else ""
    return view.t(f"compare.reason.sent.{task}", name=_told(view, found.name), best=best).strip()


def _told(view: View, name: str) -> str:
    """A group by its place, perhaps with ridge or the bag of words, or a baseline."""
    place = alone(name)
    if not place.isdigit():
        return view.method(name)
    word = _name(view, int(place))
    if place == name:
        return word
    return view.t("method.with_bag" if name.endswith(BAG) else "method.with_ridge", cell=word)


def _chance(view: View) -> str:
    """What a guess scores, and from where a problem counts as solved."""
    if view.yardstick is None:
        return ""
    facts = view.yardstick.test_set.facts
    return view.t("compare.reason.chance", chance=figure(facts["chance"]), solved=figure(facts["solved"]))


def _share(view: View, known: Advice) -> float | None:
    """Of the chosen one's seeds that reached the goal."""
    if not view.task.goal or known.chosen is None:
        return None
    return view.tested[known.chosen].score(view.task.goal)


def _reference(view: View) -> str:
    if view.standing is None or view.task.pairing is None:
        return ""
    return view.method(view.standing.reference)


def _beforehand(view: View) -> str:
    """The baseline that was chosen before the test."""
    return view.method(view.standing.simple[0]) if view.standing and view.standing.simple else ""


def _between(view: View, known: Advice) -> str:
    """What the tests between the groups found."""
    t, count, found = view.t, len(view.tested), view.standing
    if count < 2 or found is None:
        return ""
    if known.pairs == 0:
        return t("compare.reason.no_pairs")
    beaten = [n for n in range(count) if any(one.better not in (None, n) and n in (one.first, one.second)
                                             for one in found.differences)]  # fmt: skip
    if not beaten:
        return t("compare.reason.no_difference", tests=known.pairs)
    return t("compare.reason.beaten", names=_list(t, _names(view, beaten)), tests=known.pairs)


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
    return t("compare.reason.cost", costs="\u00a0· ".join(told)) if told else ""


def _name(view: View, place: int | None) -> str:
    return "" if place is None else view.names[view.shared.places[place]]


def _names(view: View, places: Sequence[int]) -> list[str]:
    return [_name(view, place) for place in places]


def _list(t: Translate, names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return t("compare.and", first=t("words.comma").join(names[:-1]), last=names[-1])
