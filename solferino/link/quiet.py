"""Quiet sources: a source may belong to an incident by its words, its places and its day although no mention of it was found there.

A page that only names the dead, or shows the ruins, makes no mention of an attack; in another, the attack is told in words that
extraction does not know. A source without a mention, or whose mentions no other source shares, is weighed as a whole, like a lone
account, against every incident of its days and against belonging to none. What it is taken to belong to is a proposal for a
person to look at: it makes no claim, adds no figure and counts as no origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from solferino.language import tokens
from solferino.language.forms import without_articles
from solferino.link.cluster import Clusters
from solferino.link.company import company
from solferino.link.facts import FINE, Facts, Spot, day, facts
from solferino.link.wording import Rarity, cosine, stems
from solferino.records import Link, Mention, Reading

DAYS = 4
"""Days to each side of a source's own in which it may belong to an incident."""
LONGEST = 4
"""Words of the longest name of a place that is looked for."""
WEEK = 7
"""A source that sums up more days than this belongs to no one incident."""
ALIKE = 0.1
"""Cosine of rare words from which a source and a mention that share no place are compared."""


def summing(mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the readings that sum up a longer time."""
    return frozenset(m.reading for m in mentions if m.scope == "total" and (facts(m).days or 0) > WEEK)


def seated(clusters: Clusters, readings: Mapping[str, Reading], summing: frozenset[str], rarity: Rarity) -> dict[str, list[Link]]:
    """Return, by the cluster they belong to, the links of quiet sources to the mention that is most like them."""
    known = _known(clusters.facts.values())
    silent = (readings[key] for key in sorted(readings.keys() - _heard(clusters) - summing))
    return _seat(clusters, [_account(r, known, rarity) for r in silent if r.lang in rarity.by_language])


def _heard(clusters: Clusters) -> set[str]:
    """Return the readings that share an incident with another, and those of sheets."""
    heard = {f.reading for f in clusters.facts.values() if f.row}
    for members in clusters.members.values():
        told = {clusters.facts[m].reading for m in members}
        heard |= told if len(told) > 1 else set()
    return heard


def _known(told: Iterable[Facts]) -> dict[str, Spot]:
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
    words = without_articles(t.text for t in tokens(reading.text, reading.lang or "") if t.is_word)
    for n in range(1, LONGEST + 1):
        yield from (" ".join(words[i : i + n]) for i in range(len(words) - n + 1))


def _seat(clusters: Clusters, accounts: Sequence[Facts]) -> dict[str, list[Link]]:
    gain, days = company(clusters), _days(clusters)
    seats: defaultdict[str, list[Link]] = defaultdict(list)
    for account in accounts:
        near = [m for m in _near(account, days) if _may_be_kin(account, clusters.facts[m])]
        home = _home(clusters, account, near, gain)
        if home is not None:
            links = (clusters.model.link(account, clusters.facts[m]) for m in near if clusters.home[m] == home)
            seats[home].append(max(links, key=lambda k: k.score))
    return seats


def _near(account: Facts, days: Mapping[int, Sequence[str]]) -> list[str]:
    when = account.known_by
    return [] if when is None else sorted({m for d in range(when - DAYS, when + DAYS + 1) for m in days.get(d, ())})


def _may_be_kin(account: Facts, mention: Facts) -> bool:
    if account.reading == mention.reading:
        return False
    keys = {s.key for s in account.spots}
    return any(s.key in keys for s in mention.spots) or cosine(account.words, mention.words) >= ALIKE


def _days(clusters: Clusters) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for m in sorted(clusters.home):
        f = clusters.facts[m]
        when = f.start if f.start is not None and f.days is not None and f.days < 8 else f.known_by
        if when is not None and not f.row:
            found[when].append(m)
    return found


def _home(clusters: Clusters, account: Facts, near: Sequence[str], gain: float) -> str | None:
    """Return the cluster that outweighs all others and belonging to none, where there is one."""
    with clusters.hearing(account):
        odds = {home: 2 ** (clusters.agreement(account.id, home) + gain) for home in sorted({clusters.home[m] for m in near})}
    best = max(odds, key=lambda home: odds[home], default=None)
    return best if best is not None and 2 * odds[best] >= 1 + sum(odds.values()) else None
