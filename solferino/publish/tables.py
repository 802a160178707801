"""The tables of a dataset: each column with its meaning, its words and where it comes from, in one place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from solferino import vocabulary
from solferino.publish import cells, words
from solferino.publish.incidents import Row, radius, rows
from solferino.records import Claim, Finding, Ledger, Mention, Release, Source, canonical

Entry = dict[str, Any]
ATTRIBUTES = ("happened", "where", "when", "facility", "who", "how_many")
GRADES = ("who_ssa", "airwars", "ucdp_clarity")
AROUND = 32
"""Characters of a reading before and after a quote, by which it can be found again (W3C TextQuoteSelector)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``kind`` names the codebook's words that its cells hold, one or (``many``) several joined by ``; ``."""

    name: str
    says: str
    type: str = "string"
    kind: str = ""
    many: bool = False
    required: bool = False

    def to_json(self) -> Entry:
        """Return the column as a field of a Table Schema."""
        rules: Entry = {"required": True} if self.required else {}
        if self.kind:
            keys = list(vocabulary.codebook().words(self.kind))
            one = "|".join(map(re.escape, keys))
            rules |= {"pattern": f"({one})(; ({one}))*"} if self.many else {"enum": keys}
        plain = {"name": self.name, "type": self.type, "description": self.says}
        return {**plain, "constraints": rules} if rules else plain


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file; ``make`` gives its rows by column name, ``links`` the columns that point to another file's ``id``."""

    name: str
    says: str
    columns: tuple[Column, ...]
    make: Callable[[Release], Iterable[Entry]]
    key: tuple[str, ...] = ("id",)
    links: tuple[tuple[str, str], ...] = ()

    def csv(self, release: Release) -> bytes:
        """Return the file."""
        names = [c.name for c in self.columns]
        return cells.table(names, ([row.get(n) for n in names] for row in self.make(release)))

    def schema(self) -> Entry:
        """Return the file's Table Schema."""
        keys = [{"fields": [column], "reference": {"resource": resource, "fields": ["id"]}} for column, resource in self.links]
        plain: Entry = {"fields": [c.to_json() for c in self.columns], "missingValues": [""]}
        return plain | ({"primaryKey": list(self.key)} if self.key else {}) | ({"foreignKeys": keys} if keys else {})


def _sources(release: Release) -> Iterable[Entry]:
    ledger = release.ledger
    read = {r.source: (key, r) for key, r in ledger.readings.items()}
    telling = Counter(m.source for m in ledger.mentions.values())
    for key, source in sorted(ledger.sources.items(), key=lambda item: (item[1].name, item[0])):
        reading, text = read.get(key, (None, None))
        yield {
            **_told(source), "id": key, "sha256": source.digest, "reading": reading,
            "title": (text and text.title) or source.title, "outlet": (text and text.outlet) or source.outlet,
            "lang": (text and text.lang) or source.lang, "published": (text and text.published) or source.published,
            "text_sha256": text.text_hash if text else None,
            "mentions": telling[key],
        }  # fmt: skip


def _told(source: Source) -> Entry:
    return {n: getattr(source, n) for n in ("name", "url", "retrieved", "media", "access", "translates", "supersedes")}


def _mentions(release: Release) -> Iterable[Entry]:
    home = {m: i.id for i in release.ledger.incidents for m in i.mentions}
    for mention in release.ledger.mentions.values():
        yield {
            "id": mention.id, "source": mention.source, "scope": mention.scope, "incident": home.get(mention.id),
            "quote": mention.anchor.quote, "start": mention.anchor.start, "end": mention.anchor.end,
            "stance": mention.anchor.stance, "claims": len(mention.claims),
            **{f: _spoken(mention, f) for f in ("speaker", "place", "date", "perpetrator", "count", "response_stance")},
            "methods": sorted(set(mention.values("method"))), "targets": sorted(set(mention.values("target"))),
        }  # fmt: skip


def _spoken(mention: Mention, field: str) -> list[str]:
    return list(dict.fromkeys(words.said(field, v) for v in mention.values(field)))


def _claims(release: Release) -> Iterable[Entry]:
    ledger = release.ledger
    for mention in ledger.mentions.values():
        for claim in mention.claims:
            yield _claim(ledger, mention, claim)


