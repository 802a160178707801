"""People who speak for nobody but themselves: who they are, and texts with their names blacked out.

A black-out keeps the length of a text, so that every quote still stands at its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from solferino import name
from solferino.language import Phrases, languages, pack, tokens
from solferino.language.forms import fold
from solferino.records import Claim, Ledger, Mention, Reading, Source

BAR = "█"
BODIES = ("source.body", "source.office")
BODY_WORDS = (
    "rescue", "watch", "watchers", "rights", "network", "observatory", "defence", "defense", "society", "crescent", "association",
    "centre", "center", "institute", "union", "federation", "directorate", "department", "council", "media", "news", "hospital",
    "منظمة", "شبكة", "مرصد", "هيئة", "وزارة", "مديرية", "لجنة", "مركز", "جمعية", "الدفاع المدني", "الهلال الأحمر", "مجلس", "وكالة",
    "организация", "сеть", "министерство", "управление", "комитет", "центр", "служба", "агентство", "совет", "мчс",
    "організація", "мережа", "міністерство", "управління", "комітет", "агентство", "рада",
)  # fmt: skip
"""Words in the name of a body, beside those that the language packs tag as such."""
VOICES = (
    "spokesman", "spokeswoman", "spokesperson", "spokesmen", "minister", "ambassador", "secretary general", "secretary-general",
    "متحدث", "متحدثة", "ناطق", "ناطقة", "وزير", "وزيرة", "سفير", "представитель", "представительница", "пресс-секретарь", "министр",
    "речник", "речниця", "міністр",
)  # fmt: skip
"""Roles in which a person speaks for a body."""
SHORTEST = 3
"""Letters of a part of a name below which it is no name on its own."""

Named = Mapping[tuple[str, str], str]
"""By reading and name as written, what stands for the person in a release."""


def named(ledger: Ledger, field: str) -> Named:
    """Return the people who are cited in a ledger for themselves, numbered in the order of their names."""
    outlets = {fold(r.outlet) for r in ledger.readings.values() if r.outlet}
    others = _others(ledger)
    speakers = [
        c for c in ledger.claims.values()
        if c.field == field and _is_person(c.value, ledger.readings[c.reading].lang or "", outlets, others[c.reading])
    ]  # fmt: skip
    number = {key: n for n, key in enumerate(sorted({fold(c.value["name"]) for c in speakers}), 1)}
    return {(c.reading, c.value["name"]): _stand_in(c.value, number[fold(c.value["name"])]) for c in speakers}


def _others(ledger: Ledger) -> dict[str, set[str]]:
    """Return by reading the folded words of the names of places, targets and parties in it."""
    found: dict[str, set[str]] = {key: set() for key in ledger.readings}
    for mention in ledger.mentions.values():
        found[mention.reading].update(fold(w.text) for text in _other_names(mention) for w in tokens(text, ""))
    return found


def _is_person(value: Mapping[str, Any], lang: str, outlets: set[str], others: set[str]) -> bool:
    """Whether a speaker may be a person: no party, body, office or outlet, and more than the name of a role and a place."""
    written = value["name"]
    if value.get("party") or name.of(written) or fold(written) in outlets:
        return False
    words = tokens(written, lang)
    if _bodies().find(words):
        return False
    if _spoken_for(value, lang):
        return False
    roles = {i for m in _roles().find(words) for i in range(m.first, m.last)}
    told = [t for i, t in enumerate(words) if i not in roles and t.is_word and not t.text.islower()]
    return any(fold(t.text) not in others for t in told)


@cache
def _bodies() -> Phrases:
    words = [pack(code).section("words") for code in languages()]
    known = [p for section in words for tag in BODIES for p in section.get(tag) or ()]
    return Phrases(("body", p) for p in (*known, *BODY_WORDS))


def _spoken_for(value: Mapping[str, Any], lang: str) -> bool:
    """Whether the words around a name say that the person speaks for a body, such as a spokesman's."""
    around = tokens(" ".join(value.get("chain") or ()), lang)
    return bool(_voices().find(around))


@cache
def _voices() -> Phrases:
    return Phrases(("voice", p) for p in VOICES)


@cache
def _roles() -> Phrases:
    return Phrases(("role", p) for code in languages() for p in pack(code).section("unnamed_speakers") or ())


def _stand_in(value: Mapping[str, Any], number: int) -> str:
    """Return what stands for a person: a number, and the role where its words are surely no names."""
    around = next((text.replace(value["name"], " ") for text in value.get("chain", ()) if value["name"] in text), "")
    words = re.findall(r"\w+", around)
    role = " ".join(words) if all(w.islower() for w in words) else ""
    return f"Person {number} ({f'{role}, ' if role else ''}name withheld)"


