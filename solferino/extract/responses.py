"""Responses: what an accused or concerned party answers, and to which accusation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from solferino.extract import retorts
from solferino.extract.accused import (
    ANYONE,
    ARMED,
    accuses_else,
    blames_another,
    concerned,
    deniers,
    may_own,
    names_another,
    of_office,
    only_leads,
    only_turned,
    sides,
)
from solferino.extract.agents import SURE
from solferino.extract.arms import arms_named
from solferino.extract.entities import Entity, root
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.own_acts import tells_of_own_act
from solferino.extract.scene import Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech
from solferino.extract.stances import is_not_ours, reply_parts, scorn_begins, stance_of, turns_on

_LONG = 24
"""Words above which a reply is cut to the clause that makes it one."""
_QUOTES = frozenset('"“”')
_FEW = 5
"""Words below which a reply is told with the verb that says it."""
_TAIL = 6
"""Words that may follow a reporting verb when what was said stands before it."""
_SHORT = ("denies", "declines", "admits", "claims_responsibility")
"""Stances of verbs that are a reply by themselves."""
_OF_ATTACK = ("alternative_explanation", "counter_accuses", "investigates")
"""Stances that answer nothing where no attack on anyone protected is told."""
_CLAUSE = 3
"""Words that a clause has at least in which something else is answered."""
_NEAR = 3
"""Words of a clause within which its own verb of saying stands."""
_OPENS = 3
"""Words from which on what stands before a comma and a reporting verb was said."""
_OWN = ("denies_event", "denies_responsibility", "alternative_explanation", "accepts_responsibility", "discredits_source")
"""Stances by which whoever takes them answers for an attack."""
_DENYING = ("denies_event", "denies_responsibility", "discredits_source")
"""Stances that leave nothing of an attack."""
ABOUT = ("target", "place", "date")
"""Fields that say which attack a reply is about."""


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


def read(scene: Scene, frames: Sequence[Frame]) -> Iterator[Response]:
    """Yield the replies of a text, with what they say of the attack that they answer."""
    told = any(f.states and (f.values("target") - {"military"} or _harms(f)) for f in frames)
    agents = [a for f in frames for a in f.agents if f.states or f.blames or a.rule in SURE]
    agents = [a for a in agents if told or a.rule != "agent.own_act"]
    accused = sides([*(a.party for a in agents if a.party), *deniers(scene, frames)])
    accused |= {ARMED} if any(a.party is None for a in agents) else set()
    states = told if scene.unicase else any(f.states for f in frames)
    if states and (not accused or only_turned(scene, frames)):
        accused |= {ANYONE}
    before: frozenset[str] = frozenset()
    tellers: frozenset[str] = frozenset()
    replies: list[Response] = []
    heads: set[int] = set()
    headed = scene.grammar.get("silent_speaker") or scene.grammar.get("cases")
    for frame in frames:
        about = tuple(fill for name in ABOUT for fill in frame.of(name))
        found = [replace(r, about=about) for r in find(scene, frame, accused, before, tellers)]
        replies += found
        heads |= {frame.sentence.index} if frame.headline and headed else set()
        before |= sides([a.party for a in frame.agents if a.party])
        tellers |= {s.speaker.key for s in frame.speeches if s.speaker and (frame.states or frame.agents)}
    below = {_side(scene, r) for r in replies if r.sentence.index not in heads}
    kept = [r for r in replies if r.sentence.index not in heads or _side(scene, r) not in below]
    if scene.grammar.get("cases"):
        yield from (replace(r, heads=True) for r in replies if r not in kept)
        kept = [r for r in kept if told or r.stance not in _OF_ATTACK]
    if scene.analytic:
        kept = [r for i, r in enumerate(kept) if not (i and _adds_nothing(kept[i - 1], r))]
        kept = [r for r in kept if told or r.stance not in _OF_ATTACK]
    yield from (r for i, r in enumerate(kept) if not any(_repeats(scene, later, r) for later in kept[i + 1 :]))


def _side(scene: Scene, reply: Response) -> tuple[str | None, str]:
    """Whose reply it is, so that a headline is not told twice; where nouns have cases, also with what stance."""
    return root(reply.speaker.party), reply.stance if scene.grammar.get("cases") else ""


def _harms(frame: Frame) -> bool:
    """Whether people who are no fighters were killed or hurt, where that alone tells of an attack on them."""
    harmed = (f.value["who"] for f in frame.of("count") if f.value["what"] in ("killed", "injured"))
    return any(who != "combatants" for who in harmed)


def _repeats(scene: Scene, later: Response, reply: Response) -> bool:
    """Whether a later sentence gives the same reply in other or more words ("... - ministry. The ministry said that ...")."""
    if (later.speaker.key, later.stance) != (reply.speaker.key, reply.stance) or scene.unicase:
        return False
    words = [_content(scene, r) for r in (later, reply)]
    return len(words[0] & words[1]) * (1.2 if scene.analytic else 2) > len(words[1])


def _adds_nothing(before: Response, reply: Response) -> bool:
    """Whether a reply is the one of the sentence before it, told on."""
    same = (root(before.speaker.party), before.stance) == (root(reply.speaker.party), reply.stance)
    return same and before.speaker.party is not None and reply.sentence.index - before.sentence.index == 1


def _content(scene: Scene, reply: Response) -> frozenset[frozenset[str]]:
    tokens = (scene.tokens[i] for i in range(reply.first, reply.last) if i not in scene.marked("function"))
    return frozenset(t.keys for t in tokens if t.is_word)


def find(
    scene: Scene, frame: Frame, accused: frozenset[str], before: frozenset[str], tellers: frozenset[str] = frozenset()
) -> Iterator[Response]:
    """Yield the replies of a sentence by parties that the text accuses, each stance once; ``before`` are those accused so far,
    ``tellers`` the keys of those who told of an attack themselves.
    """
    told: set[tuple[str, str]] = set()
    spans: set[tuple[int, int]] = set()
    sentence, speeches = frame.sentence, [*frame.speeches, *retorts.speeches(scene, frame, accused)]
    if _is_heading(scene, sentence):
        return
    for i, speech in enumerate(speeches):
        speaker = of_office(scene, speech.speaker, accused) if speech.speaker else None
        if speaker is None or speech.rule == "speech.accusation":
            continue
        bare = not concerned(scene, speaker, accused)
        may = may_own(scene, speaker) if bare and accused and speaker.key not in tellers else ()
        if bare and not may:
            continue
        speech = speech._replace(speaker=speaker) if scene.words("forces_office") else speech
        silent = scene.grammar.get("silent_speaker")
        later = [s for s in speeches[i + 1 :] if s.first > speech.first and s.rule != "speech.accusation"]
        later = [s for s in later if silent or not _is_same(scene, s, speeches[i]) or _goes_on(scene, s)]
        last = min(_begins(later[0], speech), sentence.last) if later else sentence.last
        last = _rejoined(scene, speech, last)
        short = speech.stance in _SHORT and not _ends(scene, sentence, speech)
        ends = min((s.first for s in speeches[i + 1 :] if s.first > speech.last), default=sentence.last)
        trails = not short and _trails(scene, sentence, speech, speaker, ends)
        accuses = speech.stance == "alleges" and (not scene.analytic or scene.is_any(speech.first, scene.words("accusing")))
        turns = _denied(scene, speeches[:i], speaker) or blames_another(scene, speech, before)
        turns = turns if accuses else names_another(scene, frame, speech, last, accused, before)
        if bare:
            turns = speaker.party is None and accuses_else(scene, (sentence.first, sentence.last), before)
            may, turns = (*may, *(("counter_accuses",) if turns else ())), turns and accuses
        ending = min(speech.first, speaker.first) if scene.analytic and trails and speaker.first >= sentence.first else last
        stance = _stance(scene, sentence, speech, (sentence.first if trails else speech.first - 1, ending), turns)
        silent_on = speech.stance == "denies" or (speech.stance == "declines" and scene.grammar.get("cases"))
        if stance and silent_on and _is_of_else(scene, speech, sentence.last):
            continue
        if scene.analytic and not trails and speech.stance == "states":
            cut = next((i for i in range(speech.last + _CLAUSE, last - _CLAUSE) if _is_cut(scene, i)), last)
            stance = _stance(scene, sentence, speech, (speech.first - 1, cut), turns) or stance
        if stance == "denies_event" and _disowns(scene, speech, later, sentence.last):
            stance, last = "denies_responsibility", sentence.last
        side = (root(speaker.party) or speaker.key) if scene.analytic else speaker.key
        if bare and stance not in may:
            continue
        parts = reply_parts(scene, speech, last) if stance else []
        if scene.unicase:
            parts = [p for p in parts if _may_answer(scene, frame, speech, p[2], accused)]
        if (
            stance is None
            or (side, stance) in told
            or not ((parts and scene.unicase) or _may_answer(scene, frame, speech, stance, accused))
        ):
            continue
        told.add((side, stance))
        if parts:
            parts = [p for p in parts if not scene.unicase or p[2] == stance or (side, p[2]) not in told]
            told.update((side, part) for *_, part in parts)
            yield from (Response(sentence, a, b, part, speaker, f"response.{part}") for a, b, part in parts)
            continue
        trails &= not (scene.unicase and scene.is_any(speech.first - 1, scene.words("relative")))
        first, end = _words(scene, sentence, speech, stance, (trails, last))
        first = min(speech.first if (first, end) in spans else first, end - 1)
        spans.add((first, end))
        further = _further(scene, speech, sentence, told, side) if scene.analytic else []
        apart = [r.first - 1 for r in further if r.first > speech.last]
        if apart and stance_of(scene, speech, speech.first - 1, min(apart)) == stance:
            end = min(apart)
        yield Response(sentence, first, max(end, first + 1), stance, speaker, f"response.{stance}")
        yield from further
        if stance.startswith("denies") and (at := scorn_begins(scene, speech, last)):
            told.add((side, "discredits_source"))
            yield Response(sentence, at, last, "discredits_source", speaker, "response.and_discredits_source")


def _trails(scene: Scene, sentence: Sentence, speech: Speech, speaker: Entity, ends: int) -> bool:
    """Whether what was said stands before the verb and its speaker; ``ends`` is where the next speech begins."""
    said_by = speaker.last if sentence.first <= speaker.first < sentence.last else speech.last
    ahead = sentence.first <= speaker.first < speech.first and speaker.first - sentence.first <= _TAIL
    marked = bool(speech.first) and scene.tokens[speech.first - 1].text in ',،"”»:'
    opens = _OPENS - scene.unicase if marked else _TAIL
    beside = range(min(speech.first, speaker.first) - 2, speech.first)
    quoted = scene.analytic and any(scene.tokens[i].text in _QUOTES for i in beside)
    short = ends - max(speech.last, said_by) <= _TAIL or quoted or _ends_quotation(scene, sentence, speech)
    behind = not ahead and short and speech.first - sentence.first > opens
    if scene.unicase and scene.says("complementizers", speech.first, ends):
        behind = False
    return behind or _is_inverted(scene, sentence, speech) or scene.is_any(speech.first, scene.words("thus"))


def _denied(scene: Scene, earlier: Sequence[Speech], speaker: Entity) -> bool:
    """Whether a denial comes before in the sentence; without capitals, one of the same side."""
    denials = (s for s in earlier if s.stance == "denies")
    return any(not scene.unicase or (s.speaker and root(s.speaker.party) == root(speaker.party)) for s in denials)


def _is_inverted(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether a verb with its speaker behind it follows what was said ("Only rebels were hit, insisted Colonel X: ...")."""
    behind = speech.speaker is not None and 0 <= speech.speaker.first - speech.last <= _NEAR
    return scene.analytic and behind and speech.first - sentence.first > _OPENS and scene.tokens[speech.first - 1].text in ',"”'


