"""Figures: every number of a report, with the quotes that it rests on, so that a reader can walk back from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from solferino.publish import evidence
from solferino.publish.evidence import Evidence, Passage
from solferino.publish.incidents import Row
from solferino.publish.tables import ATTRIBUTES
from solferino.publish.words import label
from solferino.records import Claim, Finding, Release, canonical, digest

MANY = 40
"""Passages above which a figure shows quotes without the sentences around them."""

ATTRIBUTE_FIELDS = dict(zip(ATTRIBUTES, (
    ("event",), ("place", "country"), ("date",), ("target_name",), ("perpetrator",), ("count",),
), strict=True))  # fmt: skip
"""The fields on which the certainty of an attribute rests."""

_NUMBER = re.compile(r"(?<!Person )(?<![\w.,+-])[+-]?\d+(?:[.,]\d+)*%?(?![\w-])")


@dataclass(frozen=True)
class Figure:
    """One figure as it is said, the method that made it, its caveats, and the passages it rests on."""

    id: str
    says: str
    method: str
    caveats: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def brief(self) -> bool:
        return len(self.passages) > MANY


class Figures:
    """The figures of one report, in the order in which it shows them."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.evidence = Evidence(release)
        self._shown: dict[str, Figure] = {}
        self._translated: dict[str, tuple[str, str] | None] = {}

    def of(self, finding: Finding) -> str:
        """Return the id of a finding's figure; it is shown from now on."""
        return self._keep(f"f-{finding.id}", finding.summary, finding, finding.claims)

    def part(self, finding: Finding, says: str, claims: Iterable[str]) -> str:
        """Return the id of a figure that is a part of a finding and rests on some claims; the whole has the caveats."""
        resting = tuple(sorted(set(claims)))
        key = f"f-{finding.id}-{digest(canonical([says, resting]).encode())[:8]}"
        return self._keep(key, says, replace(finding, caveats=()), resting)

    def attribute(self, finding: Finding, row: Row, name: str) -> str:
        """Return the id of the figure for how certain one attribute of an incident is."""
        grade = finding.value["attributes"][name]["grade"]
        claims = [c.id for m in row.mentions for c in m.claims if c.field in ATTRIBUTE_FIELDS[name]]
        return self.part(finding, f"{name.replace('_', ' ').capitalize()}: {grade}. {row.title}", claims)

    def definition(self, finding: Finding, key: str, rows: Mapping[str, Row]) -> str:
        """Return the id of the figure for how many incidents a definition counts; none at all rests on every incident."""
        count, every = finding.value["counts"][key], finding.value["rows"]
        inside = [r["incident"] for r in every if r[key]["counts"] or not count["in"]]
        fields = ("event", "target", "method", "effect", "count", "place", "date")
        claims = [c.id for i in inside for m in rows[i].mentions for c in m.claims if c.field in fields]
        return self.part(finding, f"{count['label']} counts {count['in']} of {len(every)} on record", claims)

    def record(self, finding: Finding, check: Mapping[str, Any], rows: Mapping[str, Row], *, possible: bool = False) -> str:
        """Return the id of the figure for how many of a total's incidents are, or may be, on record."""
        about = check["possible_incidents" if possible else "incidents"]
        claims = [c.id for i in about if i in rows for m in rows[i].mentions for c in m.claims if _shows(c, check["what"])]
        number = check["possible"] if possible else check["on_record"]
        says = f"{number} {'may be inside' if possible else 'on record'} against {check['figure']} {counted(check)}"
        return self.part(finding, says, claims or [check["claim"]])

    def _keep(self, key: str, says: str, finding: Finding, claims: Sequence[str]) -> str:
        if key not in self._shown:
            passages = self.evidence.of(claims)
            self._shown[key] = Figure(key, says, finding.method, finding.caveats, passages)
        return key

    def all(self) -> list[Figure]:
        """Return every figure that was shown."""
        return list(self._shown.values())

    def translation(self, passage: Passage) -> tuple[str, str] | None:
        """Return the language and text of a passage's translation in the case, None where it has none."""
        if passage.id not in self._translated:
            self._translated[passage.id] = evidence.translation(self.release, passage)
        return self._translated[passage.id]


def _shows(claim: Claim, what: str) -> bool:
    """Whether a claim of an incident shows what a total counts: that it happened, or how many it harmed."""
    return claim.value["what"] == what if claim.field == "count" else claim.field == "event" and what in ("attacks", "facilities")


def counted(check: Mapping[str, Any]) -> str:
    """Say what a figure of a total counts: ``attacks``, ``civilians killed``."""
    what = label("count_kind", check["what"])
    return what if check["who"] == check["what"] else f"{label('victim', check['who'])} {what}"


def grouped(number: str) -> str:
    """Return a number of five digits or more with its thousands apart."""
    return f"{int(number):,}" if number.isdecimal() and len(number) > 4 else number


def split(sentence: str) -> list[tuple[str, bool]]:
    """Cut a sentence into its numbers (True) and what stands between them; days and ids are no numbers."""
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _NUMBER.finditer(sentence):
        found += [(sentence[at : match.start()], False), (grouped(match.group()), True)]
        at = match.end()
    return [part for part in (*found, (sentence[at:], False)) if part[0]]


def chain(claims: Iterable[Any]) -> list[str]:
    """Return who says some claims, nearest to the event first; empty when the outlet says it itself."""
    return list(dict.fromkeys(name for c in claims for name in c.speaker))
