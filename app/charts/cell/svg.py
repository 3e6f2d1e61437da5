"""A plan as SVG: thickness and colour say how large a number is and whether it is positive."""

from collections.abc import Callable
from html import escape

from app.charts.cell.plan import BOX, LEFT, RIGHT, TALL, WIDE, Box, Plan, Point, Row, Sign, Tag, Wire
from app.charts.theme import ACTUAL, MUTED, is_dark
from app.numbers import figure

FONT = "'Source Sans','Segoe UI','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
THIN, THICK = 1.3, 7.5  # pixels: of a wire that carries 0, and of one that carries FULL or more
FULL = 1.5
ROUND = 9.0  # radius of a corner
BAR = 32.0  # half the length of a summand's bar, at LARGE
LARGE = 4.0  # a sigmoid of it is all but open
# Violet for gates, blue for what is positive, orange for what is negative, as in the pictures beside.
LIGHT = {"gate": "#6B4FA0", "plus": "#0072B2", "minus": "#D55E00", "page": "#ffffff", "line": "#d5d9e2"}
DARK = {"gate": "#B48AF0", "plus": "#5AB4E5", "minus": "#FF9A57", "page": "#0f1218", "line": "#39404d"}

Tones = dict[str, str]
Attributes = dict[str, float | str]


def cell_svg(plan: Plan, role: Callable[[str], str]) -> str:
    """Write it.

    Args:
        role: From a part's role to what it is called.
    """
    tones = DARK if is_dark() else LIGHT
    parts = [_frame(plan, tones)]
    parts += [_wire(one, tones) for one in sorted(plan.wires, key=lambda one: abs(one.value))]
    parts += [_box(one, role(one.role), tones) for one in plan.boxes]
    parts += [_row(one, tones) for one in plan.rows]
    parts += [_sign(one, tones) for one in plan.signs]
    parts += [_tag(one, tones) for one in plan.tags]
    wide, tall = plan.width, plan.height - plan.top
    return _tag_of(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", width=wide, height=tall,
        viewBox=f"0 {plan.top:g} {wide:g} {tall:g}", font_family=FONT,
    )  # fmt: skip


def _tag_of(kind: str, inner: str = "", /, **attributes: float | str) -> str:
    """One element; `_` in the name of an attribute stands for `-`."""
    told = [
        f'{name.replace("_", "-")}="{round(value, 2):g}"'
        if isinstance(value, float | int)
        else f'{name.replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
    ]
    return f"<{kind} {' '.join(told)}>{inner}</{kind}>"


def _frame(plan: Plan, tones: Tones) -> str:
    return _tag_of(
        "rect", x=LEFT, y=plan.top + 12, width=plan.width - LEFT - RIGHT,
        height=plan.height - plan.top - 20, rx=14, fill=ACTUAL.faint(0.035), stroke=tones["line"],
    )  # fmt: skip


def thickness(value: float) -> float:
    """Of a wire, in pixels."""
    return THIN + (THICK - THIN) * min(abs(value), FULL) / FULL


def _color(value: float, tone: str, tones: Tones) -> str:
    if tone == "plain":
        return MUTED.color
    return tones["gate"] if tone == "gate" else tones["plus" if value >= 0 else "minus"]


def _wire(one: Wire, tones: Tones) -> str:
    color = _color(one.value, one.tone, tones)
    share = 0.35 + 0.55 * min(abs(one.value), 1.0)
    width = 1.6 if one.tone == "plain" else thickness(one.value)
    path = _tag_of(
        "path", d=_path(one.points), fill="none", stroke=color, stroke_width=width, stroke_opacity=share,
        stroke_linejoin="round", stroke_linecap="round",
    )  # fmt: skip
    return path + (_head(one.points[-1], color, share) if one.arrow else "")


def _head(at: Point, color: str, share: float) -> str:
    x, y = at
    edges = f"M{x - 2:g} {y - 7:g}L{x + 8:g} {y:g}L{x - 2:g} {y + 7:g}Z"
    return _tag_of("path", d=edges, fill=color, fill_opacity=share)


def _path(points: tuple[Point, ...]) -> str:
    """Straight legs with round corners."""
    told = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _towards(here, before), _towards(here, after)
        told.append(f"L{enter[0]:g} {enter[1]:g}Q{here[0]:g} {here[1]:g} {leave[0]:g} {leave[1]:g}")
    return "".join(told) + f"L{points[-1][0]:g} {points[-1][1]:g}"


