"""Every regular expression of the product, and the texts on which it would be slow if it could be."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from types import ModuleType
from typing import Any

import app
import core

try:
    from re import _constants as signs  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    import sre_constants as signs
    import sre_parse as parser

SHORT = 1_000  # letters, and four times as many
FLOOR = 0.005  # seconds that nobody waits for: less than what a quadratic pattern takes for 4,000 letters
HOPELESS = 0.5  # seconds that no linear pattern takes for so few letters
MOST = 8.0  # times as long for four times as much: linear is 4, quadratic 16
FAR = 100  # a repetition bounded from here on is as good as one without a bound
USUAL = (" ", "\t", "0", "1", "a", "Z", ".", ",", "-", "'", '"', "<", "&", "_", "\u0301", "中", "\n")
ENDS = ("", "\x00", "x", "1", " !", "\n!")
NOT_LOOKED_AT = (  # they train
    "core.engine", "core.networks", "core.inside", "core.store.migrations", "core.tasks.loaded",
    "core.tasks.forecast.fitting", "core.tasks.forecast.forecasting", "core.tasks.forecast.inside",
    "core.tasks.forecast.network", "core.tasks.forecast.baselines",
    "core.tasks.forecast.train", "core.tasks.forecast.weights_audit",
    "core.tasks.memory.network", "core.tasks.memory.baselines", "core.tasks.memory.train",
    "core.tasks.sentiment.embedding_start", "core.tasks.sentiment.inside",
    "core.tasks.sentiment.network", "core.tasks.sentiment.baselines", "core.tasks.sentiment.predictions",
    "core.tasks.sentiment.train",
    "core.tasks.translate.attention", "core.tasks.translate.baselines", "core.tasks.translate.inside",
    "core.tasks.translate.nearest", "core.tasks.translate.network", "core.tasks.translate.search",
    "core.tasks.translate.told", "core.tasks.translate.train", "core.tasks.translate.trainer",
)  # fmt: skip
BY_METHOD = set("extract extractall contains replace match fullmatch split findall count".split())
BY_RE = set("compile search match fullmatch sub subn split findall finditer".split())


@dataclass(frozen=True)
class Found:
    """A pattern and where it was found."""

    where: str
    pattern: re.Pattern[Any]


@cache
def modules() -> list[ModuleType]:
    """All modules of the product that can be imported without training anything."""
    names = [
        one.name
        for package in (core, app)
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not one.name.startswith(NOT_LOOKED_AT) and not one.name.endswith("__main__")
    ]
    return [importlib.import_module(name) for name in names]


def patterns() -> Iterator[Found]:
    """Each pattern once, whether a module holds it or it stands where it is used."""
    seen = set()
    for module in modules():
        found = chain(_held(vars(module), module.__name__, 0), _written(module)[0])
        for one in found:
            key = (one.pattern.pattern, one.pattern.flags)
            if key not in seen:
                seen.add(key)
                yield one


def unknown() -> set[str]:
    """Functions that put a pattern together, or are given one: nobody can tell it from the source."""
    return {where for module in modules() for where in _written(module)[1]}


def _held(value: Any, where: str, depth: int) -> Iterator[Found]:
    """Patterns in a module's names, in tables, in dataclasses, and in what functions enclose."""
    if isinstance(value, re.Pattern):
        yield Found(where, value)
        return
    if depth > 5:
        return
    inside: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inside = list(islice(value.items(), 5_000))
    elif isinstance(value, (tuple, list, set, frozenset)):
        inside = list(enumerate(islice(value, 5_000)))
    elif (module := getattr(value, "__module__", None)) and str(module).startswith(("core.", "app.")):
        cells = getattr(value, "__closure__", None) or ()
        inside = [("within", cell.cell_contents) for cell in cells]
        if not isinstance(value, type) and hasattr(value, "__dataclass_fields__"):
            inside += list(vars(value).items())
    for name, one in inside:
        if depth == 0 and isinstance(one, ModuleType):
            continue
        yield from _held(one, f"{where}.{name}", depth + 1)


