"""Texts read by the rule engine, and what their mentions say in few words."""

from __future__ import annotations

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Mention, Reading, group


def extracted(text: str, lang: str, published: str | None) -> tuple[Mention, ...]:
    """Read a text with the rule engine; every claim is proved."""
    reading = Reading(source="s", reader="test", version="1", text=text, lang=lang, published=published)
    claims = rules.extract(reading, run="run-1", gazetteer=gazetteer.load())
    for claim in claims:
        claim.prove(text)
    return group(claims, "s")


def unwrapped(text: str) -> str:
    """Return a text whose paragraphs were wrapped to fit a page."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def counts(mention: Mention) -> set[tuple[str, str, int | None, int | None]]:
    return {(c["what"], c["who"], c["low"], c["high"]) for c in mention.values("count")}


def parties(mention: Mention) -> dict[str, str]:
    return {p["label"] or p["name"]: p["status"] for p in mention.values("perpetrator")}


def stances(mentions: tuple[Mention, ...]) -> list[str]:
    return [m.values("response_stance")[0] for m in mentions if m.scope == "response"]


def told(mentions: tuple[Mention, ...], field: str) -> list[object]:
    """Return what attacks and totals say in a field: names and places by their words, other values as they are."""
    values = [v for m in mentions if m.scope != "response" for v in m.values(field)]
    return [v.get("own") or v.get("name") or v.get("text") if isinstance(v, dict) else v for v in values]


def speakers(mention: Mention) -> set[str]:
    """Return who speaks, by the name in the text and by the known party's."""
    return {name for s in mention.values("speaker") for name in (s["label"], s["name"]) if name}


def killed(who: str, n: int) -> tuple[str, str, int, int]:
    """Return what ``counts`` gives for so many killed of a group."""
    return ("killed", who, n, n)


def injured(who: str, n: int) -> tuple[str, str, int, int]:
    """Return what ``counts`` gives for so many injured of a group."""
    return ("injured", who, n, n)
