"""Responses: what an accused or concerned party answers, in which stance, and to which accusation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from solferino import name
from solferino.extract.agents import SURE
from solferino.extract.entities import PEACEFUL, Entity, root
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.scene import Hit, Scene, Sentence
from solferino.extract.speech import Speech

_LONG = 24
"""Words above which a reply is cut to the clause that makes it one."""
_QUOTES = frozenset('"“”')
_TAIL = 6
"""Words that may follow a reporting verb when what was said stands before it."""


ARMED = "armed"
"""Stands among accused parties for an armed group without a name."""


@dataclass(frozen=True, slots=True)
class Response:
    """One reply: tokens ``first`` to ``last`` say it."""

    sentence: Sentence
    first: int
    last: int
    stance: str
    speaker: Entity
    rule: str
    about: tuple[Fill, ...] = ()
    heads: bool = False
    """Whether it stands in the headline, and the text below gives a reply of the same side."""

    @property
    def aside(self) -> bool:
        """Whether it only ends a sentence that tells of the attack ("... killed nine, which the army denied")."""
        return (self.first - self.sentence.first) * 2 > self.sentence.last - self.sentence.first


_OF_ATTACK = ("alternative_explanation", "counter_accuses", "investigates")
"""Stances that answer nothing where no attack on anyone protected is told."""
ABOUT = ("target", "place", "date")
"""Fields that say which attack a reply is about."""


def read(scene: Scene, frames: Sequence[Frame]) -> Iterator[Response]:
    """Yield the replies of a text, with what they say of the attack that they answer."""
    told = any(f.states and (f.values("target") - {"military"} or _harms(scene, f)) for f in frames)
    agents = [a for f in frames for a in f.agents if f.states or f.blames or a.rule in SURE]
    agents = [a for a in agents if told or a.rule != "agent.own_act"]
    accused = sides([*(a.party for a in agents if a.party), *_deniers(scene, frames)])
    accused |= {ARMED} if any(a.party is None for a in agents) else set()
    before: frozenset[str] = frozenset()
    replies: list[Response] = []
    heads: set[int] = set()
    headed = scene.grammar.get("silent_speaker") or scene.grammar.get("cases")
    for frame in frames:
        about = tuple(fill for name in ABOUT for fill in frame.of(name))
        found = [replace(r, about=about) for r in find(scene, frame, accused, before)]
        replies += found
        heads |= {frame.sentence.index} if frame.headline and headed else set()
        before |= sides([a.party for a in frame.agents if a.party])
    below = {root(r.speaker.party) for r in replies if r.sentence.index not in heads}
    kept = [r for r in replies if r.sentence.index not in heads or root(r.speaker.party) not in below]
    if scene.grammar.get("cases"):
        yield from (replace(r, heads=True) for r in replies if r not in kept)
        kept = [r for r in kept if told or r.stance not in _OF_ATTACK]
    yield from (r for i, r in enumerate(kept) if not any(_repeats(scene, later, r) for later in kept[i + 1 :]))


def _harms(scene: Scene, frame: Frame) -> bool:
    """Whether people who are no fighters were killed or hurt, where that alone tells of an attack on them."""
    harmed = (f.value["who"] for f in frame.of("count") if f.value["what"] in ("killed", "injured"))
    return bool(scene.grammar.get("cases")) and any(who != "combatants" for who in harmed)


def _repeats(scene: Scene, later: Response, reply: Response) -> bool:
    """Whether a later sentence gives the same reply in other or more words ("... - ministry. The ministry said that ...")."""
    if (later.speaker.key, later.stance) != (reply.speaker.key, reply.stance) or not scene.grammar.get("cases"):
        return False
    words = [_content(scene, r) for r in (later, reply)]
    return len(words[0] & words[1]) * 2 > len(words[1])


def _content(scene: Scene, reply: Response) -> frozenset[frozenset[str]]:
    tokens = (scene.tokens[i] for i in range(reply.first, reply.last) if i not in scene.marked("function"))
    return frozenset(t.keys for t in tokens if t.is_word)


def _deniers(scene: Scene, frames: Sequence[Frame]) -> Iterator[str]:
    """Yield the parties that deny or admit an attack: whoever does was accused, if not in this text."""
    unblamed = bool(scene.grammar.get("cases")) and not any(f.agents for f in frames if f.states)
    for frame in frames:
        for speech in frame.speeches:
            party = (speech.speaker.party or _own_office(scene, frame, speech)) if speech.speaker else None
            attack = scene.find("event", speech.last, frame.sentence.last) or scene.find("method", speech.last, frame.sentence.last)
            if scene.grammar.get("cases") or scene.grammar.get("capitals"):
                attack = attack or scene.tagged("reply.own_hand", speech.last, frame.sentence.last)
            spoken_of = bool(attack) or _just_told(scene, frames, frame, speech)
            owns = spoken_of and (speech.stance in ("denies", "admits") or _is_not_ours(scene, speech.last, frame.sentence.last))
            explains = unblamed and _explains(scene, frame, speech)
            if party and (owns or explains or _scorns(scene, frame, speech)) and name.party(party).kind not in PEACEFUL:
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
    return accused and any(not _of_harm(scene, h) for h in scorned)


def find(scene: Scene, frame: Frame, accused: frozenset[str], before: frozenset[str]) -> Iterator[Response]:
    """Yield the replies of a sentence by parties that the text accuses, each stance once; ``before`` are those accused so far."""
    told: set[tuple[str, str]] = set()
    sentence, speeches = frame.sentence, frame.speeches
    if _is_heading(scene, sentence):
        return
    for i, speech in enumerate(speeches):
        speaker = of_office(scene, speech.speaker, accused) if speech.speaker else None
        if speaker is None or speech.rule == "speech.accusation" or not concerned(speaker, accused):
            continue
        silent = scene.grammar.get("silent_speaker")
        later = [s for s in speeches[i + 1 :] if s.first > speech.first and s.rule != "speech.accusation"]
        later = [s for s in later if silent or s.speaker is not speaker or _goes_on(scene, s)]
        last = min(_begins(later[0], speech), sentence.last) if later else sentence.last
        short = speech.stance in ("denies", "declines", "admits")
        said_by = speaker.last if sentence.first <= speaker.first < sentence.last else speech.last
        ahead = sentence.first <= speaker.first < speech.first and speaker.first - sentence.first <= _TAIL
        ends = min((s.first for s in speeches[i + 1 :] if s.first > speech.last), default=sentence.last)
        tail = ends - max(speech.last, said_by)
        trails = not short and not ahead and tail <= _TAIL and speech.first - sentence.first > _TAIL
        stance = _stance(scene, speech, sentence.first if trails else speech.first - 1, last)
        turns = "denies" in {s.stance for s in speeches[:i]} or _blames(scene, speech, last, before)
        if stance is None and ((speech.stance == "alleges" and turns) or _names_another(frame, speech, last, accused)):
            stance = "counter_accuses"
        if stance is None or (speaker.key, stance) in told:
            continue
        told.add((speaker.key, stance))
        if parts := _parts(scene, speech, last):
            yield from (Response(sentence, a, b, part, speaker, f"response.{part}") for a, b, part in parts)
            continue
        first, end = _words(scene, sentence, speech, stance, (trails, last))
        first = min(first, end - 1)
        yield Response(sentence, first, end, stance, speaker, f"response.{stance}")
        if stance.startswith("denies") and (at := _scorn(scene, speech, last)):
            told.add((speaker.key, "discredits_source"))
            yield Response(sentence, at, last, "discredits_source", speaker, "response.and_discredits_source")


def _parts(scene: Scene, speech: Speech, last: int) -> list[tuple[int, int, str]]:
    """What a denial says behind its colon, or several replies in one sentence, each with its stance; nothing for a plain reply."""
    colon = next((i for i in range(speech.last, min(speech.last + 4, last)) if scene.tokens[i].text == ":"), None)
    joins = scene.words("reply_joins")
    if not joins or (speech.stance != "states" and not (speech.stance == "denies" and colon)):
        return []
    that = next(
        (i for i in range(speech.last, min(speech.last + 9, last)) if scene.is_any(i, scene.words("complementizers"))), None
    )
    first = (colon if colon is not None else that if that is not None else speech.last - 1) + 1
    while first < last and (scene.tokens[first].text in ',:«"' or scene.is_any(first, scene.words("so_to_say"))):
        first += 1
    cuts = [i for i in range(first + 2, last - 2) if scene.tokens[i].text == "," and scene.is_any(i + 1, joins)]
    said = speech._replace(stance="states", last=first)
    bounds = [first, *(c + 2 for c in cuts), last + 2]
    parts = [(a, b - 2, _stance(scene, said, a, b - 2)) for a, b in pairwise(bounds)]
    kept = [(a, b, stance) for a, b, stance in parts if stance]
    return kept if len({stance for *_, stance in kept}) > 1 or (kept and speech.stance == "denies") else []


def _goes_on(scene: Scene, speech: Speech) -> bool:
    """Whether a speaker says a second thing with a verb of its own ("denied the strike and accused the rebels")."""
    joins = scene.tokens[speech.first].text.endswith(tuple(scene.grammar.get("active_endings", ())))
    return speech.rule == "speech.and_verb" and not joins and not scene.grammar.get("cases")


def _blames(scene: Scene, speech: Speech, last: int, accused: frozenset[str]) -> bool:
    """Whether one who is accused, and no other party of its country, accuses another of an attack."""
    own = root(speech.speaker.party) if speech.speaker else None
    turns = own in _roots(accused)
    if scene.is_any(speech.first, scene.words("claiming_only")):
        return False
    return (
        bool(scene.grammar.get("accused_last") or not scene.grammar.get("cases"))
        and turns
        and bool(scene.find("event", speech.last, last))
    )


def _names_another(frame: Frame, speech: Speech, last: int, accused: frozenset[str]) -> bool:
    """Whether one who is accused says that another party is to blame ("the coalition said the rebels were behind it")."""
    own = root(speech.speaker.party) if speech.speaker else None
    if own not in _roots(accused) or speech.stance != "states":
        return False
    sure = ("agent.accused", "agent.subject", "agent.before_noun") if frame.blames else ("agent.accused",)
    blamed = [a for a in frame.agents if a.rule in sure and speech.last <= a.first < last]
    return any(root(a.party) != own for a in blamed if a.party)


def _roots(accused: frozenset[str]) -> frozenset[str | None]:
    """Return the parties at the top of those accused, without the countries that stand for them."""
    return frozenset(root(a) for a in accused if a != ARMED and not a.isupper())


def _is_heading(scene: Scene, sentence: Sentence) -> bool:
    """Whether a few words without a full stop only head what follows ("The coalition denies")."""
    return sentence.last - sentence.first <= _TAIL and scene.tokens[sentence.last - 1].is_word


def _begins(later: Speech, speech: Speech) -> int:
    """Where another speaker's words begin: at its name, where that stands behind the first one's verb."""
    named = later.speaker.first if later.speaker else later.first
    return named if speech.last < named < later.first else later.first


def _words(scene: Scene, sentence: Sentence, speech: Speech, stance: str, within: tuple[bool, int]) -> tuple[int, int]:
    """What of a sentence is the reply: a denial with who denies, else what was said, without the words around it."""
    trails, last = within
    speaker = speech.speaker
    if trails:
        end = min(speaker.first, speech.first) if speaker and speaker.first >= sentence.first else speech.first
        quoted = scene.tokens[sentence.first].text in _QUOTES and scene.grammar.get("capitals") and not scene.grammar.get("cases")
        closes = [i for i in range(sentence.first + 4, end) if scene.tokens[i].text in _QUOTES] if quoted else []
        return sentence.first, max(closes[-1] if closes else end, sentence.first + 1)
    if speech.stance in ("denies", "declines", "admits") or scene.overlaps("reply", speech.first, speech.last):
        first = speaker.first if speaker and sentence.first <= speaker.first < speech.first else speech.first
        return first, last
    that = [i + 1 for i in range(speech.last, min(speech.last + 9, last - 3)) if scene.is_any(i, scene.words("complementizers"))]
    first = that[0] if that else speech.last
    dates = scene.covered("date")
    while first < last - 4 and (first in dates or scene.is_any(first, scene.words("said_lead"))):
        first += 1
    cues = scene.find("reply", first, last)
    commas = [i + 1 for i in range(first, cues[0].first) if scene.tokens[i].text in ",;"] if cues else []
    if stance == "discredits_source" and cues and scene.grammar.get("capitals") and not scene.grammar.get("cases"):
        ends = [i for i in range(cues[-1].last, last) if scene.tokens[i].text == "," and last - i > _TAIL]
        last = ends[0] if ends else last
    return (commas[-1] if commas and last - first > _LONG and stance == "counter_accuses" else first), last


def _scorn(scene: Scene, speech: Speech, last: int) -> int | None:
    """Where a denial goes on to discredit its source ("... suggesting it was an attempt to ...")."""
    cues = scene.tagged("reply.discredits_source", speech.last, last)
    verbs = [h.first for h in scene.find("say", speech.last, cues[-1].first)] if cues else []
    return verbs[-1] if verbs else None


def sides(parties: Sequence[str]) -> frozenset[str]:
    """Return the parties and the countries that stand for them."""
    known = [name.party(p) for p in parties]
    armed = [ARMED] if any(p.kind == "armed_group" for p in known) else []
    return frozenset([*parties, *(p.country for p in known if p.country), *armed])


def concerned(speaker: Entity, accused: frozenset[str]) -> bool:
    """Whether a speaker is, or belongs to, a party that the text accuses."""
    if speaker.party is None:
        return speaker.armed and ARMED in accused
    party = name.party(speaker.party)
    if party.kind == "armed_group" and ARMED in accused:
        return True
    return speaker.party in accused or (party.country in accused and party.kind not in PEACEFUL)


def _is_called_armed(scene: Scene, speaker: Entity) -> bool:
    """Whether a name that the codebook does not know is explained as an armed group's ("X, a local militia, denied ...")."""
    english = scene.grammar.get("capitals") and not scene.grammar.get("cases")
    return bool(english and speaker.kind == "body" and scene.tagged("actor.armed", speaker.first, speaker.last))


