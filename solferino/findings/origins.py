"""Origins: who a report goes back to, so that forty articles on one statement count once.

A mention goes back to the speakers it names. Where it names none, it goes back to the agency it credits, else to its outlet;
copies of one text share one outlet. An unnamed witness is told apart by the text that quotes them. The same party speaking in two
languages is one origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from solferino.findings import answers
from solferino.findings.accounts import claims_of, counted, in_order, label, named, title, told_by
from solferino.findings.copies import families
from solferino.language import Phrases, languages, pack, tokens
from solferino.records import Finding, Ledger, Mention

KIND = "origins"
VERSION = "1"

HEAD = 160
"""Characters at the head of a text where an agency is credited."""
TAIL = 60
"""Characters at its end where one is."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who some mentions go back to; ``mentions`` and ``sources`` are ids."""

    key: str
    label: str
    mentions: tuple[str, ...]
    sources: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the origin as plain JSON values."""
        return {"key": self.key, "label": self.label, "mentions": list(self.mentions), "sources": list(self.sources)}


@dataclass(frozen=True)
class Tracing:
    """Who each mention of a ledger goes back to: labels by origin key, by mention id."""

    by_mention: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, mentions: Iterable[Mention]) -> tuple[Origin, ...]:
        """Return the origins of some mentions, in order of their keys."""
        labels: dict[str, str] = {}
        held: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: m.id):
            for key, name in self.by_mention[mention.id].items():
                labels[key] = min(name, labels.get(key, name))
                held[key].append(mention)
        return tuple(_origin(key, labels[key], held[key]) for key in sorted(held))


def _origin(key: str, name: str, mentions: Sequence[Mention]) -> Origin:
    return Origin(key, name, tuple(m.id for m in mentions), tuple(sorted({m.source for m in mentions})))


def trace(ledger: Ledger) -> Tracing:
    """Trace every mention of a ledger to its origins."""
    texts = {r.id: r.text for r in ledger.readings.values()}
    family = families(texts)
    outlets = {r: _outlet(ledger, r, family) for r in texts}
    return Tracing({m.id: dict(_origins(ledger, m, family, outlets)) for m in ledger.mentions.values()})


def _origins(
    ledger: Ledger, mention: Mention, family: Mapping[str, str], outlets: Mapping[str, tuple[str, str]]
) -> Iterable[tuple[str, str]]:
    speakers = mention.values("speaker")
    lang = ledger.readings[mention.reading].lang or ""
    for value in speakers:
        if not value.get("party") and _unnamed(value["name"], lang):
            yield f"unnamed:{family[mention.reading]}", f"{label(value)}, unnamed, in {outlets[mention.reading][1]}"
        else:
            yield named(value), label(value)
    if not speakers:
        yield outlets[mention.reading]


def _outlet(ledger: Ledger, reading: str, family: Mapping[str, str]) -> tuple[str, str]:
    """Return key and label of who published a text first, as far as the text says: an agency, else the outlet of its family."""
    head = ledger.readings[family[reading]]
    credited = _agency(ledger.readings[reading].text) or _agency(head.text)
    if credited:
        return credited
    name = head.outlet or ledger.sources[head.source].name
    return named({"name": name}), name


@cache
def _agencies() -> Phrases:
    return Phrases((name, alias) for name, aliases in AGENCIES.items() for alias in aliases)


def _agency(text: str) -> tuple[str, str] | None:
    for part in (text[:HEAD].split("\n\n")[0], text[-TAIL:]):
        found = _agencies().find(_marked(part))
        if found:
            return named({"name": found[0].tag}), found[0].tag
    return None


def _marked(part: str) -> Any:
    """Return the tokens of a part's bracketed or dashed credits, where an agency signs."""
    words = tokens(part, "")
    signs = [i for i, t in enumerate(words) if t.text in "()[]/-–—"]
    return words[: signs[-1] + 1] if signs else ()


@cache
def _roles() -> Phrases:
    return Phrases(("unnamed", phrase) for code in languages() for phrase in pack(code).section("unnamed_speakers") or ())


def _unnamed(name: str, lang: str) -> bool:
    """Say whether a speaker is a role without a name: residents, a witness, local sources."""
    words = tokens(name, lang)
    covered = {i for m in _roles().find(words) for i in range(m.first, m.last)}
    return bool(covered) and not any(t.text[:1].isupper() for i, t in enumerate(words) if i not in covered)


AGENCIES: dict[str, tuple[str, ...]] = {
    "Reuters": ("reuters", "رويترز", "рейтер", "рейтерс"),
    "AFP": ("afp", "agence france presse", "أ ف ب", "فرانس برس", "афп"),
    "Associated Press": ("ap", "associated press", "أسوشيتد برس"),
    "dpa": ("dpa", "د ب أ"),
    "Anadolu": ("anadolu", "aa", "الأناضول", "анадолу"),
    "TASS": ("tass", "itar tass", "تاس", "тасс"),
    "Interfax": ("interfax", "إنترفاكس", "интерфакс"),
    "RIA Novosti": ("ria novosti", "риа новости", "ريا نوفوستي"),
    "SANA": ("sana", "سانا"),
    "Xinhua": ("xinhua", "شينخوا", "синьхуа"),
    "EFE": ("efe",),
    "ANSA": ("ansa",),
    "Ukrinform": ("ukrinform", "укринформ", "укрінформ"),
}
"""News agencies as texts credit them at their head or end."""


def find(ledger: Ledger) -> list[Finding]:
    """Return for each incident who stands behind it and who denies that it happened."""
    tracing = trace(ledger)
    denials = opposing(ledger)
    return [_finding(tracing, i.id, told_by(ledger, i), denials.get(i.id, ())) for i in in_order(ledger)]


def opposing(ledger: Ledger) -> dict[str, tuple[Mention, ...]]:
    """Return by incident id the responses that say it did not happen."""
    incidents = {i.id for i in ledger.incidents}
    found: dict[str, dict[str, Mention]] = defaultdict(dict)
    for reply, about in answers.every(ledger):
        if "denies_event" in reply.values("response_stance"):
            for answered in about.keys() & incidents:
                found[answered][reply.id] = reply
    return {key: tuple(replies[m] for m in sorted(replies)) for key, replies in found.items()}


def _finding(tracing: Tracing, about: str, told: Sequence[Mention], denied: Sequence[Mention]) -> Finding:
    support = tracing.of(told)
    oppose = [{"key": named(v), "label": label(v), "mentions": [m.id]} for m in denied for v in m.values("party")]
    sources = sorted({m.source for m in told})
    value = {
        "title": title(told), "independent_origins": len(support), "counted_sources": len(sources), "sources": sources,
        "supporting": [o.to_json() for o in support], "opposing": oppose, "counted_opposing": len(oppose),
    }  # fmt: skip
    against = f"; {counted(len(oppose), 'reply')} that it did not happen".replace("replys", "replies") if oppose else ""
    summary = f"{counted(len(support), 'independent origin')} behind {counted(len(sources), 'source')}{against}: {title(told)}."
    claims = claims_of([*told, *denied], "event", "speaker", "response_stance")
    return Finding(
        kind=KIND, about=about, value=value, summary=summary, method=f"{KIND} {VERSION}", claims=claims, caveats=_caveats(support)
    )


def _caveats(support: Sequence[Origin]) -> tuple[str, ...]:
    unnamed = [o.label for o in support if o.key.startswith("unnamed:")]
    return (f"it cannot be told whether unnamed speakers are independent: {'; '.join(unnamed)}",) if unnamed else ()
