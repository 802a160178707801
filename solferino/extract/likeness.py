"""How likely two tellings speak of one attack: a table of rules, each with its points for and against."""

from __future__ import annotations

import datetime

from solferino.extract.agents import OWNED, SURE
from solferino.extract.facts import Facts
from solferino.extract.frames import WAR_TOLL, Frame

LASTING = frozenset(("siege", "obstruction"))
"""Means that last; they are told apart from what strikes."""


MONTHS = 45
"""Days above which a time is no longer that of one attack."""
_FEW = 2
"""A toll up to which two attacks may well share it."""
_NEVER = -20.0
"""Points that nothing makes up for."""
MEDICAL = frozenset(("hospital", "clinic"))
"""Targets of which one may be called the other: a hospital is a "medical facility"."""


def score(there: Facts, total: bool, here: Facts, frame: Frame, distance: int) -> float:
    """Return the points for an event and a frame; a contradiction weighs more than any likeness.

    ``there`` and ``total`` are of the event, ``here`` of the frame; ``distance`` counts sentences since the event was last told.
    """
    points = 0.0
    for by_facts in _BY_FACTS:
        points += by_facts(there, here, frame)
    for by_scope in _BY_SCOPE:
        points += by_scope(there, total, here, frame)
    if not frame.states:
        points += 1.5 if adds(frame) else -2.0
    return points + (1.5 if distance <= 1 else 0.5 if distance <= 3 else -0.15 * min(distance, 8))


def adds(frame: Frame) -> bool:
    """Whether a frame that states no attack still says something of one told before."""
    if any((f.value["low"] or 0) > WAR_TOLL for f in frame.of("count")):
        return False
    if any(a.rule in SURE for a in frame.agents) or frame.signs & {"same.x", "toll.x", "event.effect"}:
        return True
    if frame.blames and (frame.of("method") or frame.agents or frame.of("date")):
        return True
    return any(f.field in ("count", "effect", "legal", "purpose", "negation") for f in frame.fills)


def _by_place(there: Facts, here: Facts, _: Frame) -> float:
    for old, new in ((there.settled, here.settled), (there.inner, here.inner)):
        if old and new:
            return 2.0 if old & new else -4.0
    if there.lands and here.lands and not there.lands & here.lands:
        return -4.0
    common = _share(there.wide, here.wide)
    if there.wide and here.wide and not (there.settled or there.inner) and not (here.settled or here.inner):
        return 1.0 if common else -3.0
    return 0.5 if common else 0.0


def _share(old: set[str], new: set[str]) -> bool:
    """Whether two sets of names have one in common; "Tigray" and "Tigray region" are one."""
    return bool(old & new) or any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in old for b in new)


def _by_date(there: Facts, here: Facts, frame: Frame) -> float:
    if not there.days or not here.days:
        often = (frame.total and here.often) if there.days else there.often
        return -1.5 if often and any(a == b for a, b in there.days | here.days) else 0.0
    if any(a == b and (a, b) in there.days for a, b in here.days):
        return 1.5
    if any(_alike(a, b, c, d) for a, b in there.days for c, d in here.days):
        return 1.0
    return 0.0 if any(a <= d and c <= b for a, b in there.days for c, d in here.days) else -6.0


def _alike(first: str, last: str, begins: str, ends: str) -> bool:
    """Whether two times overlap, and are not a day and a time so long that the day only lies in it."""
    if not (first <= ends and begins <= last):
        return False
    return (first == last) == (begins == ends) or not (_is_long(first, last) or _is_long(begins, ends))


def _is_long(first: str, last: str) -> bool:
    try:
        return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days > MONTHS
    except ValueError:
        return True


def _by_target(there: Facts, here: Facts, frame: Frame) -> float:
    common = there.targets & here.targets
    if common:
        return 2.5 if common & frame.known else 1.0
    if not (there.targets | here.targets) - MEDICAL:
        return 0.0
    return -1.0 if there.targets and here.targets and frame.states else 0.0


def _by_count(there: Facts, here: Facts, frame: Frame) -> float:
    if there.tolls & here.tolls or (frame.total and there.sums & here.sums):
        return 2.0
    if len({k[::2] for k in there.tolls} & {k[::2] for k in here.tolls}) > 1:
        return 2.0
    if not frame.states or not {k[:2] for k in there.tolls} & {k[:2] for k in here.tolls}:
        return 0.0
    known = frame.unicase and there.targets & here.targets & frame.known
    return -1.0 if "same.x" in frame.signs or known else -3.0


