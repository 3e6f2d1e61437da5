"""Fields of specs as widgets: each with the limits, the help and the name that its spec declares."""

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

import streamlit as st

from app.components import kept
from app.i18n import Translate
from app.numbers import whole
from core.errors import UserError
from core.limits import within

UNBOUNDED = ".unbounded."  # ends the scope of a form that belongs to the one before it


class Form:
    """Draws fields whose keys belong to one data set and preset: another one starts from its own defaults."""

    def __init__(self, t: Translate, scope: str, helps: Mapping[str, str] = MappingProxyType({})) -> None:
        """Args:
        helps: Keys of the helps that say something else of this task's data than of others', by field.
        """
        self.t, self.scope, self.helps = t, scope, helps
        kept.enter(scope.split(UNBOUNDED)[0])
        self.wrong: list[UserError] = []  # of fields whose number lies outside its limits

    def draw(self, spec: Any, name: str, *, disabled: bool = False, help: str | None = None) -> Any:
        """One field of a spec; a number outside the limits that the spec declares is said below it.

        What is returned then is what the field began with, so that the rest of the form can be drawn; call
        `require_right` at the end.
        """
        f = next(f for f in fields(spec) if f.name == name)
        own, limits = getattr(spec, name), f.metadata
        default = kept.first(name, own, kept.of_field(own, limits), self.scope)
        chosen = self._drawn(name, default, limits, disabled=disabled, help=help)
        kept.keep(name, None if chosen == own or disabled else kept.written(chosen))
        return chosen

    def _help(self, name: str) -> str:
        return self.t(self.helps[name]) if name in self.helps else self.t(f"help.{name}")

    def _drawn(
        self, name: str, default: Any, limits: Mapping[str, Any], *, disabled: bool, help: str | None
    ) -> Any:
        common: dict[str, Any] = {
            "label": self.t(f"spec.{name}"),
            "help": help or self._help(name),
            "disabled": disabled,
            "key": f"setup.{self.scope}.{name}",
            "persist_state": "session",
        }
        if "options" in limits:
            options = list(limits["options"])
            return st.selectbox(
                **common,
                options=options,
                index=options.index(default),
                format_func=lambda o: self.t(f"option.{name}.{o}"),
            )
        if isinstance(default, bool):
            return st.toggle(**common, value=default)
        chosen = _number(common, name, default, limits)
        if disabled or within(chosen, limits):
            return chosen
        self._tell(name, chosen, limits)
        return default

    def _tell(self, name: str, chosen: float, limits: Mapping[str, Any]) -> None:
        shown = {fact: _shown(number) for fact, number in (("value", chosen), *limits.items())}
        self.wrong.append(UserError("setting_out_of_range", setting=self.t(f"spec.{name}"), **shown))
        st.caption(f":red[:material/error: {self.t('setup.limits', **shown)}]")

    def require_right(self) -> None:
        """Raises `setting_out_of_range` of the first field that is wrong, if any is."""
        if self.wrong:
            raise self.wrong[0]


def _number(common: dict[str, Any], name: str, default: float, limits: Mapping[str, Any]) -> float:
    """A box for a number. Streamlit is not told the limits: beyond them it would keep the number before."""
    whole_number = isinstance(default, int) and type(limits["low"]) is type(limits["high"]) is int
    if whole_number:
        return int(st.number_input(**common, value=int(default), step=1))
    shown = "%.3g" if name in ("learning_rate", "l2") else "%.3f"
    return st.number_input(**common, value=float(default), step=_step(name), format=shown)


def _shown(number: float) -> str:
    return whole(number) if isinstance(number, int) else f"{number:g}"


def _step(name: str) -> float:
    return {"learning_rate": 0.001, "l2": 0.0001, "clipnorm": 0.5}.get(
        name, 0.05 if name.endswith("dropout") else 0.025
    )


def group(form: Form, title: str, start: Any, names: list[str]) -> Any:
    """Fields of a spec behind a title, three in a row; returns the spec with what was chosen."""
    chosen = {}
    with st.expander(title):
        columns = st.columns(3)
        for place, name in enumerate(names):
            with columns[place % 3]:
                chosen[name] = form.draw(start, name)
    return replace(start, **chosen)
