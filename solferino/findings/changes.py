"""Changes: a total that is set against another period ("25 % more than the year before"), checked against totals and lists.

The percent is read as widely as it is said: a whole percent as rounded to whole ones, "more than" as open above, "nearly" and words
without a figure ("doubled", "by a third") as five points either way. From the total's own figure follows which figures of the other
period it allows; only totals and lists of the same publisher decide, for others may count something else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from solferino import vocabulary
from solferino.findings import lists
from solferino.findings.accounts import Window, bounds, counted, published
from solferino.findings.scope import Scope, fit
from solferino.records import Claim, Ledger, Mention

UNITS = ("attacks", "facilities")
ROUGH = 5
"""Points either way of a percent that is hedged ("nearly") or said in words without a figure ("doubled")."""
CAVEATS = (
    "a percent is read as rounded to as many places as it has; “more than” is open above; “nearly”, and words "
    f"such as “doubled”, are taken as {ROUGH} points either way",
    "a comparison is decided by figures of the same publisher alone; those of others may count something else",
)
OPEN_ABOVE, OPEN_BELOW = ("at_least", "more_than"), ("up_to", "fewer_than")

_FIGURE = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
"""A figure in the words of a comparison, years aside."""

Change = tuple[Fraction, Fraction | None]
"""The lowest and the highest change in percent, negative for fewer; None is open."""
Range = tuple[int, int | None]


def meant(claim: Claim) -> Change:
    """Return the changes in percent that the words of a comparison allow."""
    percent = Fraction(str(claim.value["percent"]))
    size = abs(percent)
    if claim.hedge in OPEN_ABOVE:
        low, high = size, None
    elif claim.hedge in OPEN_BELOW:
        low, high = Fraction(0), size
    else:
        reach = _rounding(claim)
        low, high = max(Fraction(0), size - reach), size + reach
    if percent >= 0:
        return low, high
    return max(Fraction(-100), -high) if high is not None else Fraction(-100), -low


def _rounding(claim: Claim) -> Fraction:
    if claim.hedge == "about" or not _FIGURE.search(claim.quote):
        return Fraction(ROUGH)
    return Fraction(1, 2) if float(claim.value["percent"]).is_integer() else Fraction(1, 20)


def implied(now: Range, change: Change) -> Range:
    """Return which figures of the other period a figure and a change allow."""
    low, high = 1 + change[0] / 100, None if change[1] is None else 1 + change[1] / 100
    least = 0 if high is None else math.ceil(now[0] / high) if high else 0
    most = None if now[1] is None or low == 0 else math.floor(now[1] / low)
    return least, most


def change(now: Range, then: Range) -> Change | None:
    """Return the change in percent from one figure to another, None where the earlier may be nothing at all."""
    if then[0] == 0:
        return None
    low = Fraction(0) if then[1] is None else Fraction(now[0], then[1])
    return (low - 1) * 100, None if now[1] is None else (Fraction(now[1], then[0]) - 1) * 100


def compared(
    ledger: Ledger, told: Sequence[Mention], totals: Sequence[Mention], scopes: dict[str, Scope], known: Sequence[lists.Listing]
) -> list[dict[str, Any]]:
    """Return each comparison of a total, with what it is checked against; ``told`` are all tellings of that total."""
    made = [_compared(ledger, m, claim, totals, scopes[m.id], scopes, known) for m in told for claim in m.of("compared")]
    return list({(m["percent"], str(m["to"]), m["what"]): m for m in reversed(made)}.values())[::-1]


def _compared(
    ledger: Ledger, total: Mention, claim: Claim, totals: Sequence[Mention], covers: Scope, scopes: dict[str, Scope],
    known: Sequence[lists.Listing],
) -> dict[str, Any]:  # fmt: skip
    figure, meaning, to = _figure(total, claim), meant(claim), claim.value["to"]
    now = _range(figure) if figure else None
    what = figure.value["what"] if figure else "attacks"
    allowed = implied(now, meaning) if now else None
    found: list[dict[str, Any]] = []
    if to:
        earlier = replace(covers, window=Window(date.fromisoformat(to["start"]), date.fromisoformat(to["end"]), "interval"))
        if figure and now:
            found += _totals(ledger, total, figure, now, earlier, totals, scopes)
        if what in UNITS:
            found += _lists(ledger, total, covers, earlier, known)
    against = [f | {"change": shown(f["change"]), "verdict": _verdict(f["change"], meaning)} for f in found]
    return {
        "claim": claim.id, "quote": claim.quote, "hedge": claim.hedge, "percent": claim.value["percent"], "to": to, "what": what,
        "figure": figure.id if figure else None, "change": shown(meaning), "allows": _allowed(*allowed) if allowed else None,
        "allows_low": allowed[0] if allowed else None, "allows_high": allowed[1] if allowed else None, "against": against,
        "verdict": _worst([a["verdict"] for a in against if a["own"]]),
    }  # fmt: skip


def _allowed(low: int, high: int | None) -> str:
    return "no whole number" if high is not None and low > high else bounds(low, high)


def _figure(total: Mention, claim: Claim) -> Claim | None:
    """Return the count that stands nearest to a comparison."""
    near = [c for c in total.of("count") if c.value.get("low") is not None]
    return min(near, key=lambda c: (max(c.start - claim.end, claim.start - c.end, 0), c.start, c.id), default=None)


def _range(claim: Claim) -> Range:
    return claim.value["low"], claim.value.get("high")


def _totals(
    ledger: Ledger, total: Mention, figure: Claim, now: Range, earlier: Scope, totals: Sequence[Mention], scopes: dict[str, Scope]
) -> Iterator[dict[str, Any]]:
    """Yield the totals of the other period that count the same within the same scope."""
    for other in totals:
        window = scopes[other.id].window
        here, there = fit(scopes[other.id], earlier), fit(earlier, scopes[other.id])
        if window and earlier.window and (window.start, window.end) == (earlier.window.start, earlier.window.end):
            same = [c for c in other.of("count") if _counts(c) == _counts(figure) and c.value.get("low") is not None]
            for count in same if here.inside and there.inside else ():
                yield {
                    "kind": "total", "id": other.id, "title": other.anchor.quote, "published": published(ledger, other),
                    "own": bool(lists.voices(ledger, total) & lists.voices(ledger, other)), "now": bounds(*now),
                    "then": bounds(*_range(count)), "change": change(now, _range(count)), "claims": [count.id],
                }  # fmt: skip


def _counts(claim: Claim) -> tuple[str, str]:
    return claim.value["what"], claim.value["who"]


def _lists(
    ledger: Ledger, total: Mention, covers: Scope, earlier: Scope, known: Sequence[lists.Listing]
) -> Iterator[dict[str, Any]]:
    """Yield the lists that have rows of both periods, each against itself."""
    for listing in known:
        now, then = (lists.inside(listing, part) for part in (covers, earlier))
        if now[0] and then[0]:
            yield {
                "kind": "list", "id": listing.source, "title": listing.title, "published": listing.published,
                "own": bool(lists.voices(ledger, total) & listing.publishers), "now": bounds(*now), "then": bounds(*then),
                "change": change(now, then), "claims": [],
            }  # fmt: skip


def _verdict(found: Change | None, meaning: Change) -> str:
    if found is None:
        return "cannot_be_checked"
    apart = (found[1] is not None and found[1] < meaning[0]) or (meaning[1] is not None and found[0] > meaning[1])
    return "does_not_hold" if apart else "holds"


def _worst(verdicts: Sequence[str]) -> str:
    return next((v for v in ("does_not_hold", "holds") if v in verdicts), "cannot_be_checked")


def shown(found: Change | None) -> str:
    """Say a change: ``24.5 to 25.5 % more``, ``at least 100 % more``, ``5 % fewer to 5 % more``."""
    if found is None:
        return "unknown"
    low, high = (None if end is None else float(round(end, 2)) for end in found)
    if high is None:
        return f"at least {_points(low or 0)}"
    if low is None or low == high:
        return _points(high)
    if low < 0 < high:
        return f"{_points(low)} to {_points(high)}"
    small, large = sorted((abs(low), abs(high)))
    return f"{small:g} to {large:g} % {'fewer' if low < 0 else 'more'}"


def _points(percent: float) -> str:
    return f"{abs(percent):g} % {'fewer' if percent < 0 else 'more'}"


def claims(found: dict[str, Any]) -> list[str]:
    """Return the claims that a comparison rests on."""
    return [found["claim"], *(c for a in found["against"] for c in a["claims"])]


def say(found: dict[str, Any]) -> str:
    """Say one comparison in half a sentence."""
    to = found["to"]
    period = f"{to['start']} to {to['end']}" if to else "another period"
    verdict = vocabulary.codebook().word("change_verdict", found["verdict"]).label("en")
    allowed = f", which allows {found['allows']} then" if found["allows"] else ""
    own = [a for a in found["against"] if a["own"]]
    beside = f"; {counted(len(own), 'figure')} of its own on record" if own else ""
    return f"compared with {period} ({found['change']}{allowed}) it {verdict}{beside}"
