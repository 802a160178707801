"""Where it happened: names of the gazetteer in the country of the document, and names beside a place word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import log10

from solferino import language, name
from solferino.extract import localities
from solferino.extract.entities import Entity, capitals
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene, Sentence
from solferino.place import Place

_ORDER = (
    "exact",
    "within_100m",
    "within_1km",
    "settlement",
    "linear",
    "water",
    "district",
    "province",
    "country",
    "unknown",
    "withheld",
)

_NO_NAMES = ("place", "place_name", "party", "target", "source", "date")
"""Families whose words do not go on with the name of a town."""
_SENTENCE = 80
"""Tokens within which the sentence behind a dateline ends."""
_DATELINE = 12
"""Tokens behind a town within which its dateline ends."""

_ORIGIN = 11
"""Tokens back from a place within which the positions of those who fired may stand."""

_WELL_KNOWN = 50_000
"""People from which on a town of another country is taken for meant."""

_UNSPOKEN = 0.25
"""What the places of a country weigh that a text never names, where it names another."""


def country(scene: Scene) -> str | None:
    """Return the ISO country that the places and states of a text point to most."""
    votes: defaultdict[str, float] = defaultdict(float)
    seen = set()
    for hit in scene.find("place_name", 0, len(scene.tokens)):
        named = scene.quote(hit.first, hit.last)
        if (
            scene.is_any(hit.first - 2, scene.words("based"))
            or _is_base(scene, hit)
            or _begins_name(scene, hit)
            or named in seen
            or (scene.grammar.get("cases") and (_heads_list(scene, hit) or _is_half(scene, hit)))
            or _is_of_another(scene, hit)
            or _is_particle(scene, hit)
            or _is_where_told(scene, hit)
            or (scene.overlaps("party", hit.first, hit.last) and not _is_placed(scene, hit))
            or (not scene.grammar.get("cases") and scene.overlaps("source", hit.first - 1, hit.first))
        ):
            continue
        seen.add(named)
        codes = {p.country for p in hit.value if p.country}
        shared = 0.5 if len(codes) > 1 and scene.grammar.get("cases") else 1.0
        for code in codes:
            known = 3.0 if hit.value[0].precision == "province" else shared * log10(hit.value[0].population + 10) ** 2 / 4
            votes[code] += known if code == hit.value[0].country else shared
    spoken = set()
    for hit in scene.find("party", 0, len(scene.tokens)):
        party = name.party(hit.value)
        home = party.country
        if party.kind == "media" and scene.words("bases"):
            continue
        if scene.grammar.get("cases") and hit.tag == "party.adjective" and not _is_located(scene, hit):
            spoken.update([home] if home else [])
        elif home and not scene.is_any(hit.first - 2, scene.words("based")):
            if not _is_only_of(scene, hit):
                spoken.add(home)
            votes[home] += 3.0 if _is_located(scene, hit) else 0.5 if hit.tag == "party.metonym" else 0.1
    for code in votes.keys() - spoken if spoken else ():
        votes[code] *= _UNSPOKEN
    return max(votes, key=lambda c: (votes[c], c)) if votes else None


def _is_where_told(scene: Scene, hit: Hit) -> bool:
    """Whether a capital is only where its government speaks ("it was said in Moscow")."""
    power = any(h.tag == "party.metonym" for h in scene.find("party", hit.first, hit.last))
    said = scene.find("say", hit.last, hit.last + 5) if power and scene.grammar.get("cases") else []
    return (
        bool(said)
        and not scene.find("event", hit.last, said[0].first)
        and all(scene.tokens[i].is_word or scene.tokens[i].text == "-" for i in range(hit.last, said[0].first))
    )


def _is_base(scene: Scene, hit: Hit) -> bool:
    """Whether a town is only where a body is based ("the New York-based group")."""
    return scene.is_any(hit.last + 1, scene.words("bases"))


def _begins_name(scene: Scene, hit: Hit) -> bool:
    """Whether a name is only the first word of a village's ("Nant Thar village"), where names have capitals."""
    if not scene.words("bases") or hit.last not in scene.upper or scene.overlaps("place_name", hit.last, hit.last + 1):
        return False
    return any(h.tag != "place.in" for h in scene.find("place", hit.last + 1, hit.last + 2)) and not scene.find(
        "place", hit.last, hit.last + 1
    )


