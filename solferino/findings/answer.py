"""An answer to a statistical question: what was asked, of what, with what result, and what it cannot show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from solferino.records import Finding, Json, Record

if TYPE_CHECKING:
    from numpy.random import Generator

VERDICTS = {
    "beyond_chance": "The data show more than this null model explains.",
    "not_shown": "The data do not show it. This is no proof of its absence.",
    "estimate": "An estimate, as good as its assumptions.",
    "not_enough_data": "There is not enough data for an answer.",
}
"""Verdict to the sentence a report prints for it."""

LEVEL = 0.05
SMALLEST = 0.001
"""Attainable size under which a test cannot say anything but no."""
INTENT = "It cannot show intent: a pattern has many makers, and none of them is in these numbers."

ALIKE = (
    "Not enough data: it would take at least so much that chance could have looked different; here nearly every shuffle gives "
    "the same count, so that no result could have been called more than chance."
)

RULE = "#d1495b"

Interval = tuple[float, float]
Row = Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """One answer, complete enough to be quoted alone and repeated by anyone.

    ``effect`` is named by ``effect_name``; ``interval`` is its 95 % interval. ``n`` says how much data was used, ``needed`` how
    much would be needed, by the same names, when the verdict is ``not_enough_data``. ``table`` holds the numbers behind
    ``chart``, a Vega-Lite specification whose ``description`` is its alt text. ``seed`` is that of the generator handed in.
    """

    kind: str
    version: str
    question: str
    null_model: str
    verdict: str
    summary: str
    n: Mapping[str, float]
    assumptions: tuple[str, ...] = ()
    cannot_show: tuple[str, ...] = (INTENT,)
    effect_name: str = ""
    effect: float | None = None
    interval: Interval | None = None
    p_value: float | None = None
    needed: Mapping[str, float] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    table: tuple[Row, ...] = ()
    chart: Mapping[str, Json] | None = None
    seed: str | None = None
    settings: Mapping[str, Json] = field(default_factory=dict)

    def finding(self, about: str = "case", *, claims: Iterable[str] = ()) -> Finding:
        """Return the answer as a finding about an id, resting on claims."""
        return Finding(
            kind=self.kind,
            about=about,
            value=self.to_json(),
            summary=self.summary,
            method=f"{self.kind} {self.version}",
            claims=tuple(sorted(set(claims))),
            caveats=self.caveats + self.cannot_show,
        )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is put, before the data have answered: ``needed`` names how much of what an answer takes."""

    kind: str
    question: str
    null_model: str
    needed: Mapping[str, float]
    version: str = "1"
    assumptions: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    cannot_show: tuple[str, ...] = (INTENT,)
    settings: Mapping[str, Json] = field(default_factory=dict)
    seed: str | None = None

    def lacks(self, n: Mapping[str, float]) -> str:
        """Return in words what is missing for an answer; empty when nothing is."""
        short = [f"{_number(v)} {words(k)} (there are {_number(n[k])})" for k, v in self.needed.items() if n[k] < v]
        return "" if not short else "Not enough data: it would take at least " + " and ".join(short) + "."

    def refuse(self, n: Mapping[str, float], *, table: tuple[Row, ...] = ()) -> Answer:
        """Return the answer that there is not enough data, with the numbers that would be needed."""
        return self._answer(self.caveats, verdict="not_enough_data", n=n, summary=self.lacks(n), needed=self.needed, table=table)

    def answer(self, *, caveats: tuple[str, ...] = (), **result: Any) -> Answer:
        """Return the answer with its result: the remaining fields of ``Answer``, and further caveats.

        A test whose shuffles are so alike that no result could have reached the level is no test, and has no answer.
        """
        if result["n"].get("attainable_size", SMALLEST) < SMALLEST:
            return replace(self, needed=dict(self.needed) | {"attainable_size": SMALLEST}).refuse(
                result["n"], table=result["table"]
            )
        return self._answer(self.caveats + caveats, **result)

    def _answer(self, caveats: tuple[str, ...], **result: Any) -> Answer:
        return Answer(
            kind=self.kind,
            version=self.version,
            question=self.question,
            null_model=self.null_model,
            assumptions=self.assumptions,
            cannot_show=self.cannot_show,
            settings=self.settings,
            seed=self.seed,
            caveats=caveats,
            **result,
        )


def verdict(p_value: float, level: float = LEVEL) -> str:
    """Return the verdict a p value stands for."""
    return "beyond_chance" if p_value <= level else "not_shown"


def words(key: str) -> str:
    """Return a key as words."""
    return key.replace("_", " ")


def shown(p: float) -> str:
    """Return a p value in words."""
    return f"p = {p:.3f}" if p >= 0.001 else "p < 0.001"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"


def seed_of(rng: Generator) -> str:
    """Return what a generator was seeded with, so that an answer can be repeated."""
    source = rng.bit_generator.seed_seq
    return str(getattr(source, "entropy", "")) + "".join(f"/{k}" for k in getattr(source, "spawn_key", ()))


def chart(
    kind: str,
    rows: Sequence[Row],
    *,
    x: str,
    y: str,
    alt: str,
    color: str | None = None,
    low: str | None = None,
    high: str | None = None,
) -> dict[str, Json]:
    """Return a Vega-Lite 5 specification of rows: ``kind`` is bar, line, point or rect; ``low`` and ``high`` add interval rules.

    Categories stand on the vertical axis, in the order of the rows, where their names can be read.
    """
    across, up = _axis(rows, x, kind == "rect"), _axis(rows, y, kind == "rect")
    lying = across["type"] == "nominal" and kind in ("bar", "point")
    encoding: dict[str, Json] = {"x": up, "y": across} if lying else {"x": across, "y": up}
    if color:
        encoding["color"] = _axis(rows, color, False)
    layers: list[Json] = [{"mark": {"type": kind, "tooltip": True}, "encoding": encoding}]
    if low and high:
        along, still = ("x", "y") if lying else ("y", "x")
        span = {along: {"field": low, "type": "quantitative"}, f"{along}2": {"field": high}, still: encoding[still]}
        layers.append({"mark": {"type": "rule", "color": RULE, "strokeWidth": 3, "tooltip": True}, "encoding": span})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": alt,
        "data": {"values": [dict(row) for row in rows]},
        "layer": layers,
    }


def _axis(rows: Sequence[Row], key: str, ordered: bool) -> dict[str, Json]:
    """Return the encoding of a column; names keep the order of the rows."""
    if _numeric(rows, key) and not ordered:
        return {"field": key, "type": "quantitative", "title": words(key)}
    return {"field": key, "type": "nominal", "title": words(key), "sort": None}


def _numeric(rows: Sequence[Row], key: str) -> bool:
    return all(isinstance(row.get(key), (int, float)) for row in rows)