def _towards(here: Point, there: Point) -> Point:
    """A point on the way from a corner, at most as far as it is round."""
    run, rise = there[0] - here[0], there[1] - here[1]
    share = min(1.0, ROUND / (abs(run) + abs(rise) or 1.0))
    return here[0] + share * run, here[1] + share * rise


def _box(one: Box, role: str, tones: Tones) -> str:
    """A gate is filled as far as it is open; everything else from its middle, up or down."""
    gate, name = one.kind == "gate", f"box-{one.part}"
    height = min(abs(one.value), 1.0) * (TALL if gate else TALL / 2)
    top = BOX + TALL - height if gate else BOX + TALL / 2 - (height if one.value >= 0 else 0)
    color = _color(one.value, "gate" if gate else "signed", tones)
    place: Attributes = {"x": one.x - WIDE / 2, "width": WIDE}
    whole: Attributes = place | {"y": BOX, "height": TALL, "rx": 9}
    fill: Attributes = {"fill": color, "fill_opacity": 0.32, "clip_path": f"url(#{name})"}
    return (
        _tag_of("clipPath", _tag_of("rect", **whole), id=name)
        + _tag_of("rect", **whole, fill=tones["page"])
        + _tag_of("rect", **place, y=top, height=height, **fill)
        + _tag_of("rect", **whole, fill="none", stroke=color, stroke_width=1.6)
        + _text(one.part, (one.x - WIDE / 2 + 9, BOX + 22), "start", 16, weight=700, style="italic")
        + _text(figure(one.value, 2), (one.x + WIDE / 2 - 8, BOX + 22), "end", 14, weight=600)
        + _text(role, (one.x, BOX + 40), "middle", 10.5, color=MUTED.color)
    )


def _row(one: Row, tones: Tones) -> str:
    """A summand: its letters, its number, and a bar from the middle."""
    left, right, y = one.x - WIDE / 2 + 2, one.x + WIDE / 2 - 2, one.y + 12
    length = BAR * min(abs(one.value), LARGE) / LARGE
    start = one.x if one.value >= 0 else one.x - length
    color = _color(one.value, "signed", tones)
    return (
        _text(one.text, (left, one.y + 7), "start", 11, color=MUTED.color)
        + _text(figure(one.value, 2), (right, one.y + 7), "end", 11.5, weight=600)
        + _tag_of("path", d=f"M{one.x - BAR:g} {y:g}H{one.x + BAR:g}", stroke=tones["line"])
        + _tag_of("rect", x=start, y=y - 2, width=length, height=4, rx=1.5, fill=color)
    )


def _sign(one: Sign, tones: Tones) -> str:
    (x, y), letters = one.at, len(one.text)
    wide, size = (15, 10) if letters > 2 else (11, 12 if letters > 1 else 15)
    pill = _tag_of(
        "rect", x=x - wide, y=y - 11, width=2 * wide, height=22, rx=11, fill=tones["page"],
        stroke=MUTED.color, stroke_width=1.2,
    )  # fmt: skip
    return pill + _text(one.text, (x, y + size * 0.34), "middle", size)


def _tag(one: Tag, tones: Tones) -> str:
    x, y = one.at
    value = "" if one.value is None else figure(one.value, 2)
    if not one.name:
        return _text(value, (x, y), one.anchor, 11.5, weight=600, halo=tones["page"])
    letter, _, index = one.name.partition("_")
    inner = letter + _tag_of("tspan", index.strip("{}"), dy=3, font_size=10)
    height = y - (3 if value else -5)
    style: Attributes = {
        "text_anchor": one.anchor,
        "font_size": 15,
        "font_style": "italic",
        "fill": ACTUAL.color,
    }
    name = _tag_of("text", inner, x=x, y=height, **style)
    return name + (_text(value, (x, y + 13), one.anchor, 12, weight=600) if value else "")


def _text(
    text: str,
    at: Point,
    anchor: str,
    size: float,
    *,
    weight: int = 400,
    style: str = "normal",
    color: str = "",
    halo: str = "",
) -> str:
    edge: Attributes = {"stroke": halo, "stroke_width": 3, "paint_order": "stroke"} if halo else {}
    look: Attributes = {
        "font_size": size,
        "font_weight": weight,
        "font_style": style,
        "fill": color or ACTUAL.color,
    }
    return _tag_of("text", escape(text), x=at[0], y=at[1], text_anchor=anchor, **look, **edge)
