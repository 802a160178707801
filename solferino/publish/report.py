"""The report: one HTML file that needs no network, in which every figure leads to its quotes."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from solferino import vocabulary
from solferino.publish import charts, dataset, figures, incidents, mapping, outlines, ranges, timeline, waterfall, words
from solferino.publish.figures import Figures
from solferino.publish.incidents import Row
from solferino.publish.outlines import World
from solferino.publish.remarks import HEADINGS
from solferino.records import Finding, Release

HEADS = 6
"""How many totals, and how many parties, a report begins with."""
LARGEST, ROWS, PASSAGES = 400, 40, 300
"""How many incidents a report lists, how many rows stand under one heading, and how many passages under one figure; the rest is
counted, and stands in the tables beside the report."""
KINDS = ("origins", "casualties", "certainty", "responses", "totals", "definitions")
"""The kinds of findings that have a section of their own; others that hold an answer are statistical."""

VERDICTS = {
    "beyond_chance": "The data show more than this null model explains.",
    "not_shown": "The data do not show it. This is no proof of its absence.",
    "estimate": "An estimate, as good as its assumptions.",
    "not_enough_data": "There is not enough data for an answer.",
}
"""The sentence for each verdict of a statistical finding."""


def html(release: Release, world: World | None = None) -> bytes:
    """Return the report of a release as one HTML file in UTF-8; the map shows the world of Natural Earth, or another."""
    every = incidents.rows(release)
    page = environment().get_template("report.html.j2").render(
        release=release, figures=Figures(release), profile=_profile(release), notes=_notes(release),
        attribution=dataset.ATTRIBUTION, **_record(release, every), **_findings(release),
        **_whereabouts(release, every, world or outlines.world()),
        **assets("report"),
    )  # fmt: skip
    return page.encode()


def _record(release: Release, every: Sequence[Row]) -> dict[str, Any]:
    """Return the sources, and the incidents that are listed, in time order."""
    rows = incidents.leading(every, LARGEST)
    order = {row.id: n for n, row in enumerate(rows)}
    return {
        "rows": rows, "by_id": {r.id: r for r in rows}, "every": {r.id: r for r in every}, "hidden": len(every) - len(rows),
        "in_time": lambda told: sorted((e for e in told if e["incident"] in order), key=lambda e: order[e["incident"]]),
        "most": {what: ranges.scale(r.toll(what) for r in rows) for what in incidents.WHATS},
        "read": {r.source: r for r in release.ledger.readings.values()},
        "telling": Counter(m.source for m in release.ledger.mentions.values()),
    }  # fmt: skip


def _findings(release: Release) -> dict[str, Any]:
    """Return the findings by kind; those that hold a statistical answer apart."""
    kinds: dict[str, list[Finding]] = {}
    for finding in release.findings:
        kinds.setdefault(finding.kind, []).append(finding)
    answers = [f for kind, found in kinds.items() if kind not in KINDS for f in found if _is_answer(f.value)]
    return {"found": lambda kind: kinds.get(kind, []), "statistics": answers, "shared": _shared}


def _is_answer(value: Any) -> bool:
    return isinstance(value, dict) and {"verdict", "null_model", "cannot_show"} <= value.keys()


def _whereabouts(release: Release, every: Sequence[Row], world: World) -> dict[str, Any]:
    return {
        "map": mapping.draw(every, world), "unplaced": mapping.unplaced(every), "timeline": timeline.draw(every, release),
        "undated": [r for r in every if r.when is None],
    }  # fmt: skip


def _telling_first(totals: Sequence[Finding]) -> list[Finding]:
    """Return totals, those first that the record contradicts, then those that fall short by most."""
    rank = {"cannot_hold": 0, "short": 1, "may_hold": 2, "holds": 3}
    return sorted(totals, key=lambda f: (rank.get(f.value["verdict"], 4), -max(c["short_by"] for c in f.value["checks"]), f.id))


def _most_accused(parties: Sequence[Finding]) -> list[Finding]:
    """Return the parties of whom most is said and answered first."""
    return sorted(parties, key=lambda f: (-f.value["counted_accusations"] - f.value["counted_replies"], f.about))


def _answered_first(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what a party is accused of, that first to which it replied, then the oldest."""

    def rank(row: Mapping[str, Any]) -> tuple[bool, str]:
        told = [*row["accusations"], *row["own_claims"]]
        return not (row["replies"] or row["own_claims"]), min((e["published"] or "9999" for e in told), default="9999")

    return sorted(rows, key=rank)


def _shared(found: Sequence[Finding]) -> tuple[str, ...]:
    """Return the caveats that every one of several findings has, which a section says once."""
    first = found[0].caveats if found else ()
    return tuple(c for c in first if all(c in f.caveats for f in found))


def _number(value: Any) -> str:
    """Return a number as a reader wants it; other values as they are."""
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"


def _profile(release: Release) -> vocabulary.Word:
    return vocabulary.codebook().word("disclosure", release.profile)


def _notes(release: Release) -> list[tuple[str, list[str]]]:
    told = [(h, [n.partition(": ")[2] for n in release.notes if n.partition(": ")[0] == h]) for h in HEADINGS]
    return [(heading, lines) for heading, lines in told if lines]


@cache
def environment() -> Environment:
    """Return the templates, which escape whatever comes from a source."""
    env = Environment(
        loader=PackageLoader("solferino.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.filters |= {
        "split": figures.split, "chain": figures.chain, "phrase": words.phrase, "isolated": words.isolated,
        "telling_first": _telling_first, "most_accused": _most_accused, "answered_first": _answered_first,
    }  # fmt: skip
    env.globals |= {
        "label": words.label, "said": words.said, "span": words.span, "days": words.days, "amount": words.amount, "bar": ranges.bar,
        "waterfall": waterfall.steps,
        "axis": ranges.axis, "range_said": ranges.said, "counted": figures.counted, "spot_said": mapping.said, "number": _number,
        "picture": charts.picture, "chart_missing": charts.MISSING, "verdicts": VERDICTS, "WHATS": incidents.WHATS,
        "heads_shown": HEADS, "rows_shown": ROWS, "passages_shown": PASSAGES,
    }  # fmt: skip
    return env


def assets(name: str) -> Mapping[str, Any]:
    """Return style and script of a page with their hashes, which alone its content security policy lets run."""
    folder = resources.files("solferino.publish") / "templates"
    style, script = ((folder / f"{name}.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return {"style": Markup(style), "script": Markup(script), "style_hash": _hash(style), "script_hash": _hash(script)}  # noqa: S704


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
