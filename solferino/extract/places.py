"""Where it happened: names of the gazetteer in the country of the document, and names beside a place word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.extract import namesakes, unlisted
from solferino.extract.attack_nouns import owns_attack
from solferino.extract.countries import is_base, is_located
from solferino.extract.entities import Entity
from solferino.extract.fills import Fill
from solferino.extract.place_words import fill_place, is_behind_place_word, is_fled_to, is_inside, word_before
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.toponyms import is_dateline
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
_NO_TOWN = (namesakes.names_district, namesakes.is_half, namesakes.heads_list, namesakes.describes)
"""What makes a name no town, where nouns have cases."""
_WELL_KNOWN = 50_000
"""People from which on a town of another country is taken for meant."""


def find(scene: Scene, sentence: Sentence, entities: Sequence[Entity], home: str | None) -> list[Fill]:
    """Return the places of a sentence, each name once, most specific first."""
    known = list(_known(scene, sentence, entities, home))
    land = next((f.value["country"] for f in known if f.value["precision"] == "country"), home) if scene.words("bases") else home
    fills = {f.key: f for f in (*known, *unlisted.find(scene, sentence, entities, land, known))}
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
            or namesakes.is_particle(scene, hit)
            or namesakes.is_named_after(scene, hit, entities)
            or _is_power(scene, hit)
            or is_base(scene, hit)
            or namesakes.is_of_another(scene, hit)
            or namesakes.is_where_told(scene, hit)
            or is_dateline(scene, hit)
            or namesakes.is_first_name(scene, hit, sentence)
            or is_fled_to(scene, hit)
            or (scene.grammar.get("cases") and any(told(scene, hit) for told in _NO_TOWN))
        ):
            continue
        best = _best(_of_level(scene, hit), home, is_inside(scene, hit))
        if best and best.precision == "country" and scene.grammar.get("cases"):
            owned = any(e.kind == "body" and e.first < hit.first and hit.last <= e.last for e in entities)
            if (owned and not scene.is_any(hit.first - 1, scene.words("inside"))) or home not in (None, best.country):
                continue
        if best and (best.precision != "country" or is_inside(scene, hit)):
            leads = hit.last - hit.first > 1 and scene.is_any(hit.first, scene.words("place_lead"))
            wraps = next((i for i in (hit.first, hit.first - 1) if scene.is_any(i, scene.words("place_wraps"))), None)
            sided = wraps is not None and scene.is_any(hit.last, scene.words("directions"))
            if wraps is not None and sided:
                yield _side(scene, wraps, hit.last + 1, best)
            if wraps != hit.first or not sided:
                yield fill_place(scene, hit.first + leads, hit.last, best, "place.gazetteer")


def _side(scene: Scene, first: int, last: int, place: Place) -> Fill:
    """The countryside on one side of a place ("the northern countryside of X"), where the words for it stand around the name."""
    fill = fill_place(scene, first, last, replace(place, geonames=None, lat=None, lon=None, precision="district"), "place.side")
    return fill._replace(value={**fill.value, "text": scene.name(first, last)})


def _of_level(scene: Scene, hit: Hit) -> Sequence[Place]:
    """The places a name may stand for, of the level that a word before it gives ("the province of X")."""
    word = word_before(scene, hit) if scene.grammar.get("capitals") else None
    if word is None or word.tag != "place.province":
        return hit.value  # type: ignore[no-any-return]
    provinces = [p for p in hit.value if p.precision == "province"]
    return provinces or [replace(p, precision="province") if p.precision == "settlement" else p for p in hit.value]


def named(scene: Scene, hit: Hit) -> Fill | None:
    """Return the place that a name stands for by itself, of whatever country."""
    best = _best(hit.value, None, True)
    return fill_place(scene, hit.first, hit.last, best, "place.gazetteer") if best else None


def _best(found: Sequence[Place], home: str | None, inside: bool) -> Place | None:
    """The place in the country of the text, else a well known one where the text says that something is in it."""
    local = next((p for p in found if p.country == home), None)
    known = found[0].precision in ("province", "country") or found[0].population > _WELL_KNOWN
    return local or (found[0] if home is None or (inside and known) else None)


def _is_power(scene: Scene, hit: Hit) -> bool:
    """Whether a capital's name stands for its government ("Moscow said")."""
    parties = [h for h in scene.find("party", hit.first, hit.last) if h.tag != "party.name" or hit.value[0].precision != "country"]
    if owns_attack(scene, hit) and any(h.tag == "party.metonym" for h in parties):
        return True
    if scene.is_any(hit.first - 1, scene.words("inside")) or _is_struck_town(scene, hit):
        return False
    parties = [h for h in parties if h.first == hit.first or scene.grammar.get("capitals")]
    return any(not is_located(scene, h) and not is_behind_place_word(scene, h.first) for h in parties)


def _is_struck_town(scene: Scene, hit: Hit) -> bool:
    """Whether a verb of attack stands right before a name that may be its object ("attacked Kyiv with drones")."""
    if scene.analytic:
        return _is_attacked(scene, hit)
    verb = any(h.last == hit.first for h in scene.tagged("event.verb", hit.first - 2, hit.first))
    return bool(scene.grammar.get("cases")) and verb and scene.may_be(hit.first, "accs")


def _is_attacked(scene: Scene, hit: Hit) -> bool:
    """Whether an attack noun and "on" stand before a name, or an active verb of striking ("attacks on Kyiv", "hit Kyiv")."""
    first = hit.first
    while scene.is_any(first - 1, scene.words("sides_of_place") | scene.words("articles")):
        first -= 1
    if scene.is_any(first - 1, scene.words("upon")) or scene.is_any(first - 1, scene.words("against")):
        nouns = scene.find(("event", "method"), first - 3, first - 1)
        return any(h.last == first - 1 and h.tag != "event.verb" for h in nouns) or bool(nouns)
    verbs = [h for h in scene.tagged("event.verb", first - 2, first) if h.last == first]
    return any(scene.is_any(v.first, scene.words("striking")) for v in verbs)
