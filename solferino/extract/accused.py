"""The accused: the parties that a text accuses, and who speaks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solferino import name
from solferino.extract.entities import PEACEFUL, Entity, root
from solferino.extract.frames import Frame
from solferino.extract.scene import Scene
from solferino.extract.speech import Speech
from solferino.extract.stances import is_not_ours, is_of_harm, stance_of

ARMED = "armed"
"""Stands among accused parties for an armed group without a name."""
_DOING = ("agent.accused", "agent.subject", "agent.before_noun", "agent.by")
"""Rules by which a sentence says who did something."""
_ANSWERS = ("investigates", "alternative_explanation", "accepts_responsibility")
"""What forces of another country only say of an attack of their own."""
ANYONE = "anyone"
"""Stands among accused parties where an attack is told and nobody is blamed: whoever then denies or explains it is concerned."""
_ANSWERING = frozenset(("state", "forces", "ministry", "coalition", "armed_group"))
"""Kinds of parties that may answer for an attack that nobody is blamed for."""
_OWN_PART = ("denies_responsibility", "accepts_responsibility")
"""Stances by which any side answers for its own part in an attack."""
_OF_NONE = (*_OWN_PART, "denies_event", "alternative_explanation", "discredits_source", "declines_comment")
"""Stances by which a person without a side answers for those accused."""
_CARING = (".health", ".media_office")
"""Ends of the keys of offices that strike nobody."""
_COMMANDING = frozenset(("state", "forces", "ministry", "coalition"))
"""Kinds of parties that bare forces may be of."""


def deniers(scene: Scene, frames: Sequence[Frame]) -> Iterator[str]:
    """Yield the parties that deny or admit an attack: whoever does was accused, if not in this text."""
    unblamed = not scene.analytic and not any(f.agents for f in frames if f.states)
    for frame in frames:
        for speech in frame.speeches:
            party = (speech.speaker.party or _own_office(scene, frame, speech)) if speech.speaker else None
            attack = scene.find("event", speech.last, frame.sentence.last) or scene.find("method", speech.last, frame.sentence.last)
            if not scene.unicase:
                attack = attack or scene.tagged("reply.own_hand", speech.last, frame.sentence.last)
            spoken_of = bool(attack) or _just_told(scene, frames, frame, speech)
            owns = spoken_of and (speech.stance in ("denies", "admits") or is_not_ours(scene, speech.last, frame.sentence.last))
            explains = unblamed and _explains(scene, frame, speech)
            if (
                party
                and not (scene.unicase and party.endswith(_CARING))
                and (owns or explains or _scorns(scene, frame, speech))
                and name.party(party).kind not in PEACEFUL
            ):
                yield party


def _just_told(scene: Scene, frames: Sequence[Frame], frame: Frame, speech: Speech) -> bool:
    """Whether what is denied is only "the information" or "the accusation", right behind the sentences that tell an attack."""
    if not scene.grammar.get("cases") or speech.stance != "denies":
        return False
    near = range(speech.last, min(speech.last + 4, frame.sentence.last))
    if not any(scene.is_any(i, scene.words("accusations")) for i in near):
        return False
    return any(f.states and 0 < frame.sentence.index - f.sentence.index <= 2 for f in frames)


def _own_office(scene: Scene, frame: Frame, speech: Speech) -> str | None:
    """The state whose language is read, for a bare office ("the ministry of defence") that calls accusations false."""
    own = scene.words("own_country")
    if not own or speech.speaker is None or not _scorns(scene, frame, speech):
        return None
    return of_office(scene, speech.speaker, frozenset(code.upper() for code in own)).party


def _explains(scene: Scene, frame: Frame, speech: Speech) -> bool:
    """Whether forces of another country say what an attack that nobody is blamed for was aimed at."""
    party = name.party(speech.speaker.party) if speech.speaker and speech.speaker.party else None
    if party is None or party.kind not in ("ministry", "forces") or f"state.{party.country or ''}".lower() == scene.state:
        return False
    if scene.unicase:
        return stance_of(scene, speech, speech.first - 1, frame.sentence.last) in _ANSWERS
    said = scene.find("event", speech.last, frame.sentence.last)
    return bool(said) and bool(scene.tagged("reply.aim", speech.last, frame.sentence.last))


def _scorns(scene: Scene, frame: Frame, speech: Speech) -> bool:
    """Whether a party calls an accusation false ("called the allegations a fabrication")."""
    words = scene.words("accusations")
    accused = any(scene.is_any(i, words) for i in range(speech.last, frame.sentence.last))
    if accused and scene.grammar.get("cases") and scene.tagged("reply.discredits_source", speech.first, speech.last):
        return True
    stances = ("reply.discredits_source", "reply.denies_event", "reply.denies_responsibility")
    scorned = (h for tag in stances for h in scene.tagged(tag, speech.last, frame.sentence.last))
    return accused and any(not is_of_harm(scene, h) for h in scorned)


def blames_another(scene: Scene, speech: Speech, accused: frozenset[str]) -> bool:
    """Whether one who is accused, and no other party of its country, accuses another of an attack."""
    own = root(speech.speaker.party) if speech.speaker else None
    turns = own in _roots(accused)
    if scene.is_any(speech.first, scene.words("claiming_only")):
        return False
    return turns and bool(scene.analytic or scene.grammar.get("accused_last"))


def names_another(scene: Scene, frame: Frame, speech: Speech, last: int, accused: frozenset[str], before: frozenset[str]) -> bool:
    """Whether one who is accused says that another party is to blame ("the coalition said the rebels were behind it")."""
    own = root(speech.speaker.party) if speech.speaker else None
    if own not in _roots(accused) or speech.stance != "states":
        return False
    if frame.apart and not frame.blames and not any(frame.of(field) for field in ("place", "date", "count")):
        closed = _is_closed(scene, frame, speech)
        said = (a for a in frame.agents if (a.first >= speech.last and not closed) or _trails(speech, a.first))
        others = (a for a in said if a.rule in _DOING)
        return own in _roots(before) and any(root(a.party) != own for a in others)
    sure = {"agent.accused"} | ({"agent.subject", "agent.before_noun"} if frame.blames else set())
    sure |= {"agent.subject", "agent.by"} if scene.grammar.get("cases") else set()
    blamed = [
        a for a in frame.agents if a.rule in sure and (speech.last <= a.first < last or (frame.apart and _trails(speech, a.first)))
    ]
    if scene.analytic and not scene.find(("event", "what"), speech.last, last) and not scene.find("pronoun", speech.last, last):
        return False
    return any(root(a.party) != own for a in blamed if a.party)


def _is_closed(scene: Scene, frame: Frame, speech: Speech) -> bool:
    """Whether what is said ends with a quotation before the verb, so that nothing behind it was said."""
    quotes = [i for i in scene.quotes if frame.sentence.first <= i < frame.sentence.last]
    return bool(quotes) and quotes[-1] < speech.first


def _trails(speech: Speech, first: int) -> bool:
    """Whether a speaker and the verb stand behind what was said."""
    return speech.speaker is not None and first < speech.speaker.first < speech.first


def _roots(accused: frozenset[str]) -> frozenset[str | None]:
    """Return the parties at the top of those accused, without the countries that stand for them."""
    return frozenset(map(root, _named(accused)))


def _named(accused: frozenset[str]) -> list[str]:
    """Return the parties among those accused, without the countries that stand for them."""
    return [a for a in accused if a not in (ARMED, ANYONE) and not a.isupper()]


def sides(parties: Sequence[str]) -> frozenset[str]:
    """Return the parties and the countries that stand for them."""
    known = [name.party(p) for p in parties]
    armed = [ARMED] if any(p.kind == "armed_group" for p in known) else []
    return frozenset([*parties, *(p.country for p in known if p.country), *armed])


def only_leads(party: str | None, accused: frozenset[str]) -> bool:
    """Return whether a party is not accused itself, but leads a coalition that is ("Riyadh" of the Saudi-led coalition)."""
    led = {root(a) for a in accused if "." in a and name.party(a).kind == "coalition"}
    return party is not None and party not in accused and root(party) in led


def concerned(scene: Scene, speaker: Entity, accused: frozenset[str]) -> bool:
    """Whether a speaker is, or belongs to, a party that the text accuses; a rival government of its country does not."""
    if scene.analytic and scene.says("rivals", speaker.first, speaker.last):
        return False
    if scene.analytic and scene.says("civil_ministries", speaker.first, speaker.last):
        return False
    if speaker.party is None:
        rules = is_of_forces(scene, speaker) or (scene.unicase and _is_minister(scene, speaker))
        return (speaker.armed and not accused.isdisjoint((ARMED, ANYONE))) or (ANYONE in accused and rules)
    if scene.unicase and speaker.party.endswith(_CARING):
        return False
    party = name.party(speaker.party)
    if scene.unicase and party.kind == "intergovernmental" and not accused.isdisjoint(name.above(party)):
        return True
    if ANYONE in accused and party.kind in _ANSWERING:
        return True
    if party.kind == "armed_group" and ARMED in accused:
        return True
    if only_leads(speaker.party, accused) and party.kind not in PEACEFUL:
        return True
    apart = PEACEFUL | {"armed_group"} if scene.analytic or scene.grammar.get("cases") else PEACEFUL
    return speaker.party in accused or (party.country in accused and party.kind not in apart)


def _is_called_armed(scene: Scene, speaker: Entity) -> bool:
    """Whether a name that the codebook does not know is explained as an armed group's ("X, a local militia, denied ...")."""
    if not scene.analytic or scene.says("civil_groups", speaker.first - 1, speaker.last):
        return False
    named = scene.says("armed_bodies", speaker.first, speaker.last)
    return named or (speaker.kind == "body" and bool(scene.tagged("actor.armed", speaker.first, speaker.last)))


