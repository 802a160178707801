"""The gate: what may leave a case under a disclosure profile, and the proof that nothing else does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from solferino import vocabulary
from solferino.errors import BadRecord, NotCleared
from solferino.publish import disclosing, remarks
from solferino.records import Claim, Finding, Incident, Judgement, Ledger, Mention, Release, canonical
from solferino.vocabulary import Word

Anew = Callable[[Ledger], tuple[Ledger, tuple[Finding, ...]]]
"""Links and assesses a ledger from which something was withheld, so that no number rests on what is not there."""

_ID = re.compile(r"\b(?:source|reading|mention|claim|incident)-[0-9a-f]{20}\b")


def clear(
    ledger: Ledger,
    findings: Iterable[Finding],
    *,
    profile: str,
    title: str,
    anew: Anew | None = None,
    unread: Iterable[tuple[str, str]] = (),
) -> Release:
    """Return what may leave under a disclosure profile, a word of the codebook.

    Sources above the profile's access levels, and translations of them, contribute nothing; its rules for fields are applied to
    what is left. Where that changes the ledger, findings are made ``anew``; without it, those that rest on anything withheld are
    dropped. ``unread`` are pairs of a source's given name and the reason why it could not be read, for the release's notes.
    Raises NotCleared when anything in the release still leads to what is withheld.
    """
    word = vocabulary.codebook().word("disclosure", profile)
    closed = _closed(ledger, word)
    shown, hidden = disclosing.disclose(_without(ledger, closed), word.extra["fields"])
    if shown == ledger:
        found = tuple(findings)
    elif anew is None:
        withheld = _said(ledger, closed, shown)
        found = tuple(f for f in findings if _stands(f, shown, withheld))
    else:
        shown, found = anew(shown)
    shown = replace(shown, judgements=tuple(_unsigned(shown, word)))
    inside = {ledger.sources[key].name for key in closed}
    names = None if _is_whole(word) else {s.name for s in shown.sources.values()} - inside
    failed = [(name, why) for name, why in unread if name not in inside]
    notes = (*remarks.withheld(ledger, closed, word, hidden), *remarks.unread(failed, names), *remarks.read(shown))
    release = Release(title=title, profile=profile, ledger=shown, findings=found, notes=notes)
    _prove(release, closed)
    return release


def _closed(ledger: Ledger, profile: Word) -> frozenset[str]:
    """Return the ids of the sources that stay inside: those above the profile, and translations of them."""
    levels = vocabulary.codebook().words("access")
    if strange := sorted({s.access for s in ledger.sources.values()} - set(levels)):
        raise NotCleared(f"a source has a level of access that the codebook does not know: {', '.join(strange)}")
    closed = {key for key, s in ledger.sources.items() if s.access not in profile.extra["access"]}
    while more := {key for key, s in ledger.sources.items() if s.translates in _names(ledger, closed)} - closed:
        closed |= more
    return frozenset(closed)


def _names(ledger: Ledger, sources: Iterable[str]) -> set[str]:
    """Return the given names and ids under which other sources may refer to some."""
    return {name for key in sources for name in (key, ledger.sources[key].name)}


def _without(ledger: Ledger, closed: frozenset[str]) -> Ledger:
    """Return a ledger without some sources and all that was made of them."""
    if not closed:
        return ledger
    kept = {key: m for key, m in ledger.mentions.items() if m.source not in closed}
    return replace(
        ledger,
        sources={key: replace(s, supersedes=None if s.supersedes in closed else s.supersedes)
                 for key, s in ledger.sources.items() if key not in closed},
        readings={key: r for key, r in ledger.readings.items() if r.source not in closed},
        sheets={key: told for key, told in ledger.sheets.items() if ledger.readings[key].source not in closed},
        mentions={key: replace(m, claims=tuple(_answering(m.claims, kept))) for key, m in kept.items()},
        incidents=tuple(part for incident in ledger.incidents for part in _parts(incident, kept)),
        judgements=tuple(j for j in ledger.judgements if not set(j.subject) & _gone(ledger, closed)),
    )  # fmt: skip


def _gone(ledger: Ledger, closed: frozenset[str]) -> set[str]:
    """Return the ids of all that was made of some sources, and their own."""
    mentions = [m for m in ledger.mentions.values() if m.source in closed]
    readings = {key for key, r in ledger.readings.items() if r.source in closed}
    return {*closed, *readings, *(m.id for m in mentions), *(c.id for m in mentions for c in m.claims)}


def _answering(claims: Iterable[Claim], kept: Mapping[str, Mention]) -> Iterable[Claim]:
    """Yield claims; an answer names only mentions that are kept."""
    for claim in claims:
        answered = [m for m in claim.value if m in kept] if claim.field == "answers" else []
        if claim.field != "answers":
            yield claim
        elif answered:
            yield replace(claim, value=answered)


def _parts(incident: Incident, kept: Mapping[str, Mention]) -> Iterable[Incident]:
    """Yield what is left of an incident: one part for the mentions that links among those kept still hold together."""
    links = [k for k in incident.links if k.left in kept and k.right in kept]
    left = [m for m in incident.mentions if m in kept]
    while left:
        part = {left[0]}
        while more := {m for k in links for m in (k.left, k.right) if part & {k.left, k.right}} - part:
            part |= more
        left = [m for m in left if m not in part]
        yield Incident(mentions=tuple(sorted(part)), links=tuple(k for k in links if k.left in part))


def _said(ledger: Ledger, closed: frozenset[str], shown: Ledger) -> frozenset[str]:
    """Return the words by which sources that stay inside could be told, and which nobody else uses."""
    sources = [ledger.sources[key] for key in closed]
    claims = [c for m in ledger.mentions.values() if m.source in closed for c in m.claims]
    told = {text for s in sources for text in (s.name, s.title, s.outlet, s.url)} | {c.quote for c in claims}
    anyway = canonical([s.to_json() for s in shown.sources.values()] + [m.to_json() for m in shown.mentions.values()])
    return frozenset(text for text in (*told, *(name for c in claims for name in c.speaker)) if text and text not in anyway)


def _stands(finding: Finding, shown: Ledger, withheld: frozenset[str]) -> bool:
    """Whether a finding made from a whole ledger rests on, and speaks of, nothing but what is shown of it."""
    plain = canonical(finding.to_json())
    speaks = any(text in plain for text in withheld)
    return set(finding.claims) <= set(shown.claims) and _ids(plain) <= _known(shown) and not speaks


def _unsigned(ledger: Ledger, profile: Word) -> Iterable[Judgement]:
    """Yield the judgements about what is shown, unsigned; their reasons only where nothing is left out."""
    whole, known = _is_whole(profile), _known(ledger)
    for said in ledger.judgements:
        if set(said.subject) <= known:
            yield replace(said, by="", at="", reason=said.reason if whole else "", value=said.value if whole else None)


def _is_whole(profile: Word) -> bool:
    """Whether a profile leaves nothing out, so that what it shows is for the team itself."""
    return not profile.extra["fields"] and set(profile.extra["access"]) == set(vocabulary.codebook().words("access"))


def _known(ledger: Ledger) -> set[str]:
    incidents = {i.id for i in ledger.incidents}
    return {*ledger.sources, *ledger.readings, *ledger.mentions, *ledger.claims, *incidents}


def _ids(plain: str) -> set[str]:
    return set(_ID.findall(plain))


def _prove(release: Release, closed: frozenset[str]) -> None:
    """Raise NotCleared unless every quote, every finding and every id of a release leads to what is in it."""
    ledger = release.ledger
    if closed & set(ledger.sources):
        raise NotCleared("a withheld source is in the release")
    for claim in ledger.claims.values():
        try:
            claim.prove(ledger.readings[claim.reading].text)
        except BadRecord as error:
            raise NotCleared(f"{claim.id} is not cut from its reading") from error
    known = _known(ledger)
    for finding in release.findings:
        if strangers := (_ids(canonical(finding.to_json())) | set(finding.claims)) - known:
            raise NotCleared(f"{finding.kind} about {finding.about} leads to what is not in the release: {min(strangers)}")