def _further(scene: Scene, speech: Speech, sentence: Sentence, told: set[tuple[str, str]], side: str) -> list[Response]:
    """What else the speaker answers in the clauses behind, each stance once ("... and put the matter under review")."""
    found: list[Response] = []
    cuts = [i for i in range(speech.last + _CLAUSE, sentence.last - _CLAUSE) if _is_cut(scene, i)]
    for at, end in pairwise([*cuts, sentence.last]):
        others = [e for e in scene.find("say", at, end) if e.word in ("states", "alleges")]
        said = speech._replace(stance="states", first=at, last=at + 1)
        stance = stance_of(scene, said, at, end) if not others or others[0].first - at <= _NEAR else None
        if stance and (side, stance) not in told and speech.speaker and end - at > _CLAUSE:
            told.add((side, stance))
            found.append(Response(sentence, at + 1, end, stance, speech.speaker, f"response.and_{stance}"))
    return found


def _is_cut(scene: Scene, i: int) -> bool:
    """Whether a further clause of a sentence begins: behind a semicolon, or a comma or "and" that leads to a verb or a name."""
    if scene.tokens[i].text == ";":
        return True
    return scene.is_any(i, scene.words("turns")) and not scene.overlaps("count", i + 1, i + 2)


def _is_of_else(scene: Scene, speech: Speech, last: int) -> bool:
    """Whether what is denied is no attack, no harm and no blame ("denied a report that the crossing would be sold")."""
    if scene.analytic and scene.is_any(speech.first, scene.words("waving_aside")) and _are_people(scene, speech.last):
        return True
    if scene.grammar.get("cases"):
        return _is_of_trade(scene, speech, last)
    if not scene.analytic or last - speech.last <= _TAIL:
        return False
    told = scene.find(("event", "what", "method", "target", "reply", "actor"), speech.last, last)
    blame = scene.words("blames") | scene.words("own_blame") | scene.words("own") | scene.words("oneself")
    return not told and not any(scene.is_any(i, blame) for i in range(speech.last, last))