def _claim(ledger: Ledger, mention: Mention, claim: Claim) -> Entry:
    text = ledger.readings[claim.reading].text
    return {
        "id": claim.id, "mention": mention.id, "source": mention.source, "reading": claim.reading, "run": claim.run,
        "field": claim.field, "value": claim.value if isinstance(claim.value, str) else canonical(claim.value),
        "said": words.said(claim.field, claim.value), "quote": claim.quote, "start": claim.start, "end": claim.end,
        "prefix": text[max(0, claim.start - AROUND) : claim.start], "suffix": text[claim.end : claim.end + AROUND],
        "stance": claim.stance, "hedge": claim.hedge, "speaker": list(claim.speaker), "rule": claim.rule,
    }  # fmt: skip


def _incidents(release: Release) -> Iterable[Entry]:
    yield from map(incident, rows(release))


def incident(row: Row) -> Entry:
    """Return one incident's row, keyed by column."""
    when, place, origins = row.when or {}, row.place or {}, row.finding("origins")
    return {
        "id": row.id, "title": row.title, "date_from": (when.get("from") or "")[:10], "date_to": (when.get("to") or "")[:10],
        "date_precision": when.get("precision") or "unknown", "place": place.get("text"),
        "place_precision": place.get("precision") or "unknown", "country": row.country, "geonames": place.get("geonames"),
        "lat": place.get("lat"), "lon": place.get("lon"), "radius_km": radius(place) if place.get("lat") is not None else None,
        "methods": row.words("method"), "targets": row.words("target"), "effects": row.words("effect"),
        "parties": [words.said("perpetrator", v) for v in row.parties],
        **{f"reported_{what}_{end}": _end(row.toll(what), end) for what in ("killed", "injured") for end in ENDS},
        "independent_origins": origins.value["independent_origins"] if origins else None,
        "origins": [o["label"] for o in origins.value["supporting"]] if origins else [],
        "denied_by": [o["label"] for o in origins.value["opposing"]] if origins else [],
        "sources": sorted({m.source for m in row.mentions}), "mentions": sorted(row.incident.mentions),
        "weakest_link": round(row.incident.links[0].score, 4) if row.incident.links else None,
        **_certainty(row.finding("certainty")),
    }  # fmt: skip


ENDS = ("low", "best", "high", "open")


def _end(toll: Finding | None, end: str) -> Any:
    return toll.value[end] if toll else None


def _certainty(found: Finding | None) -> Entry:
    value = found.value if found else {"attributes": {}, "grades": {}}
    rows_, grades = value["attributes"], value["grades"]
    return {f"certainty_{a}": rows_[a]["grade"] for a in rows_} | {f"grade_{g}": grades[g]["grade"] for g in grades}


def _casualties(release: Release) -> Iterable[Entry]:
    for row in rows(release):
        for toll in row.tolls:
            value = toll.value
            yield {
                "id": toll.id, "incident": row.id, "what": value["what"], "who": value["who"],
                **{end: value[end] for end in ENDS}, "ucdp_low": value["rules"]["ucdp"]["low"],
                "ucdp_high": value["rules"]["ucdp"]["high"], "acled": value["rules"]["acled"]["reported"],
                "said_by": sorted({s for f in value["figures"] for s in f["said_by"]}), "claims": list(toll.claims),
                "caveats": list(toll.caveats),
            }  # fmt: skip


def _totals(release: Release) -> Iterable[Entry]:
    for found in (f for f in release.findings if f.kind == "totals"):
        value = found.value
        whole = {
            "id": found.id, "total": found.about, "source": value["source"], "published": value["published"],
            "quote": value["quote"], "said_by": value["said_by"], "conflicts": _others(value, "conflicts"),
            "repeats": _others(value, "repeats"), "overlaps": _others(value, "overlaps"), "caveats": list(found.caveats),
            "date_from": (value["scope"]["window"] or {}).get("from"), "date_to": (value["scope"]["window"] or {}).get("to"),
            "places": value["scope"]["places"], "targets": value["scope"]["targets"],
        }  # fmt: skip
        for n, check in enumerate(value["checks"] or [{"verdict": value["verdict"]}], 1):
            yield whole | {"line": n} | {k: check.get(k) for k in _CHECK}


_CHECK = ("what", "who", "low", "high", "hedge", "verdict", "on_record", "on_record_high", "possible", "short_by", "incidents",
          "possible_incidents", "claim")  # fmt: skip


def _others(value: Entry, verdict: str) -> list[str]:
    return [o["total"] for o in value["others"] if o["verdict"] == verdict]


def _responses(release: Release) -> Iterable[Entry]:
    for found in (f for f in release.findings if f.kind == "responses"):
        for row in found.value["rows"]:
            for side in ("accusations", "own_claims", "replies"):
                yield from (_entry(found, e, side, row["about"], row["title"]) for e in row[side])
        yield from (_entry(found, e, "general_replies", None, None) for e in found.value["general_replies"])