def _by_method(there: Facts, here: Facts, frame: Frame) -> float:
    if there.methods and here.methods and frame.states and (there.methods <= LASTING) != (here.methods <= LASTING):
        return -3.0
    if there.methods and here.methods and frame.states and frame.total and not there.methods & here.methods:
        return -1.5
    return 0.5 if there.methods & here.methods else 0.0


def _by_agent(there: Facts, here: Facts, frame: Frame) -> float:
    if there.agents and here.agents and not there.agents & here.agents and any(a.rule in OWNED[:2] for a in frame.agents):
        return 0.0
    if there.agents and here.agents:
        return 0.5 if there.agents & here.agents else -3.0 if any(a.rule == "agent.own_act" for a in frame.agents) else -1.0
    return 0.0


def _by_words(there: Facts, here: Facts, frame: Frame) -> float:
    if there.shared or "share.x" in frame.signs:
        return _NEVER
    if "double.tap" in frame.signs:
        return 2.0
    if "new.attack" in frame.signs:
        return -6.0 if frame.states or "event.attacks" in frame.signs else 0.0
    if "same.x" in frame.signs:
        return 2.0 if any(f.field in ("place", "date", "target", "count") for f in frame.fills) else 4.0
    if not frame.states:
        return 0.0
    if "new.recall" in frame.signs and not any((n or 0) > _FEW for _, _, n in there.tolls & here.tolls):
        return -4.0
    return ("same.maybe" in frame.signs) - 2.0 * ("new.x" in frame.signs) - 1.5 * ("sum.x" in frame.signs)


def _by_effect(_: Facts, total: bool, here: Facts, frame: Frame) -> float:
    """What was damaged, told without a place, a day or an attacker, is of the attack told before, where nouns have cases."""
    alone = not (here.settled or here.inner or here.wide or here.days or here.agents or frame.total)
    effect = {"event.effect", "same.maybe"} <= frame.signs and not frame.signs & {"new.x", "new.recall"}
    return 1.5 if frame.states and alone and effect and here.targets and not total else 0.0


def _by_scope(there: Facts, total: bool, here: Facts, frame: Frame) -> float:
    if not frame.states:
        return 0.0
    if "goes.on" in frame.signs and not total:
        return 2.5
    if there.headline and total != frame.total:
        return -1.0
    if total == frame.total:
        return 0.5
    if total and "one.of_many" in frame.signs and here.settled:
        return -4.0
    if total and not (here.wide or here.settled or here.days or here.targets or here.agents):
        return 0.5
    return -0.5 if "same.x" in frame.signs else -2.0


def _by_report(there: Facts, total: bool, here: Facts, frame: Frame) -> float:
    """Totals of two reports are two totals."""
    apart = here.reports and there.reports != here.reports and not there.headline
    return -4.0 if total and frame.total and apart else 0.0


def _by_speaker(there: Facts, total: bool, here: Facts, frame: Frame) -> float:
    """Totals of two speakers are two totals."""
    apart = there.speakers and here.speakers and not there.speakers & here.speakers
    return -2.0 if total and frame.total and apart and not there.headline else 0.0


def _by_headline(there: Facts, total: bool, here: Facts, frame: Frame) -> float:
    """The first total told below a headline that tells a total is that total, whoever is named for it and however it is counted."""
    counted = there.sums and here.sums and {what for what, _ in there.sums} & {what for what, _ in here.sums}
    return 2.0 if there.headline and total and frame.total and (counted or there.tolls & here.tolls) else 0.0


def _by_period(there: Facts, total: bool, here: Facts, frame: Frame) -> float:
    """Totals of two times are two totals."""
    times = [{(a, b) for a, b in facts.days if a != b} for facts in (there, here)]
    return -3.0 if total and frame.total and times[0] and times[1] and not times[0] & times[1] else 0.0


_BY_FACTS = (_by_place, _by_date, _by_target, _by_count, _by_method, _by_agent, _by_words)
_BY_SCOPE = (_by_effect, _by_scope, _by_report, _by_speaker, _by_headline, _by_period)
