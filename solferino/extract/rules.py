"""The rule engine: from a reading to its claims, in one pass over its sentences."""

from __future__ import annotations

from collections.abc import Sequence

from solferino import language
from solferino.extract import clauses, entities, events, frames, gate, places, responses, speech
from solferino.extract.claims import Writer
from solferino.extract.events import Event
from solferino.extract.frames import Frame
from solferino.extract.responses import Response
from solferino.extract.scene import Scene
from solferino.place import Gazetteer
from solferino.records import Claim, Reading

ENGINE = "rules"
VERSION = "1"


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
    places.read(scene)
    home = places.country(scene)
    places.read(scene, home)
    scene.state = places.state(home)
    read = _frames(scene, home)
    replies = list(responses.read(scene, read))
    replied = {r.sentence.index for r in replies if not r.aside}
    found = [e for e in events.gather([f for f in read if f.sentence.index not in replied]) if gate.is_event(e)]
    found = found or events.told_apart(read)
    if not gate.is_relevant(scene, found, replies):
        return ()
    return tuple(_claims(Writer(scene, run, home), found, read=read, replies=replies))


def _frames(scene: Scene, home: str | None) -> list[Frame]:
    places.place(scene)
    memory = speech.Memory([])
    read = []
    for sentence in scene.sentences:
        named = entities.find(scene, sentence)
        spoken = speech.find(scene, sentence, named, memory)
        read += [frames.read(scene, part, named, spoken, home) for part in clauses.cut(scene, sentence, spoken)]
    for frame in read:
        if frame.fills:
            frame.headline = scene.tokens[frame.sentence.last - 1].text not in ".!?"
            break
    speech.fill_quotes(scene, [(f.sentence, f.speeches) for f in read])
    return read


def _claims(writer: Writer, found: Sequence[Event], *, read: Sequence[Frame], replies: Sequence[Response]) -> list[Claim]:
    inherited = list(events.inherit(found, read))
    written: list[Claim] = []
    for event in found:
        written += writer.event(event, [f for e, f in inherited if e is event])
    for reply in replies:
        written += writer.response(reply, _answered(written, reply.speaker.party))
    return written


def _answered(written: Sequence[Claim], party: str | None) -> list[str]:
    """Return the mentions that accuse the side of a party."""
    side = responses.sides([party]) if party else frozenset()
    accusing = [c for c in written if c.field == "perpetrator" and c.value["party"]]
    return list(dict.fromkeys(c.mention for c in accusing if side & responses.sides([c.value["party"]])))