def of_office(scene: Scene, speaker: Entity, accused: frozenset[str]) -> Entity:
    """Give a bare office ("the ministry of defence") to the country of the text's readers where that is accused."""
    own = next((code.upper() for code in scene.words("own_country") if code.upper() in accused), None)
    if speaker.party is None and not speaker.armed and _is_called_armed(scene, speaker):
        return speaker._replace(armed=True)
    if speaker.party or own is None or not any(scene.is_any(i, scene.words("offices")) for i in range(speaker.first, speaker.last)):
        return speaker
    return speaker._replace(party=f"state.{own.lower()}")


def _stance(scene: Scene, speech: Speech, first: int, last: int) -> str | None:
    words = {h.word for h in scene.find("reply", first, last) if not _of_harm(scene, h)}
    said_by = speech.speaker
    aims = [h for h in scene.tagged("reply.aim", first, last) if not (said_by and said_by.first <= h.first < said_by.last)]
    aims = [h for h in aims if not scene.is_any(h.last, scene.words("civil"))]
    if any(scene.tagged("event.verb", h.first - 4 - _dated(scene, h.first), h.first) for h in aims):
        words.add("alternative_explanation")
    if speech.stance == "declines":
        return "declines_comment"
    if speech.stance == "admits" and scene.find("what", first, last):
        return "accepts_responsibility"
    if speech.stance == "admits" or ("accepts" in words and not _is_not_ours(scene, first, last)):
        return (
            "alternative_explanation" if "alternative_explanation" in words and "accepts" not in words else "accepts_responsibility"
        )
    if speech.stance == "denies":
        ours = "own_hand" in words or scene.find("event", speech.last, speech.last + 1) or _is_blame(scene, speech.last)
        return "denies_responsibility" if ours else "denies_event"
    if speech.stance == "alleges" and any(scene.is_any(i, scene.words("outlets")) for i in range(speech.last, speech.last + 3)):
        return "discredits_source"
    for word in (
        "counter_accuses",
        "discredits_source",
        "investigates",
        "alternative_explanation",
        "denies_responsibility",
        "denies_event",
    ):
        if word in words:
            return word
    return "denies_responsibility" if _is_not_ours(scene, first, last) else None