def _is_of_trade(scene: Scene, speech: Speech, last: int) -> bool:
    """Whether what is rejected or passed over in silence is named and is no attack, where nouns have cases ("... of resale")."""
    behind = [i for i in range(speech.last, last) if scene.tokens[i].is_word]
    if len(behind) < 2 or (speech.speaker and speech.last <= speech.speaker.first) or speech.stance == "admits":
        return False
    told = scene.find(("event", "what", "method", "target", "reply", "actor", "pronoun", "victim"), speech.first, last)
    said = scene.words("complementizers") | scene.words("blames") | scene.words("accusations")
    return not told and not any(scene.is_any(i, said) for i in behind)


def _are_people(scene: Scene, first: int) -> bool:
    """Whether those of a force stand right behind a verb, who so lost their posts ("dismissed two officers")."""
    first += scene.overlaps("count", first, first + 1)
    return scene.overlaps(("actor", "who"), first, first + 1) or bool(scene.tagged("source.office", first, first + 1))


def _may_answer(scene: Scene, frame: Frame, speech: Speech, stance: str, accused: frozenset[str]) -> bool:
    """Whether a stance shows that a party answers for an attack that nobody, or only the coalition that it leads, is blamed for."""
    party = speech.speaker.party if speech.speaker else None
    if ANYONE in accused:
        cases = bool(scene.grammar.get("cases"))
        cued = scene.has("reply.counter_accuses", speech.last, frame.sentence.last)
        from_abroad = (party is not None and root(party) != scene.state) or (cases and party is None)
        further = ("investigates", "counter_accuses") if cases and accused != {ANYONE} else ()
        owns = stance in _OWN or stance in further or (from_abroad and stance in ("investigates", "declines_comment"))
        tells = frame.states and frame.values("target") - {"military"} and not (cases and stance in _DENYING)
        claims = (speech.stance == "claims_responsibility" and not scene.unicase) or (
            speech.stance == "alleges" and not (cases and (stance != "counter_accuses" or cued))
        )
        return owns and not tells and not claims
    return stance != "counter_accuses" or not only_leads(party, accused)


