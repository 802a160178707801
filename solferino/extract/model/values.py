"""Values of a model's spans, read from the words by our own code."""

from __future__ import annotations

import datetime
from typing import Any

from solferino import count, date, language, name, vocabulary
from solferino.errors import BadRecord, UnknownWord
from solferino.extract.model.align import Aligned
from solferino.extract.model.answer import Said
from solferino.extract.model.passages import SIGNS
from solferino.extract.model.prompt import WORDS
from solferino.language import Token
from solferino.place import Gazetteer
from solferino.records import Json, Reading

_CUES = {
    "denies_event": ("say.denies", "reply.denies_event"),
    "denies_responsibility": ("say.denies", "reply.denies_responsibility", "reply.own_hand"),
    "accepts_responsibility": ("say.admits", "say.claims_responsibility", "reply.accepts", "reply.accepts_responsibility"),
    "declines_comment": ("say.declines", "reply.declines_comment"),
    "alternative_explanation": ("reply.alternative_explanation", "reply.aim"),
}
"""Tags of the words that may show a stance, besides ``reply.`` and the stance itself."""


class Reader:
    """Reads spans of one reading. A value is None where the words do not say what the field needs."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.gazetteer = gazetteer
        self.code = reading.lang or ""
        self.published = datetime.date.fromisoformat(reading.published[:10]) if reading.published else None

    def value(self, said: Said, at: Aligned) -> tuple[Json, str | None]:
        """Return the value and the hedge of a span of any field but those that state a mention."""
        quote = self.reading.text[at.start : at.end]
        if said.field in WORDS:
            return self._word(said, quote), None
        if said.field in ("target_name", "purpose", "legal"):
            return quote, None
        if said.field == "count":
            return self._count(quote)
        made = {"place": self._place, "date": self._date, "report_date": self._date, "perpetrator": self._who, "speaker": self._who}
        return made[said.field](quote), None

    def shows(self, stance: str, at: Aligned) -> bool:
        """Whether a word that shows a stance stands in the line around a span; never in a language without a pack."""
        start = self.reading.text.rfind("\n", 0, at.start) + 1
        cues = {f"reply.{stance}", *_CUES.get(stance, ())}
        return not cues.isdisjoint(self._tags(self.reading.text[max(start, at.start - 300) : at.end + 100]))

    def states(self, at: Aligned) -> bool:
        """Whether a span has a word of attack, harm or reply; always in a language without a pack."""
        tags = self._tags(self.reading.text[at.start : at.end])
        return self.code not in language.languages() or any(t.partition(".")[0] in SIGNS for t in tags)

    def _word(self, said: Said, quote: str) -> str | None:
        """Return the codebook word for what a quote names: our own lexicon's, else the model's if the codebook has it."""
        ours = [t.partition(".")[2] for t in self._tags(quote) if t.startswith(f"{said.field}.")]
        try:
            theirs = vocabulary.codebook().word(WORDS[said.field], said.word).key
        except UnknownWord:
            theirs = None
        return theirs if theirs in ours or not ours else ours[0]

    def _count(self, quote: str) -> tuple[Json, str | None]:
        found = count.parse(quote, self.code)
        what, who = _counted(self._tags(quote))
        if found is None or what is None:
            return None, None
        return {"what": what, "who": who, "low": found.low, "high": found.high, "approx": found.approx}, found.hedge

    def _place(self, quote: str) -> Json:
        found = self.gazetteer.find(quote)
        if not found:
            return {"text": quote, "rank": 0, "geonames": None, "lat": None, "lon": None, "precision": "unknown", "country": None}
        p = found[0]
        return {
            "text": quote, "rank": 0, "geonames": p.geonames, "lat": p.lat, "lon": p.lon, "precision": p.precision,
            "country": p.country,
        }  # fmt: skip

    def _date(self, quote: str) -> Json:
        try:
            span = date.parse(quote, self.code, self.published)
        except BadRecord:
            return None
        if span.start is None and span.end is None:
            return None
        start, end = (day.isoformat() if day else None for day in (span.start, span.end))
        return {"from": start, "to": end, "precision": span.precision}

    def _who(self, quote: str) -> dict[str, Any]:
        """Return a name with its party: the first that its words name, else none."""
        found = name.find(self._tokens(quote), self.code)
        party = found[0].party_key if found else None
        return {"name": quote, "party": party, "label": name.party(party).labels["en"] if party else None}

    def _tokens(self, text: str) -> tuple[Token, ...]:
        return language.tokens(text, self.code)

    def _tags(self, text: str) -> list[str]:
        """Return the tags of a text's words in order; none in a language without a pack."""
        if self.code not in language.languages():
            return []
        return [m.tag for m in language.pack(self.code).words.find(self._tokens(text))]


def _counted(tags: list[str]) -> tuple[str | None, str]:
    """Return what became of them and whom words count: people, else attacks, else facilities."""
    harms = [t.partition(".")[2] for t in tags if t.startswith("what.")]
    groups = [t.partition(".")[2] for t in tags if t.startswith("who.")]
    if harms:
        return harms[0], groups[0] if groups else "people"
    units = [
        unit for unit, start in (("attacks", "event.attacks"), ("facilities", "target.")) if any(t.startswith(start) for t in tags)
    ]
    return (units[0], units[0]) if units else (None, "")