def of_office(scene: Scene, speaker: Entity, accused: frozenset[str]) -> Entity:
    """Give a bare office ("the ministry of defence") to the country of the text's readers where that is accused."""
    own = next((code.upper() for code in scene.words("own_country") if code.upper() in accused), None)
    if speaker.party is None and not speaker.armed and _is_called_armed(scene, speaker):
        return speaker._replace(armed=True)
    if scene.unicase and speaker.party is None and _is_led_by_arms(scene, speaker):
        return speaker._replace(armed=True)
    if scene.words("forces_office") and not scene.grammar.get("cases"):
        return _of_only_forces(scene, speaker, accused)
    if speaker.party is None and own and scene.says("offices", speaker.first, speaker.last):
        return speaker._replace(party=f"state.{own.lower()}")
    led = speaker.first - bool(scene.grammar.get("cases"))
    if speaker.party is None and not accused.isdisjoint((ARMED, ANYONE)) and scene.says("armed_bodies", led, speaker.last):
        return speaker._replace(armed=True)
    return _of_only_forces(scene, speaker, accused) if scene.grammar.get("cases") else speaker


def _is_led_by_arms(scene: Scene, speaker: Entity) -> bool:
    """Whether a speaker's office is an armed body's, without capitals ("the commander in the movement A B", "the gang's chief")."""
    links = scene.words("modifiers") | scene.words("role_links")
    bodies = (i for i in range(speaker.first, speaker.last) if scene.is_any(i, scene.words("armed_bodies")))
    return any(i == speaker.first or scene.is_any(i - 1, links) or scene.overlaps("source", i - 1, i) for i in bodies)