def _stance(scene: Scene, sentence: Sentence, speech: Speech, within: tuple[int, int], turns: bool) -> str | None:
    """The stance of a speech by an accused party; ``turns`` is whether it accuses another."""
    if turns and scene.analytic and turns_on(scene, speech, within[1]):
        return "counter_accuses"
    stance = stance_of(scene, speech, *within)
    if stance is None and _struck_arms(scene, sentence, speech, within[1]):
        return "alternative_explanation"
    return "counter_accuses" if stance is None and turns else stance


def _is_same(scene: Scene, later: Speech, speech: Speech) -> bool:
    """Whether a later verb adds no other voice: that of the same speaker or side, or of what only shows something."""
    if later.speaker is speech.speaker or not scene.analytic:
        return later.speaker is speech.speaker
    shows = scene.is_any(later.first, scene.words("showing")) and not (later.speaker and later.speaker.party)
    sides = [root(s.speaker.party) if s.speaker else None for s in (later, speech)]
    return shows or (sides[0] is not None and sides[0] == sides[1])


def _disowns(scene: Scene, speech: Speech, later: Sequence[Speech], last: int) -> bool:
    """Whether who denies goes on that its own side did not do it ("denied that and said that it had not fired")."""
    same = (s for s in later if scene.unicase and s.speaker and speech.speaker and s.speaker.key == speech.speaker.key)
    ours = "reply.denies_responsibility"
    return speech.stance == "denies" and any(
        scene.tagged(ours, s.last, last) or is_not_ours(scene, s.last, last) for s in same if s.stance != "denies"
    )


def _goes_on(scene: Scene, speech: Speech) -> bool:
    """Whether a speaker says a second thing with a verb of its own ("denied the strike and accused the rebels")."""
    joins = scene.tokens[speech.first].text.endswith(tuple(scene.grammar.get("active_endings", ())))
    return speech.rule == "speech.and_verb" and not joins and not scene.grammar.get("cases")


