"""A sheet's mapping: which column says what, in the words of the codebook; the known ones stand in ``codebook/sheets``.

A mapping is strict: each column is mapped, ignored by name, or reported; a value that neither the mapping nor the codebook's
crosswalk knows is reported, never guessed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from dataclasses import field as part
from functools import cache, cached_property
from importlib import resources
from typing import Any

from solferino import vocabulary
from solferino.errors import BadMapping, BadRecord, UnknownWord
from solferino.mapping.rows import Cell, Pages, Row, columns, rows

__all__ = ["FIELDS", "Cell", "Pages", "Row", "Sheet", "Spec", "columns", "known", "load", "parse", "recognise", "rows"]

FIELDS = (
    "date", "report_date", "country", "place", "target", "target_name", "method", "effect", "perpetrator", "speaker", "count",
    "purpose", "legal", "double_tap",
)  # fmt: skip
"""The fields that a column may state."""

_WORDED = ("target", "method", "effect")


@dataclass(frozen=True, kw_only=True)
class Spec:
    """What one column says.

    ``word`` is said when the cell says yes or a number above 0; ``values`` give the words of values, None for one that says
    nothing; ``several`` cuts a cell of many values: at a separator, at the values that are known ("known"), or at the texts in JSON
    ("json"). ``what``, ``who`` and ``zero`` (whether 0 is a statement) belong to counts, ``low`` names the column with the lower
    end; ``formats`` (strptime), ``until`` and ``time`` belong to dates; ``point`` names the columns of latitude and longitude,
    ``level`` says what a name names; ``precision`` is a word, ``precisely`` the column that tells it, by ``precisions``. ``unless``
    and ``only`` name a column, or ``column=value``, with which the cell is silent, or without which it is. ``status`` belongs to
    perpetrators.
    """

    field: str
    word: str | None = None
    values: Mapping[str, Any] = part(default_factory=dict)
    several: str | None = None
    what: str = ""
    who: str = "people"
    zero: bool = False
    low: str | None = None
    formats: Sequence[str] = ()
    until: str | None = None
    time: str | None = None
    point: Sequence[str] = ()
    level: str | None = None
    precision: str | None = None
    precisely: str | None = None
    precisions: Mapping[str, Any] = part(default_factory=dict)
    unless: str | None = None
    only: str | None = None
    status: str = "alleged"
    hedge: str | None = None

    @cached_property
    def known(self) -> Mapping[str, tuple[str, ...]]:
        """The words of each value that the mapping itself knows, by the value without case."""
        return {value.casefold(): _listed(words) for value, words in self.values.items()}

    @cached_property
    def precise(self) -> Mapping[str, tuple[str, ...]]:
        """The precision of each value of the column that tells it."""
        return {value.casefold(): _listed(words) for value, words in self.precisions.items()}

    def beside(self) -> Iterator[str]:
        """Yield the further columns that this one is read with."""
        named = (self.low, self.until, self.time, self.precisely, *self.point)
        conditions = (c.partition("=")[0] for c in (self.unless, self.only) if c)
        yield from (*(c for c in named if c), *conditions)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The mapping of one kind of sheet.

    ``needs`` are the columns by which it is recognised, ``key`` the one that names a row, ``event`` those of which the first that
    says something states the event, ``description`` the one that tells it freely; ``scope`` tells a total from an incident;
    ``blank`` are values that say nothing; ``ignore`` gives the reason for each column that is left out; ``plain`` is all as JSON.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    event: tuple[str, ...]
    columns: Mapping[str, tuple[Spec, ...]]
    plain: Mapping[str, Any]
    scheme: str | None = None
    key: str | None = None
    description: str | None = None
    scope: str | None = None
    country: str | None = None
    sheet: str | None = None
    blank: frozenset[str] = frozenset()
    ignore: Mapping[str, str] = part(default_factory=dict)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every column that the mapping speaks of."""
        beside = (c for specs in self.columns.values() for spec in specs for c in spec.beside())
        own = (c for c in (self.key, self.scope, self.description, *self.event, *self.needs) if c)
        return frozenset((*self.columns, *beside, *own, *self.ignore))

    def says(self, row: Row, column: str | None) -> Cell | None:
        """Return a row's cell of a column unless it is blank."""
        cell = row.get(column or "")
        return None if cell is None or cell.text.casefold() in self.blank else cell

    def speaks(self, row: Row, spec: Spec) -> bool:
        """Say whether a row lets a column speak: ``unless`` does not hold, and ``only`` does."""
        return not self._holds(row, spec.unless, otherwise=False) and self._holds(row, spec.only, otherwise=True)

    def _holds(self, row: Row, condition: str | None, *, otherwise: bool) -> bool:
        if condition is None:
            return otherwise
        column, equals, value = condition.partition("=")
        cell = self.says(row, column)
        return cell is not None and (not equals or cell.text.casefold() == value.casefold())

    def knows(self, column: str) -> bool:
        """Say whether a column is mapped or ignored by name; a name that ends in ``*`` stands for all that begin so."""
        return column in self.known or any(column.startswith(c[:-1]) for c in self.ignore if c.endswith("*"))

    def anchor(self, row: Row) -> Cell:
        """Return the cell that states a row's event: the first that says something of ``event``, the key, or any."""
        return next((c for name in (*self.event, self.key) if (c := self.says(row, name))), next(iter(row.values())))


