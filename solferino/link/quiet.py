"""Quiet sources: a source in which no attack was found may still belong to an incident, by its words, its places and its day.

A page that only names the dead, or shows the ruins, makes no mention of an attack. It is weighed like a lone account against every
incident of its days and against belonging to none. What it is taken to belong to is a proposal for a person to look at: it makes
no claim, adds no figure and counts as no origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from solferino.language import tokens
from solferino.link.cluster import Clusters
from solferino.link.company import company
from solferino.link.facts import FINE, Facts, Spot, bare, day, facts
from solferino.link.wording import Rarity, stems
from solferino.records import Link, Mention, Reading

DAYS = 4
"""Days to each side of a source's own in which it may belong to an incident."""
LONGEST = 4
"""Words of the longest name of a place that is looked for."""


WEEK = 7
"""A source that sums up more days than this belongs to no one incident."""


def silent(mentions: Sequence[Mention], readings: Mapping[str, Reading]) -> list[Reading]:
    """Return the readings in which no attack was found, by their ids, without those that sum up a longer time."""
    telling = {m.reading for m in mentions if m.scope == "incident" or (facts(m).days or 0) > WEEK}
    return [readings[key] for key in sorted(readings.keys() - telling)]


def accounts(silent: Sequence[Reading], told: Sequence[Facts], rarity: Rarity) -> list[Facts]:
    """Return what readings without an attack say: their words, their day and those places that the case knows."""
    known = _known(told)
    return [_account(r, known, rarity) for r in silent if r.lang in rarity.by_language]


def _known(told: Sequence[Facts]) -> dict[str, Spot]:
    """Return the settlements that mentions name, by their keys; of one key the best known."""
    spots = (s for f in told for s in f.spots if s.precision in FINE and len(s.key) > 2)
    return {s.key: s for s in sorted(spots, key=lambda s: (s.geonames or 0, s.text))}


def _account(reading: Reading, known: Mapping[str, Spot], rarity: Rarity) -> Facts:
    spots = {known[key].key: known[key] for key in _runs(reading) if key in known}
    return Facts(
        id=reading.id, reading=reading.id, start=None, end=None, known_by=day(reading.published or reading.retrieved),
        spots=tuple(spots[key] for key in sorted(spots)), countries=frozenset(), facilities={}, targets=frozenset(),
        methods=frozenset(), parties=frozenset(), killed=None, injured=None, double_tap=False, shingles=frozenset(),
        lang=reading.lang or "", words=rarity.weights(stems(reading.text, reading.lang or ""), reading.lang or ""),
    )  # fmt: skip


def _runs(reading: Reading) -> Iterator[str]:
    words = bare(t.text for t in tokens(reading.text, reading.lang or "") if t.is_word)
    for n in range(1, LONGEST + 1):
        yield from (" ".join(words[i : i + n]) for i in range(len(words) - n + 1))


def seat(clusters: Clusters, silent: Sequence[Facts]) -> dict[str, list[Link]]:
    """Return, by the cluster they belong to, the links of quiet accounts to the mention that is most like them."""
    gain = company(clusters)
    days = _days(clusters)
    seated: defaultdict[str, list[Link]] = defaultdict(list)
    for account in silent:
        near = {m for d in range(-DAYS, DAYS + 1) for m in days.get((account.known_by or 0) + d, ())}
        home = _seat(clusters, account, near, gain)
        if home is not None:
            links = (clusters.model.link(account, clusters.facts[m]) for m in sorted(near) if clusters.home[m] == home)
            seated[home].append(max(links, key=lambda k: k.score))
    return seated


def _days(clusters: Clusters) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for m in sorted(clusters.home):
        f = clusters.facts[m]
        when = f.start if f.start is not None and f.days is not None and f.days < 8 else f.known_by
        if when is not None and not f.row:
            found[when].append(m)
    return found


def _seat(clusters: Clusters, account: Facts, near: set[str], gain: float) -> str | None:
    """Return the cluster that outweighs all others and belonging to none, where there is one."""
    with clusters.hearing(account):
        odds = {home: 2 ** (clusters.agreement(account.id, home) + gain) for home in sorted({clusters.home[m] for m in near})}
    best = max(odds, key=lambda home: odds[home], default=None)
    return best if best is not None and 2 * odds[best] >= 1 + sum(odds.values()) else None
