"""Every language pack speaks the codebook's words and only families and lists that the engine reads and the page names."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

from solferino import vocabulary
from solferino.extract import rules
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


PAGE = Path(__file__).parent.parent / "docs" / "languages.md"
ENGINE = "\n".join(p.read_text(encoding="utf-8") for p in sorted(Path(rules.__file__).parent.glob("*.py")))


def _grammar(code: str) -> tuple[set[str], set[str]]:
    """The word lists and the switches of a pack."""
    lists = yaml.safe_load(resources.files("solferino.language").joinpath(code, "grammar.yaml").read_bytes())
    return lists.keys() - {"grammar"}, set(lists["grammar"])


def _twice(node: yaml.Node) -> list[str]:
    """The keys that stand twice in a mapping of a YAML file; of two the first would be lost."""
    if isinstance(node, yaml.SequenceNode):
        return [key for part in node.value for key in _twice(part)]
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    return [k for k in keys if keys.count(k) > 1] + [key for _, part in node.value for key in _twice(part)]


@pytest.mark.parametrize("code", languages())
def test_the_page_on_languages_names_every_word_and_list_of_a_pack(code: str) -> None:
    rows = [line.split("|")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    named = {word for row in rows for word in re.findall(r"`(\w+)`", row)}
    lists, switches = _grammar(code)
    families = {tag.partition(".")[0] for tag in pack(code).section("words")}
    assert sorted((lists | switches | families) - named) == []


@pytest.mark.parametrize("code", languages())
def test_the_engine_asks_for_every_list_of_a_pack(code: str) -> None:
    lists, switches = _grammar(code)
    asked = set(re.findall(r'grammar(?:\.get\(|\[)"(\w+)"', ENGINE))
    others = set(re.findall(r'(?<!grammar\.get\()(?<!grammar\[)"(\w+)"', ENGINE))
    assert sorted(switches - asked) == []
    assert sorted(lists - others) == []


@pytest.mark.parametrize("code", languages())
def test_no_list_of_a_pack_is_written_twice(code: str) -> None:
    files = [p for p in resources.files("solferino.language").joinpath(code).iterdir() if p.name.endswith(".yaml")]
    assert not [key for file in files for key in _twice(yaml.compose(file.read_text(encoding="utf-8")))]
