"""What shipped networks told: tags of one word, surprise at each character, and where they looked."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.charts.attention import attention_chart, attention_facts, visible
from app.charts.drawing import DARK, ODD, OURS, QUIET, bars, framed, line
from app.i18n import Translate
from app.learn.charts.cells import boxed, row
from app.learn.shown import shown
from app.numbers import figure as written_number
from app.numbers import percent

ASKED = "book"
LOOKS = {"NOUN": OURS, "VERB": ODD}
APART = 3.6  # rows from one sentence to the next


def tagging_facts(t: Translate) -> dict[str, Any]:
    """What the network says of the word in either sentence."""
    facts = {"word": ASKED}
    for name, one in zip(("first", "second"), shown()["tagged"], strict=True):
        place = one["words"].index(ASKED)
        facts[name] = one["tags"][place]
        facts[f"{name}_text"] = " ".join(one["words"][:-1]) + one["words"][-1]
    return facts


def tagging(t: Translate) -> go.Figure:
    """Two sentences: words, and below each its tag and how sure the network is."""
    figure, longest = go.Figure(), 0
    for place, one in enumerate(shown()["tagged"]):
        top, looks = -APART * place, [LOOKS.get(tag, QUIET) for tag in one["tags"]]
        longest = max(longest, len(looks))
        row(figure, 0, top, one["words"], looks, share=0.0, size=14)
        row(figure, 0, top - 1, one["tags"], looks, share=0.4, size=11)
        row(figure, 0, top - 2, [percent(sure, 0) for sure in one["sure"]], looks, share=0.12, size=11)
    boxed(figure, longest, -APART - 2, 0)
    return figure.update_xaxes(visible=False)


def begins(text: str) -> list[bool]:
    """Of each character whether a word begins with it."""
    return [one != " " and before == " " for before, one in zip(" " + text, text, strict=False)]


def writing_facts(t: Translate) -> dict[str, Any]:
    """Mean bits at words' first characters, at the others, and of whoever guesses blindly."""
    one = shown()["written"]
    bits, first = np.array(one["bits"]), np.array(begins(one["text"]))
    facts = {"first": bits[first].mean(), "others": bits[~first].mean(), "blind": np.log2(one["known"])}
    told = {name: written_number(float(value), 2) for name, value in facts.items()}
    return told | {"text": one["text"], "known": one["known"]}


def writing(t: Translate) -> go.Figure:
    """Bits that each character cost, given those before it; dashed, what blind guessing costs."""
    one, figure = shown()["written"], go.Figure()
    places = list(range(len(one["text"])))
    first = begins(one["text"])
    for wanted, look, name in ((True, ODD, "begins"), (False, OURS, "inside")):
        at = [place for place in places if first[place] is wanted]
        bars(figure, at, [one["bits"][p] for p in at], [look] * len(at), name=t(f"learn.label.{name}"))
        figure.data[-1].marker.color = look.faint(0.75)
    blind = float(np.log2(one["known"]))
    line(
        figure,
        [-0.5, len(places) - 0.5],
        [blind, blind],
        DARK,
        t("learn.label.blind"),
        width=1.3,
        dash="dash",
    )
    framed(figure, y=t("learn.label.bits"), legend=True)
    figure.update_xaxes(tickvals=places, ticktext=[visible(sign) for sign in one["text"]], tickangle=0)
    figure.update_xaxes(showgrid=False, range=[-0.7, len(places) - 0.3])
    return figure


def attention_told(t: Translate) -> dict[str, Any]:
    """The date, its plain form, and how much of the last digit of the year went into where it is told."""
    one = shown()["date"]
    weights = np.array(one["weights"])
    facts = {"read": "".join(one["read"]), "told": "".join(one["told"])}
    return facts | {
        "share": percent(float(weights[3].max()), 0),
        "sign": one["read"][int(weights[3].argmax())],
    }


def attention(t: Translate) -> go.Figure:
    """Where each character that was told looked among those that were read."""
    one = shown()["date"]
    drawn = attention_chart(attention_facts(one["read"], one["told"], one["weights"], t), t)
    drawn.update_layout(hovermode=False, dragmode=False)
    drawn.update_xaxes(tickangle=0, fixedrange=True)
    return drawn.update_yaxes(fixedrange=True)
