"""Every language pack speaks the codebook's words and only families that the engine reads."""

from __future__ import annotations

import pytest

from solferino import vocabulary
from solferino.language import languages, pack

FAMILIES = {
    "actor", "against", "behind", "by", "calm", "care", "cite", "correct", "double", "effect", "event", "hedge", "held",
    "including", "life",
    "legal", "mask", "method", "negation", "new", "none", "place", "plenty", "pronoun", "purpose", "reply", "same", "say", "source",
    "sum", "target", "toll", "unknown", "unreal", "war", "what", "who",
}  # fmt: skip
KINDS = {
    "target": "target", "method": "method", "effect": "effect", "who": "victim",
    "what": "count_kind", "say": "stance", "hedge": "hedge",
}  # fmt: skip


@pytest.mark.parametrize("code", languages())
def test_a_pack_uses_words_that_exist(code: str) -> None:
    words = pack(code).section("words")
    assert {tag.partition(".")[0] for tag in words} <= FAMILIES
    for tag, phrases in words.items():
        family, _, word = tag.partition(".")
        assert all(isinstance(p, str) for p in phrases), f"{tag}: quote no, on and yes"
        if family in KINDS:
            vocabulary.codebook().word(KINDS[family], word)


@pytest.mark.parametrize("code", languages())
def test_replies_are_codebook_stances(code: str) -> None:
    stances = {t.partition(".")[2] for t in pack(code).section("words") if t.startswith("reply.")} - {"own_hand", "aim", "accepts"}
    for stance in stances:
        vocabulary.codebook().word("response_stance", stance)
