"""Two mentions compared, fact by fact; each comparison gives a level of the weights table and what fills its words."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from itertools import product

from rapidfuzz import fuzz

from solferino.link.facts import Facts
from solferino.link.level import UNKNOWN, Level, listed
from solferino.link.names import is_latin, sound_alike
from solferino.link.space import place_level
from solferino.link.tolls import toll_level
from solferino.link.weights import HELPERS, KINDRED_METHODS, KINDRED_TARGETS, USUAL_METHODS, USUAL_TARGETS
from solferino.link.wording import cosine


def probability(log2_odds: float) -> float:
    """Return the probability that log2 odds stand for, rounded to six places so that it is the same on every machine."""
    return round(1 / (1 + math.pow(2, -max(-60.0, min(60.0, log2_odds)))), 6)


def _source(a: Facts, b: Facts) -> Level:
    return ("one" if a.reading == b.reading else "two"), ()


def _date(a: Facts, b: Facts) -> Level:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return _reported(a, b)
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap > 0:
        return (_next_day(a, b) if gap == 1 else "days_apart" if gap <= 3 else "week_apart" if gap <= 10 else "far_apart"), (gap,)
    span = max(a.end - a.start, b.end - b.start) + 1
    if span == 1:
        return "same_day", (date.fromordinal(a.start).isoformat(),)
    level = next((name for name, most in (("few_days", 3), ("week", 8), ("month", 31), ("season", 100)) if span <= most), "long")
    return level, (span,)


def _next_day(a: Facts, b: Facts) -> str:
    """Compare events a day apart: who told of the earlier before the later day came did not tell of the later."""
    earlier, later = sorted((a, b), key=lambda f: f.start or 0)
    return "told_before" if earlier.known_by is not None and earlier.known_by < (later.start or 0) else "next_day"


def _reported(a: Facts, b: Facts) -> Level:
    """Compare by when the sources came, where a date is missing: a report is not older than its event, and seldom much younger."""
    for dated, undated in ((a, b), (b, a)):
        if dated.start is not None and undated.known_by is not None:
            lag = undated.known_by - dated.start
            return ("older_report", (-lag,)) if lag < -1 else ("reported_before", ()) if lag < 0 else _lag(lag)
    if a.known_by is None or b.known_by is None:
        return UNKNOWN
    return _lag(abs(a.known_by - b.known_by))


def _lag(days: int) -> Level:
    if days <= 3:
        return ("reported_together" if days <= 1 else "reported_soon"), (days,)
    return ("reported_near", (days,)) if days <= 14 else UNKNOWN if days <= 60 else ("reported_apart", (days,))


def _facility(a: Facts, b: Facts) -> Level:
    """Compare facilities by their most alike names; across scripts by sound, and names that sound apart may be translations."""
    pairs = sorted(product(a.facilities, b.facilities), key=lambda p: (not sound_alike(*p), -fuzz.token_set_ratio(*p), p))
    if not pairs:
        return UNKNOWN
    x, y = pairs[0]
    if x == y:
        return "same", (a.facilities[x],)
    told = a.facilities[x], b.facilities[y]
    if fuzz.token_set_ratio(x, y) >= 85 or sound_alike(x, y):
        return "similar", told
    return UNKNOWN if is_latin(x) != is_latin(y) else ("other", told)


def _target(a: Facts, b: Facts) -> Level:
    x, y = a.targets, b.targets
    if not x or not y:
        return UNKNOWN
    if x & y:
        return ("some" if x != y else "usual" if x <= USUAL_TARGETS else "same"), (listed(x & y),)
    helpers = "helpers" if x <= HELPERS or y <= HELPERS else "other"
    return ("kin" if _kindred(x, y, KINDRED_TARGETS) else helpers), (listed(x), listed(y))


def _method(a: Facts, b: Facts) -> Level:
    x, y = a.methods, b.methods
    if not x or not y:
        return UNKNOWN
    if x & y:
        return ("usual" if x & y <= USUAL_METHODS else "same"), (listed(x & y),)
    return ("kin" if _kindred(x, y, KINDRED_METHODS) else "other"), (listed(x), listed(y))


def _party(a: Facts, b: Facts) -> Level:
    if not a.parties or not b.parties:
        return UNKNOWN
    if a.parties & b.parties:
        return "same", (listed(a.parties & b.parties),)
    return "other", (listed(a.parties), listed(b.parties))


def _kindred(x: frozenset[str], y: frozenset[str], families: tuple[frozenset[str], ...]) -> bool:
    return any(x & family and y & family for family in families)


def _killed(a: Facts, b: Facts) -> Level:
    return toll_level(a.killed, b.killed)


def _injured(a: Facts, b: Facts) -> Level:
    return toll_level(a.injured, b.injured)


def _strikes(a: Facts, b: Facts) -> Level:
    return (("unknown", "one", "same")[a.double_tap + b.double_tap]), ()


def _words(a: Facts, b: Facts) -> Level:
    if a.lang != b.lang or a.reading == b.reading or not a.words or not b.words:
        return UNKNOWN
    shared = cosine(a.words, b.words)
    return next((name for name, least in RARE if shared >= least), "none"), ()


RARE = (("most", 0.45), ("many", 0.2), ("some", 0.1), ("few", 0.05), ("one", 0.02))
"""Cosine of rare words from which each level holds."""


def _wording(a: Facts, b: Facts) -> Level:
    if a.reading == b.reading or not a.shingles or not b.shingles:
        return "own", ()
    share = len(a.shingles & b.shingles) / min(len(a.shingles), len(b.shingles))
    return ("copy" if share >= 0.8 else "alike" if share >= 0.5 else "shared" if share >= 0.25 else "own"), ()


COMPARISONS: dict[str, Callable[[Facts, Facts], Level]] = {
    "source": _source, "date": _date, "place": place_level, "facility": _facility, "target": _target, "method": _method,
    "party": _party, "killed": _killed, "injured": _injured, "strikes": _strikes, "wording": _wording, "words": _words,
}  # fmt: skip