def _is_only_of(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective only says whose something is ("a Russian raid"), where names have no capitals."""
    return hit.tag == "party.adjective" and not scene.grammar.get("capitals") and not _is_located(scene, hit)


def _is_placed(scene: Scene, hit: Hit) -> bool:
    """Whether a preposition of place stands before a name, where names have capitals ("in the west of Kabul")."""
    if not scene.grammar.get("capitals"):
        return False
    of_side = scene.is_any(hit.first - 1, scene.words("noun_of")) and scene.overlaps("place", hit.first - 2, hit.first - 1)
    return of_side or scene.is_any(hit.first - 1, scene.words("inside") | scene.words("located"))


@cache
def state(home: str | None) -> str | None:
    """Return the key of the state of a country."""
    return next((p.key for p in name.parties() if p.kind == "state" and p.country == home), None)


def _is_located(scene: Scene, hit: Hit) -> bool:
    """Whether something is said to be in a country, or to be of it ("in Syria", "Syria's war", "the Syrian town")."""
    behind = bool(scene.find(("target", "war", "place"), hit.last, hit.last + 3))
    if not scene.grammar.get("capitals") and not scene.grammar.get("cases"):
        behind = hit.tag == "party.adjective" and _is_of_place(scene, hit)
    if scene.grammar.get("cases"):
        behind = _describes(scene, hit)
    if behind and not scene.find("actor", hit.last, hit.last + 2):
        return not scene.find(("event", "method"), hit.last, hit.last + 2)
    state = name.party(hit.value).kind == "state"
    if (
        not scene.grammar.get("capitals")
        and state
        and hit.tag == "party.name"
        and scene.overlaps("place", hit.first - 1, hit.first)
    ):
        return True
    return state and any(scene.is_any(i, scene.words("inside")) for i in range(hit.first - 2, hit.first))


def _is_of_place(scene: Scene, hit: Hit) -> bool:
    """Whether the noun before an adjective is a place or what was hit, and no attack or forces ("the Syrian town")."""
    before = hit.first - 1
    return scene.overlaps(("target", "war", "place"), before, hit.first) and not scene.overlaps(
        ("event", "method", "actor"), before, hit.first
    )


def _describes(scene: Scene, hit: Hit) -> bool:
    """Whether a state's adjective describes a place or what was hit right behind it ("the Syrian town")."""
    words = [h for f in ("target", "place") for h in scene.find(f, hit.last, hit.last + 3) if h.tag != "place.in"]
    if scene.is_any(hit.first - 1, scene.words("speech_before")) and hit.last in scene.upper:
        return hit.tag == "party.adjective"
    return hit.tag == "party.adjective" and "NOUN" not in scene.tokens[hit.first].marks and bool(words)


def read(scene: Scene, home: str | None = None) -> None:
    """Add the gazetteer's names of a text to the scene, as hits of the family ``place_name``.

    With a country, names that only sound like one of its places are found as well.
    """
    hits: list[Hit] = []
    for i in scene.beginnings:
        if not hits or i >= hits[-1].last:
            length, found = _name_at(scene, i, home)
            if length == 1 and scene.grammar.get("cases") and (_is_short(scene, i) or scene.overlaps("source", i, i + 1)):
                continue
            if length == 1 and scene.grammar.get("cases") and _opens(scene, i) and _is_common(scene, i):
                continue
            if length and not (found[0].match == "skeleton" and (_goes_on(scene, i) or (length == 1 and _opens(scene, i)))):
                hits.append(Hit(i, i + length, "place_name", found))
    scene.replace("place_name", hits)


def _is_short(scene: Scene, i: int) -> bool:
    """Whether a word is an abbreviation in capitals, as of an office or a weapon."""
    text = scene.texts[i]
    return len(text) <= _ABBREVIATION and text.isupper()


_ABBREVIATION = 4
"""Letters up to which capitals alone make an abbreviation."""


def _is_common(scene: Scene, i: int) -> bool:
    """Whether a word is a common one, and does not head an entry of a list ("Marganets - artillery, two wounded")."""
    heads = i + 1 < len(scene.tokens) and scene.tokens[i + 1].text in "–—:" and "NOUN" in scene.tokens[i].marks
    return "common" in scene.tokens[i].marks and not heads


def _name_at(scene: Scene, i: int, home: str | None) -> tuple[int, tuple[Place, ...]]:
    """How many tokens the name of a place takes that begins at one; how it is spelled is looked up once."""
    spelled = scene.spelled.get(i)
    if spelled is None:
        spelled = scene.spelled[i] = _joined_at(scene, i, None) or scene.gazetteer.at(scene.tokens, i)
    if spelled[0] or home is None:
        return spelled
    return _joined_at(scene, i, home) or scene.gazetteer.sounding(scene.tokens, i, country=home)


def _goes_on(scene: Scene, i: int) -> bool:
    """Whether a name only goes on at a word ("Abu | al-Yusr"), so that the word alone is no name."""
    before = scene.tokens[i - 1] if i else None
    return before is not None and (i - 1 in scene.marked("particles")) and before.text[0].isupper()


def _joined_at(scene: Scene, i: int, home: str | None) -> tuple[int, tuple[Place, ...]] | None:
    """What the gazetteer knows of a Cyrillic name with an apostrophe, which it writes as a letter."""
    parts = scene.tokens[i : i + 3]
    if len(parts) < 3 or parts[1].text not in "'’‘" or parts[0].end != parts[1].start or parts[1].end != parts[2].start:
        return None
    whole = language.tokens(f"{parts[0].text}ʼ{parts[2].text}", scene.pack.code)
    length, found = scene.gazetteer.at(whole, 0, country=home) if len(whole) == 1 else (0, ())
    return (3, found) if length else None


def _opens(scene: Scene, i: int) -> bool:
    """Whether a word has its capital only because a sentence or a line begins with it."""
    return i == 0 or scene.tokens[i - 1].text in '.!?:"“”' or "\n" in scene.text[scene.tokens[i - 1].end : scene.tokens[i].start]


def find(scene: Scene, sentence: Sentence, entities: Sequence[Entity], home: str | None) -> list[Fill]:
    """Return the places of a sentence, each name once, most specific first."""
    known = list(_known(scene, sentence, entities, home))
    land = next((f.value["country"] for f in known if f.value["precision"] == "country"), home) if scene.words("bases") else home
    fills = {f.key: f for f in (*known, *_beside_words(scene, sentence, entities, land, known))}
    if scene.grammar.get("near_is_elsewhere") and any(f.rule != "place.near" for f in fills.values()):
        fills = {key: f for key, f in fills.items() if f.rule != "place.near"}
    return sorted(
        fills.values(),
        key=lambda f: (_ORDER.index(f.value["precision"]) if f.value["precision"] in _ORDER else len(_ORDER), f.first),
    )


def _known(scene: Scene, sentence: Sentence, entities: Sequence[Entity], home: str | None) -> Iterator[Fill]:
    for hit in scene.find("place_name", sentence.first, sentence.last):
        if (
            scene.has("place.district", hit.last, hit.last + 1)
            or _is_particle(scene, hit)
            or _is_named_after(scene, hit, entities)
            or _is_power(scene, hit)
            or _is_base(scene, hit)
            or _is_of_another(scene, hit)
            or _is_where_told(scene, hit)
            or _is_dateline(scene, hit)
            or _is_first_name(scene, hit, sentence)
            or _is_fled_to(scene, hit)
            or (scene.grammar.get("cases") and (_names_district(scene, hit) or _is_half(scene, hit) or _heads_list(scene, hit)))
        ):
            continue
        best = _best(_of_level(scene, hit), home, _is_in(scene, hit))
        if best and best.precision == "country" and scene.grammar.get("cases") and home not in (None, best.country):
            continue
        if best and (best.precision != "country" or _is_in(scene, hit)):
            leads = hit.last - hit.first > 1 and scene.is_any(hit.first, scene.words("place_lead"))
            wraps = next((i for i in (hit.first, hit.first - 1) if scene.is_any(i, scene.words("place_wraps"))), None)
            sided = wraps is not None and scene.is_any(hit.last, scene.words("directions"))
            if wraps is not None and sided:
                yield _side(scene, wraps, hit.last + 1, best)
            if wraps != hit.first or not sided:
                yield _fill(scene, hit.first + leads, hit.last, best, "place.gazetteer")


def _is_dateline(scene: Scene, hit: Hit) -> bool:
    """Whether a town at the head of a line says where it was written ("KYIV (Reuters) -", "BEIRUT, May 4 (AFP) -")."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    if not scene.tokens[hit.first].text.isupper():
        return _opens(scene, hit.first) and _is_written_from(scene, hit)
    at = hit.first
    while at > 0 and scene.tokens[at - 1].text.isupper() and not _opens(scene, at):
        at -= 1
    if not _opens(scene, at):
        return False
    ends = next((i for i in range(hit.last, min(hit.last + _DATELINE, len(scene.tokens))) if scene.tokens[i].text in "-–—:"), None)
    return ends is not None and all(_in_dateline(scene, i) for i in range(hit.last, ends))


def behind_dateline(scene: Scene, sentence: Sentence) -> int:
    """Return where a sentence begins behind its dateline ("DAKAR, Senegal (AP) -"); where it begins, if it has none."""
    first = sentence.first
    town = scene.tokens[first].text
    if not scene.grammar.get("capitals") or scene.grammar.get("cases") or not (town.isupper() and len(town) > 2):
        return first
    end = min(first + _DATELINE, sentence.last)
    dash = next(
        (i for i in range(first + 1, end) if scene.tokens[i].text in "-–—:" and scene.tokens[i - 1].end < scene.tokens[i].start),
        None,
    )
    return dash + 1 if dash and all(_in_dateline(scene, i) for i in range(first, dash)) else first


def _is_first_name(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a name goes on with unknown words, so that it is another's ("by Abiy Ahmed", "the town of Adi Daero")."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    run = next((h for h in capitals(scene, sentence) if h.first == hit.first), None)
    if run is None or run.last <= hit.last:
        return False
    if any(h.tag != "place.in" for h in scene.find(_NO_NAMES, hit.last, run.last + (_after(scene, run) is None))):
        return False
    return scene.has("by.x", hit.first - 1, hit.first) or (
        run.last == hit.last + 1 and (_before(scene, run) or _after(scene, run)) is not None
    )


def _is_fled_to(scene: Scene, hit: Hit) -> bool:
    """Whether a place is only where people fled to."""
    if not scene.grammar.get("capitals") or scene.grammar.get("cases"):
        return False
    to = [i for i in range(hit.first - 5, hit.first) if scene.is_any(i, scene.words("to"))]
    return bool(to) and scene.is_any(to[-1] - 1, scene.words("flight"))


def _is_written_from(scene: Scene, hit: Hit) -> bool:
    """Whether an agency in brackets and a dash, or a colon and a sentence, stand behind a town ("Juba, South Sudan: ...")."""
    ends = next((i for i in range(hit.last, min(hit.last + _DATELINE, len(scene.tokens))) if scene.tokens[i].text in "-–—:"), None)
    if ends is None or not all(_in_dateline(scene, i) for i in range(hit.last, ends)):
        return False
    if scene.tokens[ends].text != ":":
        return scene.tokens[ends - 1].text == ")"
    closing = next((t.text for t in scene.tokens[ends : ends + _SENTENCE] if t.text in ".!?"), "")
    line = scene.text[scene.tokens[hit.first].start :].partition("\n")[0].rstrip()
    return bool(closing) and line.endswith((".", '"', "”"))


def _in_dateline(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return not token.is_word or token.text.isupper() or token.text[0].isupper() or scene.overlaps("date", i, i + 1)


def _heads_list(scene: Scene, hit: Hit) -> bool:
    """Whether an adjective stands in a list before the place word that it shares ("in the Kyiv and Chernihiv regions")."""
    marks = scene.tokens[hit.first].marks
    if hit.last - hit.first > 1 or not marks or "NOUN" in marks or not scene.is_any(hit.last, scene.words("and")):
        return False
    return any(h.tag != "place.in" for h in scene.find("place", hit.last + 1, hit.last + 3))


def _is_of_another(scene: Scene, hit: Hit) -> bool:
    """Whether a name is part of a person's, of fighters', or of what is named after somebody ("the Kalinin hospital")."""
    if not scene.grammar.get("cases"):
        return False
    town = scene.overlaps("place_name", hit.first - 1, hit.first) and scene.find("place", hit.last - 1, hit.last)
    person = hit.first > 0 and not town and not scene.tokens[hit.first - 1].marks.isdisjoint(("Name", "Patr"))
    return person or scene.is_any(hit.first - 1, scene.words("named_for")) or scene.overlaps("actor", hit.first, hit.last)


def _is_half(scene: Scene, hit: Hit) -> bool:
    """Whether a name is only the first half of a word with a hyphen."""
    ends = scene.tokens[hit.last - 1].end
    return any(t.start == ends and t.text in "-'’‘" for t in scene.tokens[hit.last : hit.last + 1])


def _names_district(scene: Scene, hit: Hit) -> bool:
    """Whether a name stands undeclined behind "district" and so is the district's, not that of the town it is in."""
    district = any(h.last == hit.first for h in scene.tagged("place.district", hit.first - 2, hit.first))
    marks = scene.tokens[hit.first].marks
    return district and "nomn" in marks and "gent" not in marks


def _side(scene: Scene, first: int, last: int, place: Place) -> Fill:
    """The countryside on one side of a place ("the northern countryside of X"), where the words for it stand around the name."""
    fill = _fill(scene, first, last, replace(place, geonames=None, lat=None, lon=None, precision="district"), "place.side")
    return fill._replace(value={**fill.value, "text": scene.name(first, last)})


def _of_level(scene: Scene, hit: Hit) -> Sequence[Place]:
    """The places a name may stand for, of the level that a word before it gives ("the province of X")."""
    word = _before(scene, hit) if scene.grammar.get("capitals") else None
    if word is None or word.tag != "place.province":
        return hit.value  # type: ignore[no-any-return]
    provinces = [p for p in hit.value if p.precision == "province"]
    return provinces or [replace(p, precision="province") if p.precision == "settlement" else p for p in hit.value]


def named(scene: Scene, hit: Hit) -> Fill | None:
    """Return the place that a name stands for by itself, of whatever country."""
    best = _best(hit.value, None, True)
    return _fill(scene, hit.first, hit.last, best, "place.gazetteer") if best else None


def _is_particle(scene: Scene, hit: Hit) -> bool:
    return hit.last - hit.first == 1 and scene.is_any(hit.first, scene.words("particles"))


def _best(found: Sequence[Place], home: str | None, inside: bool) -> Place | None:
    """The place in the country of the text, else a well known one where the text says that something is in it."""
    local = next((p for p in found if p.country == home), None)
    known = found[0].precision in ("province", "country") or found[0].population > _WELL_KNOWN
    return local or (found[0] if home is None or (inside and known) else None)


def _is_in(scene: Scene, hit: Hit) -> bool:
    return scene.written_on("in", hit.first) or any(scene.is_any(i, scene.words("inside")) for i in range(hit.first - 2, hit.first))


def _is_power(scene: Scene, hit: Hit) -> bool:
    """Whether a capital's name stands for its government ("Moscow said")."""
    parties = [h for h in scene.find("party", hit.first, hit.last) if h.tag != "party.name" or hit.value[0].precision != "country"]
    if owns_attack(scene, hit) and any(h.tag == "party.metonym" for h in parties):
        return True
    if scene.is_any(hit.first - 1, scene.words("inside")) or _is_struck_town(scene, hit):
        return False
    parties = [h for h in parties if h.first == hit.first or scene.grammar.get("capitals")]
    return any(not _is_located(scene, h) and not _is_behind_place_word(scene, h.first) for h in parties)


def owns_attack(scene: Scene, hit: Hit) -> bool:
    """Whether a genitive "s" and an attack noun stand behind a name ("Kyiv's shelling")."""
    at = hit.last
    while at < min(hit.last + 2, len(scene.tokens)) and scene.tokens[at].text in ("'", "’", "s"):
        at += 1
    nouns = scene.find("event", at, at + 1) if at > hit.last and scene.grammar.get("agent_before_noun") else []
    return any(h.tag in ("event.attack", "event.attacks") for h in nouns)


def _is_struck_town(scene: Scene, hit: Hit) -> bool:
    """Whether a verb of attack stands right before a name that may be its object ("attacked Kyiv with drones")."""
    verb = any(h.last == hit.first for h in scene.tagged("event.verb", hit.first - 2, hit.first))
    return bool(scene.grammar.get("cases")) and verb and scene.may_be(hit.first, "accs")


def _is_behind_place_word(scene: Scene, i: int) -> bool:
    """Whether "central" or "the neighbourhoods of" stands before a name."""
    if scene.is_any(i - 1, scene.words("noun_of")):
        return scene.overlaps(("place", "target", "event"), i - 2, i - 1)
    return scene.is_any(i - 1, scene.words("place_words"))


def _is_named_after(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether the name is part of a body's or a person's name."""
    for entity in entities:
        if entity.first <= hit.first and hit.last <= entity.last and (entity.first, entity.last) != (hit.first, hit.last):
            if entity.person and scene.quote(hit.first, hit.last) in entity.person:
                return entity.person != scene.quote(hit.first, hit.last) or not _is_seat(scene, hit)
            if entity.kind == "person" and hit.tag == "place_name" and hit.value[0].precision == "country":
                return True
            role = any(h.last == hit.first for h in scene.find("source", entity.first, hit.first))
            if scene.grammar.get("cases") and role and "NOUN" in scene.tokens[hit.first].marks:
                return False
            if not _is_owned(scene, hit, [entity]):
                return False
            return entity.kind in ("body", "person", "party") and not scene.is_any(hit.first - 1, scene.words("place_words"))
    return False


def _beside_words(
    scene: Scene, sentence: Sentence, entities: Sequence[Entity], home: str | None, known: Sequence[Fill]
) -> Iterator[Fill]:
    """Names the gazetteer does not know, in a list of places: "the towns of A, B and C", "A and B districts"."""
    if not scene.grammar.get("capitals"):
        for named, word in localities.find(scene, sentence):
            yield _by_word(scene, named, word, home)
        return
    taken = {i for f in known for i in range(f.first, f.last)}
    names = [
        h
        for h in capitals(scene, sentence)
        if not taken.intersection(range(h.first, h.last))
        and h.first not in scene.banned
        and not (scene.grammar.get("cases") and _is_short(scene, h.first))
        and not _is_named_after(scene, h, entities)
        and not _is_fled_to(scene, h)
        and not scene.overlaps("party", h.first, h.last)
        and not scene.overlaps(("actor", "source"), h.first, h.last)
        and not (h.last - h.first == 1 and any(w.tag != "place.in" for w in scene.find("place", h.first, h.last)))
    ]
    words = [_after(scene, h) or _before(scene, h) or _told_before(scene, h) for h in names]
    for i in range(1, len(names)):
        if words[i] is None and words[i - 1] and words[i - 1].first < names[i - 1].first and _listed(scene, names[i - 1], names[i]):  # type: ignore[union-attr]
            words[i] = words[i - 1]
    for i in range(len(names) - 2, -1, -1):
        if words[i] is None and words[i + 1] and words[i + 1].first > names[i + 1].first and _listed(scene, names[i], names[i + 1]):  # type: ignore[union-attr]
            words[i] = words[i + 1]
    struck = {h for h in names if _is_struck(scene, h, entities)}
    for left, right in pairwise(names):
        if left in struck and _listed(scene, left, right):
            struck.add(right)
    for hit, beside in zip(names, words, strict=True):
        if beside is None and (home or scene.grammar.get("cases")) and (_stands_in(scene, hit, entities) or hit in struck):
            place = Place(scene.quote(hit.first, hit.last), None, None, None, "settlement", home, None)
            yield _fill(scene, hit.first, hit.last, place, "place.in")
        if beside:
            yield _by_word(scene, hit, beside, home)


def _by_word(scene: Scene, hit: Hit, word: Hit, home: str | None) -> Fill:
    """A name that only a place word beside it makes a place."""
    precision = {"place.province": "province", "place.district": "within_1km"}.get(word.tag, "settlement")
    place = Place(scene.quote(hit.first, hit.last), None, None, None, precision, home, None)
    fill = _fill(scene, hit.first, hit.last, place, "place.word")
    return fill._replace(value={**fill.value, "text": hit.value}) if hit.value else fill


def _stands_in(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether an unknown name stands right behind "in" or "near", and is nobody's."""
    at = hit.first - 1
    while scene.is_any(at, scene.words("sides_of_place")):
        at -= 1
    foreign = scene.grammar.get("cases") and scene.tokens[hit.first].text.isascii()
    if all(scene.is_any(i, scene.words("sides_of_place")) for i in range(hit.first, hit.last)):
        return False
    if foreign or not scene.is_any(at, scene.words("located")) or scene.tokens[hit.first].text.isupper():
        return False
    return not _is_owned(scene, hit, entities) or _is_seat(scene, hit)


def _is_seat(scene: Scene, hit: Hit) -> bool:
    """Whether a name behind a plain noun and "in" says where people are, even where they are named so ("an armed group in X")."""
    at = hit.first - 1 - scene.is_any(hit.first - 1, scene.words("articles"))
    if not scene.grammar.get("capitals") or scene.grammar.get("cases") or not scene.is_any(at, scene.words("located")):
        return False
    return scene.tokens[at - 1].text.islower() or at < 2 or not scene.tokens[at - 2].is_word


def _is_owned(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether a name belongs to a body, a person or a party; a state's adjective before it owns nothing ("in the Syrian X")."""
    owners = [e for e in entities if e.first <= hit.first < e.last and e.kind != "name"]
    return any(not _only_places(scene, hit, e) for e in owners)


def _only_places(scene: Scene, hit: Hit, owner: Entity) -> bool:
    """Whether a state before a name only says where that is ("in the Syrian X", "in the capital of Somalia X")."""
    if not scene.grammar.get("cases") or owner.kind != "party" or hit.first <= owner.first:
        return False
    state = owner.party is not None and name.party(owner.party).kind == "state"
    return scene.has("party.adjective", owner.first, hit.first) or state


def _is_struck(scene: Scene, hit: Hit, entities: Sequence[Entity]) -> bool:
    """Whether an unknown name is what an attack fell on ("shelled X", "bombs on X and Y"), and is nobody's."""
    at = hit.first - 1
    while scene.is_any(at, scene.words("sides_of_place")):
        at -= 1
    if _is_owned(scene, hit, entities) or scene.find("target", hit.last, hit.last + 1) or scene.tokens[hit.last - 1].text.isupper():
        return False
    if any(v.last == at + 1 for v in scene.tagged("event.verb", at - 2, at + 1)):
        named = scene.grammar.get("cases") and not scene.tokens[hit.first].marks.isdisjoint(("Name", "Patr"))
        return not named and not any(scene.has(f"what.{harm}", at, at + 1) for harm in ("killed", "detained"))
    before = [h for f in ("event", "method") for h in scene.find(f, at - 4, at)]
    return scene.is_any(at, scene.words("upon")) and any(at - h.last <= 1 for h in before)


def _told_before(scene: Scene, hit: Hit) -> Hit | None:
    """The place word that stands beside a name elsewhere in the text, for a name behind a preposition of place."""
    at = hit.first - 1
    while at > 0 and not scene.tokens[at].is_word:
        at -= 1
    inside = any(scene.is_any(at, scene.words(section)) for section in ("located", "inside", "noun_of", "place_words"))
    return scene.placed.get(scene.quote(hit.first, hit.last).casefold()) if inside else None


def place(scene: Scene) -> None:
    """Note which names of a text stand beside a place word somewhere in it."""
    if scene.grammar.get("capitals"):
        for sentence in scene.sentences:
            words = scene.find("place", sentence.first, sentence.last)
            for hit in capitals(scene, sentence) if any(h.tag != "place.in" for h in words) else ():
                if word := _after(scene, hit) or _before(scene, hit):
                    scene.placed.setdefault(scene.quote(hit.first, hit.last).casefold(), word)


def _listed(scene: Scene, left: Hit, right: Hit) -> bool:
    """Whether two names stand in one list."""
    joins = scene.words("and") | scene.words("articles")
    return right.first - left.last <= 2 and all(scene.is_any(i, joins) for i in range(left.last, right.first))


def _after(scene: Scene, hit: Hit) -> Hit | None:
    return next((h for h in scene.find("place", hit.last, hit.last + 1) if h.tag != "place.in"), None)


def _before(scene: Scene, hit: Hit) -> Hit | None:
    """A place word and "of" right before a name ("the village of X"), or a place word itself ("the village X")."""
    words = [h for h in scene.find("place", hit.first - 3, hit.first) if h.tag != "place.in"]
    gap = range(words[-1].last, hit.first) if words else range(0)
    return words[-1] if words and all(scene.is_any(i, scene.words("noun_of")) for i in gap) else None


def _fill(scene: Scene, first: int, last: int, place: Place, rule: str) -> Fill:
    value = {
        "text": _bare(scene, first, last), "rank": 0, "geonames": place.geonames, "lat": place.lat, "lon": place.lon,
        "precision": place.precision, "country": place.country,
    }  # fmt: skip
    key = place.geonames or scene.base(first, last).casefold()
    near = _is_beside(scene, first) or _is_origin(scene, first)
    return Fill("place", value, first, last, "place.near" if near else rule, key=str(key))


def _is_origin(scene: Scene, first: int) -> bool:
    """Whether a place is where the fire came from ("from positions in the area of X")."""
    for at in range(first - 1, max(first - _ORIGIN, -1), -1):
        if scene.is_any(at, scene.words("fired_from")):
            return True
        if scene.overlaps(("event", "target", "say"), at, at + 1) and not scene.overlaps("place", at, at + 1):
            return False
    return False


def _bare(scene: Scene, first: int, last: int) -> str:
    """A place's name as written, without the "in" or "and" that may be written onto it."""
    return scene.name(first, last, lambda text: any(p.match != "skeleton" for p in scene.gazetteer.find(text)))


def _is_beside(scene: Scene, first: int) -> bool:
    """Whether a place only says what something is near to ("30 km west of X")."""
    at = first - 1
    small = scene.words("noun_of") | scene.words("articles")
    while at > first - 4 and (scene.is_any(at, small) or _leads(scene, at)):
        if scene.is_any(at, scene.words("origin")):
            return True
        at -= 1
    within = scene.has("place.in", at, at + 1) and scene.is_any(at - 1, scene.words("the"))
    return scene.is_any(at, scene.words("beside")) and not within


def _leads(scene: Scene, i: int) -> bool:
    """Whether a word without capitals only says what kind of place its name follows ("the-capital the-Syrian X")."""
    if scene.grammar.get("capitals"):
        return False
    adjective = any(h.tag == "party.adjective" for h in scene.find("party", i, i + 1))
    return adjective or any(h.tag != "place.in" for h in scene.find("place", i, i + 1))