def _of_only_forces(scene: Scene, speaker: Entity, accused: frozenset[str]) -> Entity:
    """Give bare forces ("the army", "a military spokesman") to the one state or coalition that a text accuses."""
    if speaker.party is None and scene.grammar.get("cases") and (side := _of_adjective(scene, speaker)):
        return speaker._replace(party=side)
    if speaker.party is None and (side := _installed_by(scene, speaker, accused)):
        return speaker._replace(party=side)
    if speaker.party is None and scene.state and scene.state in accused and _is_minister(scene, speaker):
        return speaker._replace(party=scene.state)
    known = speaker.party is not None and (speaker.party in accused or scene.overlaps("party", speaker.first, speaker.last))
    states = {root(a) for a in _named(accused) if name.party(a).kind in _COMMANDING}
    if scene.unicase and not states and is_of_forces(scene, speaker):
        states = {a for a in _named(accused) if name.party(a).kind == "armed_group"}
    if known or not (is_of_forces(scene, speaker) or (speaker.party is None and _is_minister(scene, speaker))):
        return speaker
    return speaker._replace(party=states.pop()) if len(states) == 1 else speaker


def _of_adjective(scene: Scene, speaker: Entity) -> str | None:
    """The state whose adjective stands with an office or forces ("a source in the Russian special services")."""
    office = scene.has("source.office", speaker.first, speaker.last + 2)
    named = (
        scene.find("party", speaker.first - 1, speaker.last)
        if office or scene.says("forces_office", speaker.first - 1, speaker.last + 2)
        else []
    )
    return next((str(h.value) for h in named if name.party(h.value).kind == "state"), None)