@cache
def _written(module: ModuleType) -> tuple[list[Found], list[str]]:
    """Patterns that stand in the source, and the functions with such as cannot be told from it."""
    with open(str(module.__file__), encoding="utf-8") as file:
        source = file.read()
    found: list[Found] = []
    open_ones: list[str] = []
    if "re." not in source and ".str" not in source:  # none of the calls below
        return found, open_ones
    for node, function in _calls(ast.parse(source), ""):
        try:
            pattern, flags = _value(node.args[0], module), _value(_flags(node), module)
        except NameError:
            if function:  # what a module makes of names of its own is among those that it holds
                open_ones.append(f"{module.__name__}.{function}")
            continue
        if isinstance(pattern, (str, bytes)):
            found.append(Found(f"{module.__name__}:{node.lineno}", re.compile(pattern, flags)))
    return found, open_ones


def _calls(node: ast.AST, function: str) -> Iterator[tuple[ast.Call, str]]:
    """Calls that take a pattern, with the function in which they stand."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Call) and inner.args and _takes_a_pattern(inner):
            yield inner, function
        yield from _calls(inner, inner.name if isinstance(inner, ast.FunctionDef) else function)


def _flags(node: ast.Call) -> ast.expr:
    given = [word.value for word in node.keywords if word.arg == "flags"]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
        given += node.args[1:2]
    return given[0] if given else ast.Constant(0)


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.fix_missing_locations(ast.Expression(node)), "pattern", "eval"), vars(module))


def _takes_a_pattern(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    of, name = node.func.value, node.func.attr
    if isinstance(of, ast.Name) and of.id == "re":
        return name in BY_RE
    literal = any(word.arg == "regex" and not getattr(word.value, "value", True) for word in node.keywords)
    return isinstance(of, ast.Attribute) and of.attr == "str" and name in BY_METHOD and not literal


def texts(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Texts of any length that a pattern nearly fits: a beginning, something again and again, a bad end."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    begins = dict.fromkeys(["", *_beginnings(parsed, "", False), *_beginnings(parsed, "", True)])
    bodies = dict.fromkeys(chain.from_iterable(_bodies(parsed)))
    whole = [_sample(parsed, more) for more in (False, True)]
    literals = [sign for sign in dict.fromkeys(_literals(parsed)) if sign not in USUAL][:8]
    opened = [begin + sign for begin in list(begins)[:6] for sign in ("", "a", "0", " ")]
    again = dict.fromkeys(filter(None, [*USUAL, *bodies, *whole, *literals, *opened]))
    for begin in islice(begins, 12):
        for pump in islice(again, 60):
            for end in ENDS:
                yield _grown(begin, pump, end, isinstance(pattern.pattern, bytes))


def _grown(begin: str, pump: str, end: str, as_bytes: bool) -> Callable[[int], Any]:
    def grown(length: int) -> Any:
        text = begin + pump * (length // len(pump)) + end
        return text.encode("utf-8", "surrogatepass") if as_bytes else text

    return grown


PLAIN = {signs.LITERAL, signs.RANGE}
REPEATS = {signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT}


def _beginnings(parsed: Any, before: str, more: bool) -> Iterator[str]:
    """The shortest text before each repetition that has no near end."""
    for op, value in parsed:
        if op in REPEATS:
            low, high, body = value
            if high is signs.MAXREPEAT or high >= FAR:
                yield before
            yield from _beginnings(body, before, more)
        for inner in _inner(op, value) if op not in REPEATS else ():
            yield from _beginnings(inner, before, more)
        before += _one(op, value, more)


def _bodies(parsed: Any) -> Iterator[list[str]]:
    """What each repetition repeats, in a few spellings."""
    for op, value in parsed:
        if op in REPEATS:
            body = value[2]
            yield [_sample(body, False), _sample(body, True), *_of_class(body)]
            yield from _bodies(body)
        else:
            for inner in _inner(op, value):
                yield from _bodies(inner)


def _inner(op: Any, value: Any) -> list[Any]:
    if op is signs.SUBPATTERN:
        return [value[3]]
    if op is signs.BRANCH:
        return list(value[1])
    if op is signs.ATOMIC_GROUP:
        return [value]
    return []


def _literals(parsed: Any) -> Iterator[str]:
    for op, value in parsed:
        if op in (signs.LITERAL, signs.NOT_LITERAL):
            yield chr(value)
        elif op is signs.IN:
            yield from (chr(one) for kind, one in value if kind is signs.LITERAL)
        for inner in [value[2]] if op in REPEATS else _inner(op, value):
            yield from _literals(inner)


def _of_class(parsed: Any) -> list[str]:
    """Characters of a set that is repeated by itself, of several kinds."""
    if len(parsed) != 1 or parsed[0][0] is not signs.IN:
        return []
    fitting = [sign for sign in USUAL if _in(parsed[0][1], sign)]
    return fitting[:6]


def _sample(parsed: Any, more: bool) -> str:
    """A short text that fits; with `more`, nothing that may be there is left out."""
    return "".join(_one(op, value, more) for op, value in parsed)


def _one(op: Any, value: Any, more: bool) -> str:
    if op is signs.LITERAL:
        return chr(value)
    if op is signs.NOT_LITERAL:
        return "a" if chr(value) != "a" else "b"
    if op is signs.ANY:
        return "a"
    if op is signs.IN:
        own = [chr(one) if kind is signs.LITERAL else chr(one[0]) for kind, one in value if kind in PLAIN]
        return next((sign for sign in (*USUAL[2:], *USUAL[:2], *own) if _in(value, sign)), "")
    if op in REPEATS:
        low, high, body = value
        return _sample(body, more) * (max(low, 1) if more and high else low)
    if op is signs.BRANCH:
        return _sample(value[1][-1 if more else 0], more)
    return "".join(_sample(inner, more) for inner in _inner(op, value))


def _in(kinds: Any, sign: str) -> bool:
    """Whether a sign belongs to a set of a parsed pattern."""
    tests = {
        signs.CATEGORY_DIGIT: str.isdecimal,
        signs.CATEGORY_SPACE: str.isspace,
        signs.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    }
    opposite = {
        signs.CATEGORY_NOT_DIGIT: signs.CATEGORY_DIGIT,
        signs.CATEGORY_NOT_SPACE: signs.CATEGORY_SPACE,
        signs.CATEGORY_NOT_WORD: signs.CATEGORY_WORD,
    }
    inside, negated = False, False
    for kind, one in kinds:
        if kind is signs.NEGATE:
            negated = True
        elif kind is signs.LITERAL:
            inside |= ord(sign) == one
        elif kind is signs.RANGE:
            inside |= one[0] <= ord(sign) <= one[1]
        elif kind is signs.CATEGORY:
            inside |= not tests[opposite[one]](sign) if one in opposite else tests[one](sign)
    return inside != negated


def without_near_ends(pattern: re.Pattern[Any]) -> re.Pattern[Any]:
    """The pattern with repetitions that end far away made endless: a limit of hundreds is slow as well."""

    def endless(bounds: re.Match[Any]) -> Any:
        least, most = bounds[1], bounds[2]
        far = int(most) >= FAR
        return bounds[0] if not far else (b"{%b,}" % least if isinstance(least, bytes) else f"{{{least},}}")

    bounds = r"(?<!\\)\{(\d*),(\d+)\}"
    if isinstance(pattern.pattern, bytes):
        return re.compile(re.sub(bounds.encode(), endless, pattern.pattern), pattern.flags)
    return re.compile(re.sub(bounds, endless, pattern.pattern), pattern.flags)


def applied(pattern: re.Pattern[Any]) -> Callable[[Any], None]:
    """Every way in which a pattern may be used: whole, and wherever it fits."""

    def apply(text: Any) -> None:
        pattern.fullmatch(text)
        for _ in pattern.finditer(text):
            pass

    return apply


def slow(task: Callable[[Any], Any], text: Callable[[int], Any], short: int = SHORT) -> float | None:
    """How many times as long a task takes for four times the text, where that is not linear; else None."""
    for part in (short // 4, short):
        if taken(task, text(part)) > HOPELESS:
            return float("inf")
    ratio = 0.0
    for _ in range(3):
        if (four := taken(task, text(4 * short))) < FLOOR:
            return None
        one = min(taken(task, text(short)) for _ in range(3))
        ratio = four / max(one, 1e-9)
        if ratio < MOST:
            return None
    return ratio


def taken(task: Callable[[Any], Any], given: Any) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    task(given)
    return time.process_time() - start