SIDES = {"accusations": "accusation", "own_claims": "own_claim", "replies": "reply", "general_replies": "general_reply"}


def _entry(found: Finding, entry: Entry, side: str, about: str | None, title: str | None) -> Entry:
    plain = {k: entry[k] for k in ("mention", "source", "published", "quote", "said_by", "claim")}
    return plain | {
        "party": found.about, "party_label": found.value["label"], "side": SIDES[side], "about": about, "title": title,
        "stance": entry.get("stance"), "status": entry.get("status"),
    }  # fmt: skip


def _words(names: Sequence[str], kind: str, says: str) -> tuple[Column, ...]:
    return tuple(Column(n, says.format(n.replace("_", " ")), kind=kind, many=True) for n in names)


TABLES = (
    Table("sources", "One row for each source that was looked at.", (
        Column("id", "The source: a hash of its given name and its bytes.", required=True),
        Column("name", "The name under which it was added."),
        Column("title", "Its title."), Column("outlet", "Who published it."), Column("url", "Where it was published."),
        Column("lang", "Its language, ISO 639-1."), Column("published", "When it came out, ISO 8601."),
        Column("retrieved", "When it was kept, ISO 8601."), Column("media", "What kind of file it is."),
        Column("access", "Who may see it.", kind="access"),
        Column("sha256", "SHA-256 of its own bytes."),
        Column("reading", "The text that was read from it."),
        Column("text_sha256", "SHA-256 of that text in UTF-8, as it is released."),
        Column("mentions", "How many attacks, totals and responses it tells of.", "integer"),
        Column("translates", "The source that it translates."), Column("supersedes", "The older version that it replaces."),
    ), _sources),
    Table("mentions", "One row for each attack, total or response that a source tells of.", (
        Column("id", "The mention.", required=True), Column("source", "The source that tells of it.", required=True),
        Column("scope", "What it speaks of.", kind="scope"),
        Column("incident", "The incident that it belongs to, where it is one."),
        Column("quote", "The words that state it."), Column("start", "Where they begin in the reading, in code points.", "integer"),
        Column("end", "Where they end.", "integer"), Column("stance", "How the speaker stands to it.", kind="stance"),
        Column("speaker", "Who says it."), Column("place", "Where, as said."), Column("date", "When, as said."),
        Column("perpetrator", "Who is said to have done it, and how the text knows."), Column("count", "How many, as said."),
        Column("response_stance", "How the party answers, for a response."),
        *_words(("methods",), "method", "How it was attacked."), *_words(("targets",), "target", "What was hit."),
        Column("claims", "How many claims it holds.", "integer"),
    ), _mentions, links=(("source", "sources"), ("incident", "incidents"))),
    Table("claims", "One row for each claim: one field of one mention, cut from the words that state it.", (
        Column("id", "The claim.", required=True), Column("mention", "Its mention.", required=True),
        Column("source", "Its source.", required=True), Column("reading", "The text that it is cut from."),
        Column("run", "The pass of the rules that made it."), Column("field", "What it states.", kind="field"),
        Column("value", "Its value, as JSON where it is more than a word."), Column("said", "The value in words."),
        Column("quote", "The words that state it, exactly as they stand."),
        Column("start", "Where they begin in the reading, in code points.", "integer"), Column("end", "Where they end.", "integer"),
        Column("prefix", "What stands before them."), Column("suffix", "What stands behind them."),
        Column("stance", "How the speaker stands to it.", kind="stance"), Column("hedge", "How far it is held back.", kind="hedge"),
        Column("speaker", "Who says it, nearest to the event first."), Column("rule", "The rule that made it."),
    ), _claims, links=(("mention", "mentions"), ("source", "sources"))),
    Table("incidents", "One row for each incident on record: mentions that speak of one attack.", (
        Column("id", "The incident.", required=True), Column("title", "What, where and when, in a few words."),
        Column("date_from", "The first day on which it may have happened.", "date"), Column("date_to", "The last.", "date"),
        Column("date_precision", "How exactly the date is known.", kind="date_precision"),
        Column("place", "The finest place that is named."),
        Column("place_precision", "How exactly the place is known.", kind="place_precision"),
        Column("country", "ISO 3166-1 alpha-2."), Column("geonames", "GeoNames id of the place.", "integer"),
        Column("lat", "Latitude of the middle of the place, WGS 84. Read it with radius_km.", "number"),
        Column("lon", "Longitude of the middle of the place.", "number"),
        Column("radius_km", "How far from there it may have been.", "number"),
        *_words(("methods",), "method", "How it was attacked."), *_words(("targets",), "target", "What was hit."),
        *_words(("effects",), "effect", "What it did."),
        Column("parties", "Who is said to have done it, and how the texts know."),
        *(Column(f"reported_{what}_{end}", f"People reported {what}: {says}.", "boolean" if end == "open" else "integer")
          for what in ("killed", "injured") for end, says in (
              ("low", "the lowest figure any source gives"), ("best", "the figure of most independent origins"),
              ("high", "the highest figure any source gives"), ("open", "whether a source says that there may be more"))),
        Column("independent_origins", "How many independent origins stand behind it.", "integer"),
        Column("origins", "Who they are."), Column("denied_by", "Who says that it did not happen."),
        Column("sources", "The sources that tell of it."), Column("mentions", "Its mentions."),
        Column("weakest_link", "Probability (0 to 1) of the weakest link that holds its mentions together.", "number"),
        *(Column(f"certainty_{a}", f"How certain it is: {a.replace('_', ' ')}.") for a in ATTRIBUTES),
        *(Column(f"grade_{g}", f"The grade that {g.replace('_', ' ')} would give, as far as claims alone allow.") for g in GRADES),
    ), _incidents),
    Table("casualties", "One row for each incident, kind of harm and group of people: the range of what is reported.", (
        Column("id", "The finding.", required=True), Column("incident", "The incident.", required=True),
        Column("what", "What happened to them.", kind="count_kind"), Column("who", "To whom.", kind="victim"),
        Column("low", "The lowest figure any source gives.", "integer"),
        Column("best", "The figure of most independent origins.", "integer"),
        Column("high", "The highest figure any source gives.", "integer"),
        Column("open", "Whether a source says that there may be more.", "boolean"),
        Column("ucdp_low", "The lowest figure that its own speaker has not replaced.", "integer"),
        Column("ucdp_high", "The highest such figure.", "integer"), Column("acled", "The most conservative figure.", "integer"),
        Column("said_by", "Who gives a figure."), Column("claims", "The claims that it rests on."), Column("caveats", "Caveats."),
    ), _casualties, links=(("incident", "incidents"),)),
    Table("totals", "One row for each figure of each published total, checked against the incidents on record.", (
        Column("id", "The finding.", required=True), Column("line", "Its figures, numbered.", "integer", required=True),
        Column("total", "The mention that states the total.", required=True), Column("source", "Its source."),
        Column("published", "When the source came out."), Column("quote", "The words that state it."),
        Column("said_by", "Who says it."),
        Column("date_from", "First day that it covers.", "date"), Column("date_to", "Last day that it covers.", "date"),
        Column("places", "Places that it covers."), *_words(("targets",), "target", "Targets that it covers."),
        Column("what", "What it counts.", kind="count_kind"), Column("who", "Of whom or what."),
        Column("low", "The figure's lower end.", "integer"), Column("high", "Its upper end.", "integer"),
        Column("hedge", "How the figure is hedged.", kind="hedge"),
        Column("verdict", "How it stands against the record: it may be short, hold or contradict; it is never confirmed.",
               kind="audit_verdict"),
        Column("on_record", "How many are on record, at least.", "integer"),
        Column("on_record_high", "How many are on record, at most.", "integer"),
        Column("possible", "How many more may be inside the total's scope.", "integer"),
        Column("short_by", "How many are missing from the record.", "integer"),
        Column("incidents", "The incidents inside its scope."), Column("possible_incidents", "Those that may be."),
        Column("conflicts", "Other totals that contradict it."), Column("repeats", "Other totals that repeat it."),
        Column("overlaps", "Other totals that may count the same."), Column("claim", "The claim that states the figure."),
        Column("caveats", "Caveats."),
    ), _totals, key=("id", "line"), links=(("total", "mentions"),)),
    Table("responses", "One row for each accusation and each reply, per party, set side by side. Nothing here says who is right.", (
        Column("party", "The accused or replying party's key.", required=True), Column("party_label", "Its name."),
        Column("about", "The incident or total that it speaks of."), Column("title", "That in a few words."),
        Column("side", "Accusation, reply, the party's own claim, or a reply to nothing in particular."),
        Column("status", "How the text knows who did it, of an accusation.", kind="perpetrator_status"),
        Column("stance", "How the party answers, of a reply.", kind="response_stance"),
        Column("quote", "The words that say it."), Column("said_by", "Who says it."),
        Column("published", "When the source came out."),
        Column("source", "The source."), Column("mention", "The mention."), Column("claim", "The claim."),
    ), _responses, key=(), links=(("source", "sources"), ("mention", "mentions"))),
)  # fmt: skip
"""Every table of a dataset, in the order in which one reads them."""
