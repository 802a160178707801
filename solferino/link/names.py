"""Names of facilities across scripts: what is left when the words for "hospital" and "school" and the spelling are taken away."""

from __future__ import annotations

from functools import cache, lru_cache

from solferino.language import languages, pack
from solferino.language.forms import fold
from solferino.language.skeleton import skeleton


@lru_cache(50_000)
def sound(name: str) -> str:
    """Return the consonants of a name without the words for a kind of facility; empty where nothing else is left."""
    words = [fold(w) for w in name.replace("-", " ").split()]
    own = [w for w in words if w not in _kinds() and w.removeprefix("ال") not in _kinds()]
    return skeleton(" ".join(own))


def sound_alike(x: str, y: str) -> bool:
    """Whether two names in different scripts have the same consonants, and more than one."""
    return is_latin(x) != is_latin(y) and len(sound(x)) > 1 and sound(x) == sound(y)


@lru_cache(50_000)
def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters."""
    return next((c for c in name if c.isalpha()), "a") < "\u0370"


@cache
def _kinds() -> frozenset[str]:
    """The single words, folded, that name a kind of target in any language that has a pack."""
    tagged = (entry for code in languages() for entry in pack(code).section("words").items())
    return frozenset(fold(p) for tag, phrases in tagged if tag.startswith("target.") for p in phrases or () if " " not in p)
