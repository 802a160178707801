"""The rule engine: from a reading to its claims, in one pass over its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from solferino import language
from solferino.extract import (
    accused,
    clauses,
    countries,
    events,
    gate,
    groups,
    naming,
    place_words,
    reporting,
    responses,
    retorts,
    shares,
    speech,
    stances,
    telling,
    toponyms,
)
from solferino.extract.agents import OWNED, SURE, Agent
from solferino.extract.claims import Writer
from solferino.extract.entities import root
from solferino.extract.events import Event
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.memory import Memory
from solferino.extract.responses import Response
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.place import Gazetteer
from solferino.records import Claim, Reading

ENGINE = "rules"
VERSION = "1"
_OWNING = ("admits", "claims_responsibility")
_LED = 9
"""Tokens at the head of a sentence within which a colon stands behind a speaker."""
_MOST = 200
"""Mentions that one reply may answer."""


def pack_hash(code: str) -> str:
    """Return the hash of the language pack that reads a language; empty if there is none."""
    return language.pack(code).hash if code in language.languages() else ""


def extract(reading: Reading, *, run: str, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """Return the claims of a reading; none if its language has no pack or it reports no attack on a protected target."""
    if not reading.lang or reading.lang not in language.languages():
        return ()
    scene = Scene(reading, language.pack(reading.lang), gazetteer)
    if not gate.may_be_relevant(scene):
        return ()
    toponyms.read(scene)
    home = countries.country(scene)
    toponyms.read(scene, home)
    scene.state = countries.state(home)
    read = _frames(scene, home)
    home = shares.home(read, home)
    replies = list(responses.read(scene, read))
    replied = {r.sentence.index for r in replies if not (r.aside or _tells_another(scene, r) or _owns_up(scene, r))}
    telling = list(_telling(scene, read, replied))
    told = events.gather(telling) or events.told_apart(telling) or events.gather(_owned(read, replied))
    found = [] if gate.is_combat(told) else [e for e in told if gate.is_event(e)]
    replies = [r for r in replies if not r.heads]
    if not gate.is_relevant(scene, found, replies):
        return ()
    return tuple(_claims(Writer(scene, run, home), found, read=read, replies=replies))


def _frames(scene: Scene, home: str | None) -> list[Frame]:
    place_words.place(scene)
    memory = Memory([])
    read = []
    for sentence in scene.sentences:
        if _is_teaser(scene, sentence):
            continue
        speaks = reporting.may_report(scene, sentence) or retorts.may_answer(scene, sentence)
        named = naming.find(scene, sentence) if speaks or telling.tells(scene, sentence) or _is_led(scene, sentence) else []
        spoken = speech.find(scene, sentence, named, memory)
        read += [telling.read(scene, part, named, spoken, home) for part in clauses.cut(scene, sentence, spoken)]
    for frame in read:
        if frame.fills:
            frame.headline = scene.tokens[frame.sentence.last - 1].text not in ".!?"
            break
    speech.fill_quotes(scene, [(f.sentence, f.speeches) for f in read])
    telling.told_of(scene, read)
    return groups.told(scene, shares.told(scene, read))


def _is_teaser(scene: Scene, sentence: Sentence) -> bool:
    """Whether a line below a text is cut short with an ellipsis, as the heads of other stories are that a page leads on to."""
    cut = scene.texts[sentence.last - 1] == "…" and sentence.index > 0
    return cut and scene.text[scene.tokens[sentence.last - 1].end :].lstrip(" ")[:1] in ("", "\n")


def _is_led(scene: Scene, sentence: Sentence) -> bool:
    """Whether a colon stands near the head of a sentence, behind who may say it, where nouns have cases ("Kremlin: not us")."""
    head = range(sentence.first + 1, min(sentence.first + _LED, sentence.last))
    return bool(scene.grammar.get("cases")) and any(scene.texts[i] == ":" for i in head)


def _telling(scene: Scene, read: Sequence[Frame], replied: AbstractSet[int]) -> Iterator[Frame]:
    """Yield the frames that are no reply; of a reply only whom it accuses or who admits it."""
    unblamed = scene.analytic and not any(f.agents for f in read if f.states)
    for frame in read:
        if frame.sentence.index not in replied:
            if not (scene.grammar.get("cases") and _is_of_reply(frame, replied)):
                yield frame
        elif told := _accused(scene, frame) or _repeated(scene, frame) or _countered(scene, frame):
            yield told
        elif frame.states and (
            any(s.stance in _OWNING and s.speaker for s in frame.speeches)
            or (not scene.grammar.get("cases") and any(a.rule in OWNED for a in frame.agents))
        ):
            yield frame
        elif sure := [a for a in frame.agents if a.rule in SURE and not _is_own(frame, a)]:
            spoken = [s for s in frame.speeches if s.stance in ("alleges", "admits", "claims_responsibility")]
            yield Frame(frame.sentence, [], sure, spoken, frame.entities, frame.signs, apart=frame.apart)
        elif unblamed and (own := _disowned(scene, frame)):
            yield Frame(frame.sentence, [], [own], [], frame.entities, frame.signs, apart=frame.apart)


def _tells_another(scene: Scene, reply: Response) -> bool:
    """Whether a counter-accusation tells of harm of its own ("the army accused the rebels of killing nine who fled")."""
    harm = scene.find("what", reply.first, reply.last) and scene.find("count", reply.first, reply.last)
    return bool(reply.stance == "counter_accuses" and harm and scene.analytic)


def _owns_up(scene: Scene, reply: Response) -> bool:
    """Whether a reply admits an attack, and so tells of it as others do, where nouns have cases."""
    return bool(scene.grammar.get("cases")) and reply.stance == "accepts_responsibility"


def _is_of_reply(frame: Frame, replied: AbstractSet[int]) -> bool:
    """Whether a sentence only says who reports the reply before it ("this was reported by the agency X")."""
    bare = not (frame.states or frame.agents or frame.of("target") or frame.of("count") or frame.of("place"))
    return bare and "same.x" in frame.signs and frame.sentence.index - 1 in replied


def _owned(read: Sequence[Frame], replied: AbstractSet[int]) -> list[Frame]:
    """Return the replies that tell of harm where nobody else does ("the army admitted that its strike had killed two")."""
    return [f for f in read if f.sentence.index in replied and f.states and f.of("count") and not _denies(f)]


def _denies(frame: Frame) -> bool:
    return any(s.stance == "denies" for s in frame.speeches)


def _accused(scene: Scene, frame: Frame) -> Frame | None:
    """Return what a denial tells of the whole attack, as others say it ("X denied Y's claim of a strike that killed nine")."""
    deniers = [s.speaker for s in frame.speeches if s.speaker and s.stance == "denies"]
    harmed = any(f.value["what"] not in ("attacks", "facilities") for f in frame.of("count"))
    keys = {d.key for d in deniers}
    others = [s for s in frame.speeches if s.speaker and s.stance in ("states", "alleges") and s.speaker.key not in keys]
    told = frame.states or (others and frame.of("target") and scene.words("counters"))
    if not (told and harmed and deniers):
        return None
    who = deniers[0]
    named = frame.agents or [
        Agent(who.first, who.last, who.text, who.party, "agent.accused", accused=True, key=who.name.casefold())
    ]
    return replace(frame, speeches=others, agents=named, states=True)


def _disowned(scene: Scene, frame: Frame) -> Agent | None:
    """Return who denies that an attack was its own, where nobody else is blamed ("the junta denied carrying out the strike")."""
    for said in frame.speeches:
        who = said.speaker
        if (
            who
            and who.party
            and said.stance == "denies"
            and stances.stance_of(scene, said, said.first - 1, frame.sentence.last) == "denies_responsibility"
        ):
            return Agent(who.first, who.last, who.text, who.party, "agent.accused", accused=True, key=who.name.casefold())
    return None


def _repeated(scene: Scene, frame: Frame) -> Frame | None:
    """Return the accusation that a reply repeats ("reports that our aircraft bombed the school are a fake, the ministry said")."""
    words = scene.words("accusations") if scene.grammar.get("cases") else frozenset()
    first = next((i for i in range(frame.sentence.first, frame.sentence.last) if scene.is_any(i, words)), None)
    if not frame.states or first is None:
        return None
    fills = [f for f in frame.fills if f.first > first]
    agents = [a._replace(accused=True) for a in frame.agents]
    kept = any(f.field == "target" and f.value != "other_civilian" for f in fills) and any(
        f.field in ("method", "place") for f in fills
    )
    return replace(frame, fills=fills, agents=agents, speeches=[], states=kept) if kept else None


def _countered(scene: Scene, frame: Frame) -> Frame | None:
    """Return the other attack that a counter-accusation tells ("the army accused the rebels of killing 19 people on Tuesday")."""
    harmed = any(f.value["what"] in ("killed", "injured") for f in frame.of("count"))
    accused = [a for a in frame.agents if a.accused]
    alleged = any(s.stance == "alleges" and s.speaker for s in frame.speeches)
    tied = bool(frame.of("place") or frame.of("date")) and "same.x" not in frame.signs
    told = frame.states and harmed and accused and alleged and tied and bool(scene.words("counters"))
    return replace(frame, agents=accused) if told else None


def _is_own(frame: Frame, agent: Agent) -> bool:
    """Whether an accusation only comes back from the accused ("the army blamed the rebels, who ...")."""
    spoken = [s for s in frame.speeches if s.speaker]
    if frame.apart and any(s.stance == "alleges" and s.last <= agent.first for s in spoken[1:]):
        return False
    first = spoken[0] if spoken else None
    return agent.rule == "agent.accused" and first is not None and first.stance != "alleges"


def _claims(writer: Writer, found: Sequence[Event], *, read: Sequence[Frame], replies: Sequence[Response]) -> list[Claim]:
    owners = _owners(found, replies) if writer.scene.analytic else {}
    inherited: dict[Event, list[Fill]] = {event: [] for event in found}
    for event, fill in events.inherit(found, read):
        inherited[event].append(fill)
    written = [claim for event in found for claim in writer.event(event, inherited[event], owners.get(event))]
    accusing = _accusing(written)
    for reply in replies:
        written += writer.response(reply, _answered(accusing, reply.speaker.party))
    return written


def _owners(found: Sequence[Event], replies: Sequence[Response]) -> dict[Event, str | None]:
    """Return the party that owns up to an attack: to the last one told before its reply of those it is named for."""
    owners: dict[Event, str | None] = {}
    for reply in replies:
        side = root(reply.speaker.party)
        if reply.stance != "accepts_responsibility":
            continue
        named = [
            e
            for e in found
            if not e.total and any(root(a.party) == side or (a.party is None and side is None) for _, a in e.agents)
        ]
        told = [e for e in named if e.frames[0].sentence.index <= reply.sentence.index] or named
        if told:
            owners[told[-1]] = side
    return owners


def _accusing(written: Sequence[Claim]) -> dict[str, dict[str, None]]:
    """Return the mentions that accuse each party or country, in reading order; of very many only the first."""
    accusing: dict[str, dict[str, None]] = {}
    for claim in written:
        if claim.field == "perpetrator" and claim.value["party"]:
            for side in accused.sides([claim.value["party"]]):
                mentions = accusing.setdefault(side, {})
                if len(mentions) < _MOST:
                    mentions[claim.mention] = None
    return accusing


def _answered(accusing: Mapping[str, Mapping[str, None]], party: str | None) -> list[str]:
    """Return the mentions that accuse the side of a party."""
    found = [accusing.get(side, {}) for side in sorted(accused.sides([party]))] if party else []
    return list(dict.fromkeys(mention for mentions in sorted(found, key=len, reverse=True) for mention in mentions))