def _struck_arms(scene: Scene, sentence: Sentence, speech: Speech, last: int) -> bool:
    """Whether a force says that it struck, and that what it struck was a foe's ("said it had targeted a militant base")."""
    return (
        scene.analytic and tells_of_own_act(scene, sentence, speech) and bool(arms_named(scene, speech.speaker, speech.last, last))
    )


def _is_heading(scene: Scene, sentence: Sentence) -> bool:
    """Whether a few words without a full stop only head what follows ("The coalition denies")."""
    return sentence.last - sentence.first <= _TAIL and scene.tokens[sentence.last - 1].is_word


def _rejoined(scene: Scene, speech: Speech, last: int) -> int:
    """Where somebody else is told to say the contrary, where nouns have cases ("..., but the rebels claim that ...")."""
    if not scene.grammar.get("cases") or speech.rule not in ("speech.before_verb", "speech.after_verb"):
        return last
    for i in range(speech.last + _FEW, last - 3):
        turns = scene.tokens[i].text == "," and scene.is_any(i + 1, scene.words("reply_joins"))
        if turns and any(scene.has("say", at, at + 1) for at in range(i + 3, min(i + _TAIL, last))):
            return i
    return last


def _cued(scene: Scene, stance: str, first: int, last: int) -> tuple[int, int] | None:
    """Of several sentences in one quotation, the one that has the words of a stance, behind its "that"."""
    cues = scene.tagged(f"reply.{stance}", first, last)
    stops = [i for i in range(first, last) if scene.tokens[i].text in ".!?"]
    if not cues or not stops:
        return None
    begins = max([first, *(i + 1 for i in stops if i < cues[0].first)])
    ends = min([last, *(i for i in stops if i >= cues[0].last)])
    that = [i + 1 for i in range(begins, cues[0].first) if scene.is_any(i, scene.words("complementizers"))]
    that = [i for i in that if not scene.is_any(i - 3, scene.words("correlatives"))]
    return (that[-1] if that else begins), ends


def _ends_quotation(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether a verb stands behind the quotation that opens its sentence, where nouns have cases ("...", says a paper of X)."""
    opens = scene.grammar.get("cases") and scene.tokens[sentence.first].text in '"«“„'
    near = range(max(sentence.first + 2, speech.first - 3), speech.first)
    return bool(opens) and any(scene.tokens[i].text in '"»”“' for i in near)


def _ends(scene: Scene, sentence: Sentence, speech: Speech) -> bool:
    """Whether an admission only ends what it is of, where nouns have cases ("the strike was an error, the ministry admitted")."""
    behind = speech.stance == "admits" and speech.first - sentence.first > _TAIL and sentence.last - speech.last <= _TAIL
    return bool(behind and scene.grammar.get("cases")) and scene.tokens[speech.first - 1].text in ",—–"


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
        quoted = scene.tokens[sentence.first].text in _QUOTES and scene.analytic
        closes = [i for i in range(sentence.first + 4, end) if scene.tokens[i].text in _QUOTES] if quoted else []
        if scene.analytic and speaker and speaker.first >= sentence.first:
            return sentence.first, max(speaker.last, speech.last)
        if scene.grammar.get("cases") and (part := _cued(scene, stance, sentence.first, end)):
            return part
        return sentence.first, max(closes[-1] if closes else end, sentence.first + 1)
    named = scene.is_any(speech.first, scene.words("calling"))
    named |= scene.analytic and speaker is not None and sentence.first <= speaker.first < speech.first
    if named or speech.stance in _SHORT or scene.overlaps("reply", speech.first, speech.last):
        first = speaker.first if speaker and sentence.first <= speaker.first < speech.first else speech.first
        return first, last
    that = [i + 1 for i in range(speech.last, min(speech.last + 9, last - 3)) if scene.is_any(i, scene.words("complementizers"))]
    first = that[0] if that else speech.last
    dates = scene.covered("date")
    while first < last - 4 and (first in dates or scene.is_any(first, scene.words("said_lead"))):
        first += 1
    cues = scene.find("reply", first, last)
    commas = [i + 1 for i in range(first, cues[0].first) if scene.tokens[i].text in ",;"] if cues else []
    if scene.unicase and last - first < _FEW:
        first = speaker.first if speaker and sentence.first <= speaker.first < speech.first else speech.first
    return (commas[-1] if commas and last - first > _LONG and stance == "counter_accuses" else first), last