def unname(ledger: Ledger, people: Named) -> Ledger:
    """Return a ledger in which these people have no name, neither in a claim nor in a text or a title."""
    others = _others(ledger)
    bars = {key: _bars(key, people, others[key]) for key in ledger.readings}
    texts = {key: _mask(r.text, bars[key]) for key, r in ledger.readings.items()}
    of_source = {r.source: bars[key] for key, r in ledger.readings.items()}
    readings = {
        key: replace(r, text=texts[key], title=_mask(r.title, bars[key]), notes=tuple(_mask(n, bars[key]) for n in r.notes))
        for key, r in ledger.readings.items()
    }
    everywhere = _pattern(_spread(people))
    sources = {key: _unnamed_source(s, of_source.get(key, everywhere)) for key, s in ledger.sources.items()}
    mentions = {key: _unnamed(m, people, readings[m.reading], bars[m.reading]) for key, m in ledger.mentions.items()}
    sheets = {readings[key].id: told for key, told in ledger.sheets.items() if key in readings}
    return replace(ledger, readings={r.id: r for r in readings.values()}, sources=sources, mentions=mentions, sheets=sheets)


def _unnamed_source(source: Source, bars: re.Pattern[str]) -> Source:
    """Return a source without the names in its title, and, however they are spelled there, in its given name and address."""
    loose = re.compile(bars.pattern, re.IGNORECASE)
    spelled = {part: _mask(getattr(source, part), loose) for part in ("name", "url", "translates")}
    return replace(source, title=_mask(source.title, bars), **spelled)


def _bars(reading: str, people: Named, others: set[str]) -> re.Pattern[str]:
    """Match the people cited in a reading, whole and in part, and the whole names of all others."""
    own = {n for r, n in people if r == reading}
    parts = {p for n in own for p in re.findall(r"[^\W\d_]+", n) if len(p) >= SHORTEST and not p.islower()}
    return _pattern({*own, *_spread(people), *(p for p in parts if fold(p) not in others)})


def _other_names(mention: Mention) -> Iterable[str]:
    """Yield the names of places, targets and parties, of which a person's name may be made too."""
    yield from (v["text"] for v in mention.values("place"))
    yield from mention.values("target_name")
    yield from (v["name"] for field in ("perpetrator", "party") for v in mention.values(field))


def _spread(people: Named) -> set[str]:
    """Return the names that tell a person apart in any text: those of more than one word."""
    return {n for _, n in people if " " in n.strip()}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Match names as whole words, also with what Arabic writes onto them and in the cases of Slavic languages."""
    words = sorted({_form(n) for n in names}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])" if words else r"(?!)")


def _form(written: str) -> str:
    """Match a name; one of several words also in other capitals, with other marks between them."""
    words = re.split(r"[\s_-]+", written.strip())
    whole = r"[\s_-]+".join(map(_word_form, words))
    return f"(?i:{whole})" if len(words) > 1 else whole


def _word_form(word: str) -> str:
    if re.fullmatch(r"[\u0600-\u06ff]+", word):
        article = "(?:[بك]?ال|لل)" if word.startswith("ال") and len(word) > 4 else "[بلك]?"
        return rf"[وف]?{article}{word.removeprefix('ال') if len(word) > 4 else word}"
    if re.fullmatch(r"[\u0400-\u04ff]{4,}", word):
        return rf"{re.escape(word.rstrip('аеёиіїйоуыьэюяє'))}[\u0430-\u045f]{{0,3}}"
    return rf"{re.escape(word)}(?:['’]s)?"


def _mask(text: Any, bars: re.Pattern[str]) -> Any:
    return bars.sub(lambda m: re.sub(r"[^\W_]", BAR, m.group()), text) if text else text


def _unnamed(mention: Mention, people: Named, reading: Reading, bars: re.Pattern[str]) -> Mention:
    """Return a mention cut from the reading as it is shown, which is a reading of its own."""
    claims = tuple(_unnamed_claim(c, people, reading, bars) for c in mention.claims)
    return replace(mention, reading=reading.id, claims=claims)


def _unnamed_claim(claim: Claim, people: Named, reading: Reading, bars: re.Pattern[str]) -> Claim:
    chain = tuple(people.get((claim.reading, n)) or _mask(n, bars) for n in claim.speaker)
    value = _unnamed_value(claim, people, bars)
    return replace(claim, reading=reading.id, value=value, quote=reading.text[claim.start : claim.end], speaker=chain)


def _unnamed_value(claim: Claim, people: Named, bars: re.Pattern[str]) -> Any:
    if claim.field == "speaker" and (stand_in := people.get((claim.reading, claim.value["name"]))):
        return {**claim.value, "name": stand_in, "label": None, "chain": []}
    return _masked_value(claim.value, bars)


def _masked_value(value: Any, bars: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return _mask(value, bars)
    if isinstance(value, dict):
        return {k: _masked_value(v, bars) for k, v in value.items()}
    return [_masked_value(v, bars) for v in value] if isinstance(value, (list, tuple)) else value
