"""What has moved in texts, in the words of a language."""

from collections.abc import Callable, Mapping

from core.tasks.sentiment.moved_texts import CLASSES, LANGUAGES, UNKNOWN, MovedTexts

MOST = 3  # kinds that are told
Shown = Callable[[float], str]


def moved_sentences(
    t: Callable[..., str], found: MovedTexts, percent: Shown, name: Callable[[str], str]
) -> list[str]:
    """The warning: first that texts have moved, then a sentence for each thing that has; none where none has.

    Args:
        t: From a key and facts to a sentence.
        percent: How a share is written.
        name: How a class is written.
    """
    told = []
    for one in found.moved:
        before, now = one.before, one.now
        if one.name == UNKNOWN:
            before, now = percent(before), percent(now)
        elif one.name in (LANGUAGES, CLASSES):
            kind = (lambda each: t(f"language.{each}")) if one.name == LANGUAGES else name
            before, now = (_shares(t, each, percent, kind) for each in (before, now))
        else:
            before, now = f"{before:.0f}", f"{now:.0f}"
        told.append(t(f"texts_moved.{one.name}", before=before, now=now))
    return [t("texts_moved.warning", texts=found.texts, of=found.of), *told] if told else []


def _shares(
    t: Callable[..., str], shares: Mapping[str, float], percent: Shown, name: Callable[[str], str]
) -> str:
    most = sorted(shares.items(), key=lambda one: -one[1])[:MOST]
    return t("words.comma").join(
        t("texts_moved.share", name=name(kind), share=percent(share)) for kind, share in most
    )
