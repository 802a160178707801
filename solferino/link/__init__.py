"""Linking: mentions of one event, across sources and languages, proposed as incidents with a score and reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from solferino.facility import Registry
from solferino.link import areas, block, countries, quiet, traffic
from solferino.link.cluster import JOIN, REVIEWABLE, Clusters
from solferino.link.company import settle
from solferino.link.compare import probability
from solferino.link.facts import NO_FACILITIES, Facts, facts
from solferino.link.judged import Pair, verdicts
from solferino.link.learn import learn
from solferino.link.model import TABLE, Model, Step
from solferino.link.wording import rare, weigh
from solferino.records import Incident, Judgement, Ledger, Link, Mention, Reading

__all__ = [
    "TABLE",
    "Facts",
    "Model",
    "Proposal",
    "Step",
    "compare",
    "facts",
    "grow",
    "incidents",
    "learn",
    "linked",
    "propose",
    "review",
    "scored",
    "totals",
    "waterfall",
]

VERSION = "1"


@dataclass(frozen=True)
class Proposal:
    """What linking proposes: incidents, the links it refused although they scored high, and pairs worth a person's look."""

    incidents: tuple[Incident, ...]
    cut: tuple[Link, ...]
    review: tuple[Link, ...]


def incidents(
    mentions: Sequence[Mention],
    *,
    judgements: Sequence[Judgement] = (),
    readings: Mapping[str, Reading] | None = None,
    registry: Registry = NO_FACILITIES,
) -> tuple[Incident, ...]:
    """Return the incidents that mentions of scope ``incident`` speak of; other scopes are left out.

    ``readings``, by id, bound the dates by when each source came; the ``registry`` knows facilities by all their
    names. The answer does not depend on the order of the mentions.
    """
    return propose(mentions, judgements=judgements, readings=readings, registry=registry).incidents


def linked(ledger: Ledger) -> Ledger:
    """Return a ledger with the incidents that its mentions speak of."""
    mentions, known = list(ledger.mentions.values()), ledger.registry
    return replace(ledger, incidents=incidents(mentions, judgements=ledger.judgements, readings=ledger.readings, registry=known))


def propose(
    mentions: Sequence[Mention],
    *,
    judgements: Sequence[Judgement] = (),
    readings: Mapping[str, Reading] | None = None,
    registry: Registry = NO_FACILITIES,
) -> Proposal:
    """Return incidents with the links that were refused and the pairs worth a look."""
    summing = quiet.summing(mentions)
    return _propose([m for m in mentions if m.scope == "incident"], judgements, readings or {}, registry, summing)


def compare(a: Mention, b: Mention, *, readings: Mapping[str, Reading] | None = None) -> Link:
    """Compare two mentions by the table; the score is the probability that both speak of one event, the reasons say why."""
    return TABLE.link(*(facts(m, (readings or {}).get(m.reading)) for m in (a, b)))


def waterfall(a: Mention, b: Mention, *, readings: Mapping[str, Reading] | None = None) -> tuple[Step, ...]:
    """Return the steps that add up to a link's score, for a picture of it."""
    return TABLE.steps(*(facts(m, (readings or {}).get(m.reading)) for m in (a, b)))


def review(links: Sequence[Link]) -> tuple[Link, ...]:
    """Order links by what a person's minute is worth: nearest to even odds first."""
    return tuple(sorted(links, key=lambda k: (round(abs(k.score - 0.5), 6), k.left, k.right)))


def totals(
    mentions: Sequence[Mention], *, judgements: Sequence[Judgement] = (), readings: Mapping[str, Reading] | None = None
) -> tuple[Incident, ...]:
    """Return groups of mentions of scope ``total`` that repeat one total; a total is never an incident."""
    return _propose([m for m in mentions if m.scope == "total"], judgements, readings or {}, NO_FACILITIES).incidents


def _propose(
    mentions: Sequence[Mention],
    judgements: Sequence[Judgement],
    readings: Mapping[str, Reading],
    registry: Registry,
    summing: frozenset[str] | None = None,
) -> Proposal:
    ordered = sorted(mentions, key=lambda m: m.id)
    told = countries.settle([facts(m, readings.get(m.reading), registry) for m in ordered])
    rarity = rare(told, readings)
    compared = traffic.count(areas.settle(weigh(list(zip(told, ordered, strict=True)), readings, rarity)))
    standing = verdicts(judgements)
    model = learn(compared, standing)
    found = scored(compared, model)
    clusters = grow(compared, standing, model, found)
    seated = {} if summing is None else quiet.seated(clusters, readings, summing, rarity)
    return Proposal(clusters.incidents(seated), tuple(map(clusters.link, clusters.cut)), _open(found, clusters, standing))


Scored = Sequence[tuple[float, Pair]]
"""Pairs with their scores, best first."""


def grow(mentions: Sequence[Facts], standing: Mapping[Pair, str], model: Model, pairs: Scored) -> Clusters:
    """Cluster mentions under a model, by the pairs that were scored and what people judged."""
    clusters = Clusters(mentions, standing, model)
    for pair, verdict in standing.items():
        if verdict == "same":
            clusters.force(pair)
    for score, pair in pairs:
        if score >= JOIN:
            clusters.offer(pair)
    settle(clusters, [pair for _, pair in pairs])
    return clusters


def scored(mentions: Sequence[Facts], model: Model) -> list[tuple[float, Pair]]:
    """Score the pairs worth comparing, best first."""
    pairs = ((mentions[i], mentions[j]) for i, j in block.pairs(mentions))
    found = ((probability(model.bits(a, b)), (a.id, b.id)) for a, b in pairs)
    return sorted((s for s in found if s[0] >= REVIEWABLE), key=lambda s: (-s[0], s[1]))


def _open(pairs: Scored, clusters: Clusters, standing: Mapping[Pair, str]) -> tuple[Link, ...]:
    """Return the unjudged pairs that a person could settle: the joined but doubtful, and the apart but likely."""
    doubtful = (pair for score, pair in pairs if pair not in standing and score < 0.98)
    return review([clusters.link(pair) for pair in doubtful])
