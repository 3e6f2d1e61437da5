"""How a CSV file is written: what stands between its columns and before the decimals."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """A way that spreadsheets of some languages read without being asked."""

    name: str
    separator: str
    decimal: str


COMMA = Dialect("comma", ",", ".")
SEMICOLON = Dialect("semicolon", ";", ",")
DIALECTS = {one.name: one for one in (COMMA, SEMICOLON)}

# Languages that write 1,5 (Unicode CLDR), and their regions that write 1.5.
DECIMAL_COMMA = frozenset(
    "af ast az be bg bs ca cs da de el es et eu fi fo fr fy gl hr hu hy id is it ka kk kl ky lb lt lv mk mn "
    "nb nl nn no pl pt ro ru sk sl sq sr sv tg tk tr tt uk uz vi".split()
)
DECIMAL_POINT = frozenset(
    "de-CH de-LI es-419 es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US it-CH".split()
)


def usual_dialect(locale: str | None) -> Dialect:
    """The dialect of a browser's language, such as "de-AT"; commas between columns where none is known."""
    told = (locale or "").replace("_", "-")
    language = told.split("-")[0].lower()
    return SEMICOLON if language in DECIMAL_COMMA and told not in DECIMAL_POINT else COMMA
