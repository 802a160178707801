"""From events and responses to claims: every field with its own quote, speaker, stance, hedge and rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from solferino import name
from solferino.extract.agents import OWNED, Agent
from solferino.extract.entities import Entity, root
from solferino.extract.events import Event
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.responses import Response
from solferino.extract.scene import Scene
from solferino.records import Claim, mention_id

_ARABIC = "\u0600"
"""Letters from here on have no capitals, so that a name is known by its second word."""
_CIVILIANS = ("people", "civilians", "children", "women", "men", "elderly")
"""Victim groups whose harm makes civilians the target where nothing else is."""


@dataclass(frozen=True)
class Writer:
    """Cuts claims from one scene for one run."""

    scene: Scene
    run: str
    home: str | None
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    def cut(self, mention: str, name_: str, value: Any, first: int, last: int, rule: str, **said: Any) -> Claim:
        """Return the claim that tokens ``first`` up to but not including ``last`` make."""
        start, end = self.scene.tokens[first].start, self.scene.tokens[last - 1].end
        claim = Claim(
            run=self.run, reading=self.scene.reading.id, mention=mention, field=name_, value=value, start=start, end=end,
            quote=self.scene.text[start:end], rule=rule, **said,
        )  # fmt: skip
        claim.prove(self.scene.text)
        return claim

    def anchor(self, scope: str, first: int, last: int) -> str:
        """Return the id of the mention that some tokens anchor."""
        return mention_id(self.scene.reading.id, scope, self.scene.tokens[first].start, self.scene.tokens[last - 1].end)

    def event(self, event: Event, inherited: Sequence[Fill], owner: str | None = None) -> Iterator[Claim]:
        """Yield the claims of one event; ``owner`` is the party that owns up to it elsewhere in the text."""
        scope = "total" if event.total else "incident"
        first, last = span(self.scene, event.anchor)
        key = self.anchor(scope, first, last)
        yield self.cut(
            key, "event", {"scope": scope}, first, last, "event.anchor", **said(event.anchor), hedge=_hedge(event.anchor)
        )
        targets = frozenset(event.targets)
        for frame in event.frames:
            yield from self.fills(key, frame, targets, event.vague)
        yield from self.bare(key, event)
        for fill in inherited:
            yield from self.fill(key, fill, {}, f"{fill.rule}.inherited")
        yield from self.country(key, event, inherited)
        witnessed = _witnessed(event)
        owned = {root(a.party): _status_of(f, a, a.party) for f, a in witnessed if a.party and a.rule in OWNED}
        for frame, agent in witnessed:
            if owned and agent.party is None:
                continue
            admitted = "admitted" if owner and root(agent.party) == owner else None
            yield from self.perpetrator(key, frame, agent, owned.get(root(agent.party), admitted))
        owning = {root(a.party) for f, a in witnessed if f.apart and a.rule in OWNED}
        voices = [s for frame in event.frames for s in frame.speakers if not s.party or root(s.party) not in owning]
        named = any(_is_named(s) and s.kind in ("body", "party") for s in voices)
        persons = any(_is_named(s) for frame in event.frames for s in frame.speakers if not frame.headline)
        accused = {root(a.party) for _, a in witnessed if a.party and a.rule != "agent.admits"}
        for frame in event.frames:
            if not (frame.headline and persons and self.scene.grammar.get("cases")) or any(map(_is_named, frame.speakers)):
                yield from self.speakers(key, frame, named, accused)

    def bare(self, key: str, event: Event) -> Iterator[Claim]:
        """Yield civilians as the target of an attack that names victims, or strikes a town, and nothing that was hit."""
        hurt = [f for f in event.of("count") if f.value["what"] in ("killed", "injured") and f.value["who"] in _CIVILIANS]
        if not hurt and not self.scene.grammar.get("capitals"):
            hurt = [f for f in event.of("place") if f.value["precision"] in ("settlement", "district", "within_1km")]
        if not event.of("target") and hurt:
            yield self.cut(key, "target", "other_civilian", hurt[0].first, hurt[0].last, "target.of_victims")

    def fills(self, key: str, frame: Frame, targets: frozenset[Fill], vague: frozenset[Fill]) -> Iterator[Claim]:
        """Yield the claims of one frame's fields."""
        words = said(frame)
        rank = 0
        for fill in frame.fills:
            if (
                (fill.field == "method" and fill in vague)
                or (fill.field == "target" and fill not in targets)
                or (fill.field == "method" and not (frame.states or frame.blames or "same.x" in frame.signs))
            ):
                continue
            if fill.field == "place":
                fill.value["rank"] = rank
                rank += 1
            yield from self.fill(key, fill, words, fill.rule)

    def fill(self, key: str, fill: Fill, words: Mapping[str, Any], rule: str) -> Iterator[Claim]:
        """Yield one field's claim, unless the mention already claims the same."""
        mark = (key, fill.field, fill.key or str(fill.value).casefold())
        if mark not in self.seen:
            self.seen.add(mark)
            yield self.cut(key, fill.field, fill.value, fill.first, fill.last, rule, **{**words, "hedge": fill.hedge})

    def country(self, key: str, event: Event, inherited: Sequence[Fill]) -> Iterator[Claim]:
        """Yield the country of the first place that has one."""
        for fill in (*event.of("place"), *inherited):
            if fill.field == "place" and fill.value["country"]:
                yield self.cut(key, "country", fill.value["country"], fill.first, fill.last, "country.of_place")
                return
        if self.home and (hit := _named_state(self.scene, self.home) or _named_town(self.scene, self.home)):
            yield self.cut(key, "country", self.home, hit[0], hit[1], "country.of_text")

    def perpetrator(self, key: str, frame: Frame, agent: Agent, owned: str | None = None) -> Iterator[Claim]:
        """Yield who is said to have done it, once per party and mention; ``owned`` is the status where it says so itself."""
        party = agent.party
        mark = (key, "perpetrator", root(party) or agent.key)
        if mark in self.seen:
            return
        self.seen.add(mark)
        status = owned or _status_of(frame, agent, party)
        value = {"name": agent.text, "party": party, "label": label(party), "status": status}
        yield self.cut(key, "perpetrator", value, agent.first, agent.last, agent.rule, **{**said(frame), "hedge": agent.hedge})

    def speakers(self, key: str, frame: Frame, named: bool, accused: AbstractSet[str | None]) -> Iterator[Claim]:
        """Yield who is cited for a mention, once each: a bare "monitor" only where no body is named, and no accused party."""
        passers = {s.via for s in frame.speakers} if self.scene.grammar.get("cases") else set()
        others = (s for s in frame.speakers if not (s.party and root(s.party) in accused))
        original = any(not _is_media(s) for s in others) and bool(self.scene.grammar.get("cases"))
        for speaker in frame.speakers:
            if speaker.text in passers or (original and _is_media(speaker)):
                continue
            rival = any(self.scene.is_any(i, self.scene.words("rivals")) for i in range(speaker.first, speaker.last))
            if speaker.party and root(speaker.party) in accused and not rival:
                continue
            if named and speaker.kind == "body" and not _is_named(speaker) and self._points_back(speaker):
                continue
            mark = (key, "speaker", speaker.key)
            if mark not in self.seen:
                self.seen.add(mark)
                yield self.cut(key, "speaker", voice(speaker), speaker.first, speaker.last, "speaker.cited")

    def _points_back(self, speaker: Entity) -> bool:
        """Whether a bare body may be one named elsewhere ("the group"), and no other ("aid groups", "the city hall")."""
        return not self.scene.analytic or self.scene.is_any(speaker.last - 1, self.scene.words("bodies"))

    def response(self, response: Response, answers: Sequence[str]) -> Iterator[Claim]:
        """Yield the claims of one response."""
        first, last = response.first, _trim(self.scene, response.first, response.last)
        key = self.anchor("response", first, last)
        speaker = response.speaker
        words = {"speaker": (speaker.own,), "stance": "denies" if response.stance.startswith("denies") else "states"}
        yield self.cut(key, "event", {"scope": "response"}, first, last, response.rule, **words)
        yield self.cut(key, "response_stance", response.stance, first, last, response.rule, **words)
        yield self.cut(key, "speaker", voice(speaker), speaker.first, speaker.last, "speaker.response")
        side = root(speaker.party) or speaker.party
        party = {"name": speaker.text, "party": side, "label": label(side)}
        yield self.cut(key, "party", party, speaker.first, speaker.last, "party.of_speaker")
        for fill in response.about:
            yield from self.fill(key, fill, words, f"{fill.rule}.of_response")
        if answers:
            yield self.cut(key, "answers", list(answers), first, last, "response.answers")


