"""The weights of linking: what each agreement or conflict between two mentions is worth.

A weight is a log2 likelihood ratio ("bits", after Fellegi and Sunter 1969): +1 doubles the odds that two mentions speak of one
event, -1 halves them. The prior stands for two mentions that are near in time; the score is the probability that the sum stands
for. These are the weights a small case begins with; ``learn`` moves them towards what a larger case shows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """What one level of one comparison is worth; ``words`` is its reason, with places for what was compared."""

    bits: float
    words: str


FIXED = frozenset(("source",))
"""Comparisons that are a rule and not a matter of how often."""

MILD = frozenset(("party", "words"))
"""Comparisons in which reports of one event often differ; learning makes no more of a difference than the table."""

PRIOR = -3.5

WEIGHTS: dict[str, dict[str, Weight]] = {
    "source": {
        "one": Weight(-7.0, "one source tells of both, apart"),
        "two": Weight(0.0, ""),
    },
    "date": {
        "same_day": Weight(1.0, "the same day, {}"),
        "few_days": Weight(-0.5, "dates that meet within {} days"),
        "week": Weight(-1.5, "dates that meet within {} days"),
        "month": Weight(-3.0, "dates that meet within {} days"),
        "season": Weight(-4.5, "dates that meet within {} days"),
        "long": Weight(-5.5, "dates too vague to meet"),
        "next_day": Weight(-4.5, "a day apart"),
        "told_before": Weight(-5.5, "a day apart, and one was told before the other's day"),
        "days_apart": Weight(-9.5, "{} days apart"),
        "week_apart": Weight(-13.5, "{} days apart"),
        "far_apart": Weight(-19.0, "{} days apart"),
        "older_report": Weight(-17.0, "one report is {} days older than the other's event"),
        "reported_before": Weight(-3.0, "one report is a day older than the other's event"),
        "reported_together": Weight(-2.0, "reported within a day of each other"),
        "reported_soon": Weight(-2.5, "reported within {} days of each other"),
        "reported_near": Weight(-4.0, "reported within {} days of each other"),
        "reported_apart": Weight(-9.5, "reported {} days apart"),
        "unknown": Weight(-5.5, "date unknown"),
    },
    "place": {
        "same_spot": Weight(9.0, "the same spot, {}"),
        "same_settlement": Weight(6.0, "the same place, {}"),
        "busy_settlement": Weight(5.0, "the same place, {}, of which much is told in these days"),
        "crowded_settlement": Weight(4.0, "the same place, {}, of which very much is told in these days"),
        "similar_name": Weight(4.5, "place names alike, {}"),
        "same_district": Weight(3.5, "the same district, {}"),
        "same_province": Weight(2.0, "the same province, {}"),
        "inside": Weight(2.0, "{} lies inside {}"),
        "same_country": Weight(0.0, "the same country"),
        "beside": Weight(2.0, "{} and {} are within a kilometre"),
        "neighbour": Weight(-4.5, "{} and {} are {:.0f} km apart"),
        "near": Weight(-5.5, "{} and {} are {:.0f} km apart"),
        "far": Weight(-9.0, "{} and {} are {:.0f} km apart"),
        "other_known": Weight(-3.0, "other places, {} and {}, each told of by others"),
        "other_name": Weight(-3.0, "other places, {} and {}"),
        "other_country": Weight(-10.0, "other countries, {} and {}"),
        "unlike_country": Weight(-7.0, "other countries by the texts, {} and {}"),
        "unknown": Weight(0.0, ""),
    },
    "facility": {
        "same": Weight(7.0, "the same facility, {}"),
        "similar": Weight(4.5, "facility names alike, {} and {}"),
        "other": Weight(-5.0, "other facilities, {} and {}"),
        "unknown": Weight(0.0, ""),
    },
    "target": {
        "same": Weight(2.0, "the same targets, {}"),
        "usual": Weight(1.0, "the same targets, {}, the most usual ones"),
        "some": Weight(1.0, "a target in common, {}"),
        "kin": Weight(-0.5, "kindred targets, {} and {}"),
        "helpers": Weight(-6.5, "those who came to help alone in one, other targets in the other, {} and {}"),
        "other": Weight(-3.0, "other targets, {} and {}"),
        "unknown": Weight(0.0, ""),
    },
    "method": {
        "same": Weight(1.5, "the same method, {}"),
        "usual": Weight(0.8, "the same method, {}, one of the most usual"),
        "kin": Weight(0.0, ""),
        "other": Weight(-3.0, "other methods, {} and {}"),
        "unknown": Weight(0.0, ""),
    },
    "party": {
        "same": Weight(0.7, "the same party named, {}"),
        "other": Weight(-0.7, "other parties named, {} and {}"),
        "unknown": Weight(0.0, ""),
    },
    "killed": {
        "same_great": Weight(4.5, "the same great toll, {} killed"),
        "same_many": Weight(3.0, "the same toll, {} killed"),
        "same_few": Weight(1.5, "the same toll, {} killed"),
        "same_one": Weight(0.5, "the same toll, {} killed"),
        "meet": Weight(0.5, "tolls that can both hold, {} and {} killed"),
        "close": Weight(-0.3, "tolls close together, {} and {} killed"),
        "apart": Weight(-2.0, "tolls apart, {} and {} killed"),
        "far": Weight(-4.5, "tolls far apart, {} and {} killed"),
        "unknown": Weight(0.0, ""),
    },
    "injured": {
        "same_great": Weight(4.0, "as many as {} injured in both"),
        "same_many": Weight(3.0, "{} injured in both"),
        "same_few": Weight(1.5, "{} injured in both"),
        "same_one": Weight(0.5, "{} injured in both"),
        "meet": Weight(0.5, "{} and {} injured can both hold"),
        "close": Weight(-0.3, "{} and {} injured, close together"),
        "apart": Weight(-1.0, "{} and {} injured, apart"),
        "far": Weight(-2.5, "{} and {} injured, far apart"),
        "unknown": Weight(0.0, ""),
    },
    "strikes": {
        "same": Weight(1.0, "a second strike on those who came to help, in both"),
        "one": Weight(-1.5, "a second strike on those who came to help, in one alone"),
        "unknown": Weight(0.0, ""),
    },
    "wording": {
        "copy": Weight(6.0, "the same wording"),
        "alike": Weight(3.5, "much the same wording"),
        "shared": Weight(1.5, "some of the same wording"),
        "own": Weight(0.0, ""),
    },
    "words": {
        "most": Weight(5.0, "most rare words in common"),
        "many": Weight(3.0, "many rare words in common"),
        "some": Weight(2.0, "some rare words in common"),
        "few": Weight(1.0, "a few rare words in common"),
        "one": Weight(-0.5, "hardly a rare word in common"),
        "none": Weight(-1.5, "no rare word in common"),
        "unknown": Weight(0.0, ""),
    },
}

SAME_DAY_NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "place": ("neighbour", "near", "other_country", "other_known"),
    "target": ("helpers",),
    "strikes": ("one",),
}
"""What tells apart events of one day that are easily fused; learning may make more of it, never less."""
UNSOFTENED = SAME_DAY_NEIGHBOURS | {"date": ("older_report", "reported_apart")}
"""Levels that learning makes no milder: those, and reports that lie months apart."""
NEIGHBOURS = SAME_DAY_NEIGHBOURS | {"date": ("next_day", "told_before")}
"""What tells neighbouring events apart: a lone account that tells it is not taken to err."""

HELPERS = frozenset(("rescuer", "ambulance"))
"""Who comes to help after an attack: where they alone are the target, there was an attack before."""
USUAL_TARGETS = frozenset(("home", "other_civilian"))
USUAL_METHODS = frozenset(("airstrike", "shelling"))
"""What most attacks are told with, so that sharing it says less."""

KINDRED_TARGETS: tuple[frozenset[str], ...] = (
    frozenset(("hospital", "clinic", "ambulance", "pharmacy", "health_worker", "patient", "medical_supplies")),
    frozenset(("school", "university")),
    frozenset(("home", "camp", "other_civilian", "market", "public_building")),
    frozenset(("aid_convoy", "aid_worker", "transport")),
    frozenset(("rescuer", "ambulance", "health_worker", "aid_worker")),
    frozenset(("water", "power", "food", "public_building")),
)
"""Targets that one event may be told with by turns."""

KINDRED_METHODS: tuple[frozenset[str], ...] = (
    frozenset(("airstrike", "shelling", "rocket", "missile", "drone", "barrel_bomb", "cluster_munition", "chemical", "other")),
    frozenset(("gunfire", "execution", "raid", "threat", "arson", "looting", "abduction", "obstruction", "siege", "other")),
    frozenset(("explosive_device", "suicide_attack", "rocket", "shelling", "other")),
    frozenset(("gunfire", "shelling", "drone", "other")),
)
"""Methods that one event may be told with by turns."""

SETTLEMENTS = ((40, "same_settlement"), (200, "busy_settlement"))
"""Of how many mentions a week to each side a settlement in common is worth what; more than the last is crowded."""