def is_of_forces(scene: Scene, speaker: Entity) -> bool:
    """Return whether a name has a word for forces, a rank or a state's news house in it."""
    inside = (speaker.first, speaker.last)
    if scene.unicase and speaker.kind == "person" and scene.is_any(speaker.first, scene.words("ranks")):
        return not scene.says("retired", *inside)
    return scene.says("forces_office", *inside) or (scene.says("of_state", *inside) and scene.says("news_houses", *inside))


def _is_minister(scene: Scene, speaker: Entity) -> bool:
    """Whether a speaker is of a government that is not named, and so of the country that a text is about."""
    civil = scene.says("civil_ministries", speaker.first, speaker.last)
    return not civil and scene.says("ministers", speaker.first, speaker.last)


def _installed_by(scene: Scene, speaker: Entity, accused: frozenset[str]) -> str | None:
    """The accused state that put officials where they are ("Russian-installed officials")."""
    if not scene.is_any(speaker.first - 1, scene.words("installed")):
        return None
    named = scene.find("party", speaker.first - 4, speaker.first)
    return next((str(h.value) for h in named if root(h.value) in _roots(accused)), None)


def may_own(scene: Scene, speaker: Entity) -> tuple[str, ...]:
    """Return the stances by which one whom a text does not accuse still answers, where nouns have cases."""
    if not scene.grammar.get("cases"):
        return ()
    if speaker.party is not None:
        return _OWN_PART if name.party(speaker.party).kind in _ANSWERING else ()
    if not _speaks_for_none(scene, speaker):
        return ()
    return (*_OF_NONE, "investigates") if is_of_forces(scene, speaker) else _OF_NONE


def _speaks_for_none(scene: Scene, speaker: Entity) -> bool:
    """Whether a person is named with an office or without any role, and no party ("A B: ...")."""
    if speaker.kind not in ("person", "name", "body") or speaker.body:
        return False
    roles = [h.tag for h in scene.find("source", speaker.first, speaker.last)]
    if speaker.kind == "name" and (speaker.first and scene.tokens[speaker.first - 1].text in '"«“'):
        return False
    if scene.says("civil_ministries", speaker.first - 2, speaker.last):
        return False
    people = scene.find(("who", "target"), speaker.first, speaker.last)
    lone = speaker.kind == "name" and speaker.last - speaker.first < 2
    known = speaker.last - 1 in scene.lexical or (lone and scene.find("place_name", speaker.first, speaker.last))
    return not (people or known) and all(tag == "source.office" for tag in roles)


def only_turned(scene: Scene, frames: Sequence[Frame]) -> bool:
    """Return whether only a state's forces, behind an attack told without a culprit, say who did it, with cases."""
    blaming = [f for f in frames if f.agents]
    told = next((f for f in frames if f.states), None)
    if not scene.grammar.get("cases") or told is None or (blaming and told is blaming[0]):
        return False
    return all(any(_turns(scene, f, s) for s in f.speeches) for f in blaming)


def _turns(scene: Scene, frame: Frame, speech: Speech) -> bool:
    """Whether who blames another is of a state's forces, and of another country, or blames an armed group."""
    party = name.party(speech.speaker.party) if speech.speaker and speech.speaker.party else None
    groups = all(a.party is None or name.party(a.party).kind == "armed_group" for a in frame.agents)
    if party is None or any(root(a.party) == root(party.key) for a in frame.agents):
        return False
    return party.kind in _COMMANDING and (groups or root(party.key) != scene.state)


def accuses_else(scene: Scene, within: tuple[int, int], before: frozenset[str]) -> bool:
    """Return whether a side that may answer, but none that the text has accused before, is named between two tokens."""
    named = [h.value for family in ("party", "actor") for h in scene.find(family, *within) if h.value]
    sides_ = {root(str(v)) for v in named if "." in str(v) and name.party(str(v)).kind in _ANSWERING}
    known = _roots(before)
    return bool(sides_) and bool(known) and sides_.isdisjoint(known)