def _of_harm(scene: Scene, hit: Hit) -> bool:
    """Whether what did not happen is only harm ("there were no deaths"), not the attack."""
    return hit.word == "denies_event" and bool(scene.find("what", hit.last, hit.last + 2))


def _dated(scene: Scene, last: int) -> int:
    """Words of dates close before a token, which may stand between a verb and its object."""
    return len(scene.covered("date").intersection(range(last - 8, last)))


def _is_blame(scene: Scene, first: int) -> bool:
    """Whether what is denied is the blame itself ("rejected the accusation", "denied responsibility")."""
    small = scene.words("articles") | scene.words("the") | scene.words("modifiers")
    while first < len(scene.tokens) and scene.is_any(first, small):
        first += 1
    ends = first + 1 >= len(scene.tokens) or not scene.tokens[first + 1].is_word or scene.is_any(first + 1, scene.words("and"))
    return scene.is_any(first, scene.words("blames")) and (ends or scene.is_any(first, scene.words("own_blame")))


def _is_not_ours(scene: Scene, first: int, last: int) -> bool:
    """Whether a negation stands right before an attack verb or a word of one's own part ("we never hit", "were not involved")."""
    nots = [h for h in scene.find("negation", first, last) if not scene.overlaps("none", h.first, h.last)]
    return any(scene.tagged("event.verb", h.last, h.last + 3) or scene.tagged("reply.own_hand", h.first, h.last + 3) for h in nots)
