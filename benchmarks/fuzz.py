"""Feed short invented inputs to the rule engine in every language: nothing raises, nothing hangs, every quote is cut.

usage: python benchmarks/fuzz.py [--count 1000000] [--seed 1] [--slowest 1.0]

Inputs are made of the words of the language packs, party names, numbers and dates, of marks, emoji, controls and broken letters,
and are then cut, doubled and turned round. The same seed makes the same inputs. Exit code 1 if an input failed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from solferino import gazetteer as places
from solferino import language, name
from solferino.extract import rules
from solferino.place import Gazetteer
from solferino.records import Reading

MARKS = [*".,;:!?\"“”«»()[]-–—'’…/%$№&*#+=<>|\\~^@_،؛؟٪", "\n", "\n\n", "\t", "\r\n", "\u2028", "..."]
ODD = [
    "\u200b", "\u200d", "\u200e", "\u200f", "\u202b", "\u202e", "\u2066", "\u2069", "\ufeff", "\u0301", "\u064b", "\u0640",
    "\u00a0", "\x00", "\x1f", "😀", "👩‍👩‍👧", "🇸🇾", "ﬁ", "İ", "ß",
    "ǅ", "𝟙𝟚", "²", "½", "Ⅷ", "٣٤", "۱۲", "千", "\U0010fffd", "é", "й", "ة",
]  # fmt: skip
DATES = [
    "2016-03-03",
    "03.03.2016",
    "3/3/16",
    "10:30",
    "1 200",
    "1,200",
    "1.5",
    "007",
    "9" * 40,
    "5-й",
    "F-16",
    "12-15",
    "№ 5",
    "40%",
]
PUBLISHED = [None, "2016-03-03", "1999-12-31", "2024-02-29T10:00:00Z"]


@cache
def words(code: str) -> tuple[str, ...]:
    """Return the phrases of a language: its pack's, its number words, and names of parties."""
    pack = language.pack(code)
    listed = [p for phrases in pack.section("words").values() for p in phrases or ()]
    listed += [w for v in pack.section("numbers").get("values", {}).values() for w in v]
    listed += [alias for p in name.parties()[::7] for _, alias in p.aliases(code)]
    return tuple(dict.fromkeys(listed))


def piece(chance: random.Random, code: str) -> str:
    """Return one word, number, mark or oddity."""
    kind = chance.random()
    if kind < 0.72:
        word = chance.choice(words(code))
        return word.title() if kind < 0.15 else word
    if kind < 0.78:
        return str(chance.randrange(10 ** chance.randrange(1, 8)))
    if kind < 0.82:
        return chance.choice(DATES)
    if kind < 0.86:
        return "".join(chr(chance.choice((chance.randrange(33, 127), chance.randrange(0x600, 0x700)))) for _ in range(5))
    return chance.choice(MARKS if kind < 0.94 else ODD)


def mutated(chance: random.Random, text: str) -> str:
    """Return a text cut, doubled or turned round somewhere."""
    if len(text) < 2:
        return text
    a, b = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
    kind = chance.randrange(4)
    return (text[:a] + text[b:], text[:b] + text[a:], text[:a] + text[a:b][::-1] + text[b:], text.swapcase())[kind]


def inputs(seed: int, count: int) -> Iterator[tuple[str, str, str | None]]:
    """Yield languages, texts and days of publication; the same ones for the same seed."""
    chance = random.Random(seed)
    codes = language.languages()
    for _ in range(count):
        code = chance.choice(codes)
        glue = chance.choice((" ", " ", " ", ""))
        text = glue.join(piece(chance, code) for _ in range(chance.randrange(1, 28)))
        for _ in range(chance.choice((0, 0, 1, 2))):
            text = mutated(chance, text)
        yield code, unicodedata.normalize("NFC", text), chance.choice(PUBLISHED)


def seconds(code: str, text: str, published: str | None, gazetteer: Gazetteer) -> float:
    """Read one input and prove every quote; return the CPU seconds it took."""
    reading = Reading(source="fuzz", reader="fuzz", version="1", text=text, lang=code, published=published)
    began = time.process_time()
    claims = rules.extract(reading, run="fuzz", gazetteer=gazetteer)
    spent = time.process_time() - began
    for claim in claims:
        claim.prove(text)
    return spent


def main(given: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=1.0, help="CPU seconds above which an input hangs")
    asked = parser.parse_args(given)
    gazetteer = places.load()
    failed, total = 0, 0.0
    print(f"seed {asked.seed}, {asked.count:,} inputs")
    for i, (code, text, published) in enumerate(inputs(asked.seed, asked.count), 1):
        try:
            spent = seconds(code, text, published, gazetteer)
        except Exception:  # noqa: BLE001 - whatever an input raises is what is looked for
            failed += 1
            print(f"input {i} ({code}, {published}) raises: {text!r}\n{traceback.format_exc(limit=-3)}")
            continue
        total += spent
        if spent > asked.slowest:
            failed += 1
            print(f"input {i} ({code}) took {spent:.2f} s: {text!r}")
        if i % 50_000 == 0:
            print(f"{i:,} inputs, {failed} failed, {i / max(total, 1e-9):.0f} per CPU second", flush=True)
    print(f"{asked.count:,} inputs, {failed} failed, {asked.count / max(total, 1e-9):.0f} per CPU second")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