@cache
def known() -> Mapping[str, Sheet]:
    """Return the mappings that come with this version, by name."""
    folder = resources.files("solferino") / "codebook" / "sheets"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".yaml")), key=lambda p: p.name)
    return {(name := p.name.removesuffix(".yaml")): load(p.read_bytes(), name=name) for p in found}


def recognise(names: Iterable[str]) -> Sheet | None:
    """Return the known mapping whose needed columns are all there, the one that needs most of several; None for none."""
    there = set(names)
    fits = [sheet for sheet in known().values() if there.issuperset(sheet.needs)]
    return max(fits, key=lambda sheet: (len(sheet.needs), sheet.name), default=None)


def load(data: bytes, *, name: str) -> Sheet:
    """Read a mapping from YAML. Raises BadMapping, which says what is wrong and what may be meant."""
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))):
            raise BadMapping(f"{name}: it uses an alias (*name); write the value out")
        plain = vocabulary.parsed(data)
    except (yaml.YAMLError, UnicodeDecodeError, BadRecord, RecursionError, ValueError) as error:
        raise BadMapping(f"{name}: it is no YAML of columns and what they say") from error
    return parse(plain, name=name)


def parse(plain: Any, *, name: str) -> Sheet:
    """Return a mapping from its JSON form. Raises BadMapping."""
    try:
        return _sheet(plain, name)
    except (TypeError, AttributeError) as error:
        raise BadMapping(f"{name}: a part of it has the wrong shape ({error})") from error
    except (BadMapping, UnknownWord) as error:
        raise BadMapping(f"{name}: {error}") from error


def _sheet(plain: Mapping[str, Any], name: str) -> Sheet:
    parts = {f.name for f in fields(Sheet)} - {"plain", "name"}
    _no_others(plain, parts)
    if missing := {"title", "needs", "event", "columns"} - set(plain):
        raise BadMapping(f"it lacks {', '.join(sorted(missing))}")
    columns_ = {str(c): tuple(_spec(str(c), s) for s in _many(specs)) for c, specs in plain["columns"].items()}
    ignore = {str(c): str(why) for c, why in plain.get("ignore", {}).items()}
    if both := set(columns_) & set(ignore):
        raise BadMapping(f"{', '.join(sorted(both))}: mapped and ignored")
    book = vocabulary.codebook()
    if (scheme := plain.get("scheme")) is not None and scheme not in book.schemes:
        raise BadMapping(f"{scheme!r} is no scheme of the codebook; there are {', '.join(book.schemes)}")
    told = {key: plain.get(key) for key in ("scheme", "key", "description", "scope", "country", "sheet")}
    return Sheet(
        name=name, title=str(plain["title"]), needs=tuple(plain["needs"]), event=tuple(plain["event"]), columns=columns_,
        ignore=ignore, blank=frozenset(str(v).casefold() for v in plain.get("blank", ())), plain=plain, **told,
    )  # fmt: skip


def _spec(column: str, plain: Mapping[str, Any]) -> Spec:
    _no_others(plain, {f.name for f in fields(Spec)}, f"{column}: ")
    spec = Spec(**plain)
    if spec.field not in FIELDS:
        raise BadMapping(f"{column}: a column cannot state {spec.field!r}" + _near(spec.field, FIELDS))
    book = vocabulary.codebook()
    said = [w for words in spec.known.values() for w in words] + ([spec.word] if spec.word else [])
    for kind, words in _kinds(spec, said):
        for word in words:
            book.word(kind, word)
    if spec.field in ("date", "report_date") and not spec.formats:
        raise BadMapping(f'{column}: a date needs formats, such as ["%Y-%m-%d"]')
    if spec.several == "known" and spec.field not in _WORDED:
        raise BadMapping(f"{column}: only words of the codebook are cut at what is known; give a separator")
    if spec.field == "place" and spec.point and len(spec.point) != 2:
        raise BadMapping(f"{column}: point names two columns, latitude and longitude")
    return spec


def _kinds(spec: Spec, said: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the kinds of the codebook from which the words of a column are, with those words."""
    if spec.field in _WORDED:
        yield spec.field, said
    if spec.field == "count":
        yield "count_kind", [spec.what]
        yield "victim", [spec.who]
    kind = "place_precision" if spec.field == "place" else "date_precision"
    yield kind, [w for words in spec.precise.values() for w in words] + [w for w in (spec.precision, spec.level) if w]
    yield "perpetrator_status", [spec.status]
    yield "hedge", [spec.hedge] if spec.hedge else []


def _no_others(plain: Mapping[str, Any], parts: Iterable[str], where: str = "") -> None:
    for key in plain:
        if key not in parts:
            raise BadMapping(f"{where}unknown part {key!r}" + _near(str(key), parts))


def _near(key: str, known_: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, list(known_), 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known_))}"


def _many(specs: Any) -> list[Any]:
    return specs if isinstance(specs, list) else [specs]


def _listed(words: Any) -> tuple[str, ...]:
    return () if words is None else tuple(words) if isinstance(words, list) else (str(words),)