def _witnessed(event: Event) -> list[tuple[Frame, Agent]]:
    """The attackers of an event: as the outlet's own words name them in the text, else as others do, else as the headline does."""

    def order(named: tuple[Frame, Agent]) -> tuple[bool, bool]:
        frame, agent = named
        return frame.headline, bool(frame.speakers or agent.hedge or agent.accused)

    return sorted(event.agents, key=order)


def said(frame: Frame) -> dict[str, Any]:
    """Return the chain of speakers and the stance under which a frame's words stand."""
    stances = [s.stance for s in frame.speeches if s.speaker]
    return {"speaker": tuple(dict.fromkeys(s.own for s in frame.speakers)), "stance": stances[0] if stances else "states"}


def _is_media(entity: Entity) -> bool:
    """Whether a speaker is a news house, which passes on what others say where they are named beside it."""
    return entity.party is not None and name.party(entity.party).kind == "media"


def _is_named(entity: Entity) -> bool:
    """Whether a speaker has a name of its own; where nouns have cases also by a capital that its first of several words has."""
    words = entity.text.split()
    if entity.text[0] > _ARABIC and len(words) > 1:
        return True
    return bool(entity.party or entity.person or (entity.base and len(words) > 1 and words[0].istitle())) or any(
        w[0].isupper() for w in words[1:]
    )


def _hedge(frame: Frame) -> str | None:
    """The word that makes a frame's event uncertain, where one is."""
    return next((s.partition(".")[2] for s in ("hedge.if_confirmed", "hedge.may", "hedge.reportedly") if s in frame.signs), None)


def voice(entity: Entity) -> dict[str, Any]:
    """Return a speaker as a claim's value."""
    return {"name": entity.own, "party": entity.party, "label": entity.label, "chain": _chain(entity)}


def _chain(entity: Entity) -> list[str]:
    """Everyone between the event and the reader, nearest to the event first."""
    return [text for text in (entity.text if entity.text != entity.own else None, entity.via) if text]


def label(party: str | None) -> str | None:
    """Return a party's plain English name."""
    return name.party(party).labels["en"] if party else None


def _status_of(frame: Frame, agent: Agent, party: str | None) -> str:
    """Return how the text knows the perpetrator: stated, alleged, claimed or admitted."""
    if agent.rule in ("agent.own_act", "agent.claimed"):
        return "claimed"
    if agent.rule == "agent.admits" and frame.apart:
        return "admitted"
    own = [s for s in frame.speeches if s.speaker and party and root(s.speaker.party) == root(party)]
    if any(s.stance == "claims_responsibility" for s in own):
        return "claimed"
    if any(s.stance == "admits" for s in own):
        return "admitted"
    spoken = frame.speakers and not _only_figure(frame, agent)
    return "alleged" if spoken or agent.hedge or agent.accused else "stated"


def _only_figure(frame: Frame, agent: Agent) -> bool:
    """Whether only the figure at the end of a total is cited ("the army's raids have killed 1,400 people, X said")."""
    figures = [f.first for f in frame.of("count")]
    cited = [s for s in frame.speeches if s.speaker]
    trail = all(s.rule == "speech.cited" and figures and s.first > figures[0] for s in cited)
    return frame.unicase and frame.total and trail and bool(figures) and agent.first < figures[0]


def span(scene: Scene, frame: Frame) -> tuple[int, int]:
    """Return the tokens that state a frame's event: its sentence without a dateline ("KYIV (Reuters) -") and closing marks."""
    first, last = frame.sentence.first, frame.sentence.last
    for i in range(first, min(first + 9, last - 1)):
        if scene.tokens[i].text in "-–—" and scene.tokens[i - 1].text == ")" and scene.tokens[first].text.isupper():
            first = i + 1
    while first < last - 1 and scene.tokens[first].text in ",;:.)":
        first += 1
    return first, _trim(scene, first, last)


def _trim(scene: Scene, first: int, last: int) -> int:
    """Leave out the marks and the joining words at an end."""
    joins = scene.words("and") | scene.words("articles") | scene.words("clause")
    while last > first + 1 and (scene.tokens[last - 1].text in '.!?"”»,;' or scene.is_any(last - 1, joins)):
        last -= 1
    return last


def _named_town(scene: Scene, home: str) -> tuple[int, int] | None:
    """Where the text names a place of a country."""
    towns = scene.find("place_name", 0, len(scene.tokens))
    return next(((h.first, h.last) for h in towns if h.value[0].country == home), None)


def _named_state(scene: Scene, home: str) -> tuple[int, int] | None:
    return next(((h.first, h.last) for h in scene.all("party") if name.party(h.value).country == home), None)
