"""Were there more attacks after dated events than before them? Superposed epochs against circular shifts.

Chree 1913 for superposed epochs; circular shifts keep both the run of attacks and the spacing of the events (Politis and Romano
1992).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from solferino.errors import UsageError
from solferino.findings.answer import LEVEL, Answer, Asked, Row, chart, seed_of, shown, verdict
from solferino.findings.patterns.series import batches, without_batches
from solferino.findings.patterns.shuffled import p_values

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHIFTS = 20
"""Windows of before and after that a series must hold, so that chance has somewhere else to put the events."""
ASSUMES = (
    "The dated events were chosen without looking at the attacks.",
    "The run of attacks (its swings and lulls) would have been alike had the events been on other days.",
    "Dates known only to a span were spread over it before counting.",
)
CAVEATS = (
    "After is not because of: whatever came with the events came with the attacks.",
    "Events that answer attacks (a ceasefire after a bad week) make the days before look worse.",
)
BATCHED = "{n} days hold batches of reports under one date; with them set to the usual count, {shown}."


def before_after(
    counts: ArrayLike, event_days: Sequence[int], *, rng: Generator, window: int = 14, permutations: int = 1999
) -> Answer:
    """Test whether attacks in the ``window`` days from each event on differ from those in the ``window`` days before it.

    ``counts`` are attacks by day; ``event_days`` are indexes into them. Under the null the whole list of events is shifted around
    the series, which is closed to a circle. The effect is the rate ratio, after over before, over all events together.
    """
    series, events = np.asarray(counts, dtype=np.float64), np.unique(np.asarray(event_days, dtype=np.int64))
    if len(events) and (events.min() < 0 or events.max() >= len(series)):
        raise UsageError("event days must lie in the series")
    asked = Asked(
        kind="before_after",
        question="Were there more attacks in the days after dated events than in the days before?",
        null_model="The events stand where they stand by chance: shifted around the calendar together, they would show the same",
        needed={"days": SHIFTS * (2 * window + 1), "attacks": 20, "dated_events": 3, "attacks_around_events": 10},
        assumptions=ASSUMES,
        caveats=CAVEATS,
        settings={"window_days": window, "permutations": permutations},
        seed=seed_of(rng),
    )
    inside = events[(events >= window) & (events + window <= len(series))]
    before, after = _around(_ring(series), inside, window)
    n: dict[str, float] = {
        "days": len(series),
        "attacks": float(series.sum()),
        "dated_events": len(inside),
        "attacks_around_events": float((before + after).sum()),
    }
    return asked.refuse(n) if asked.lacks(n) else _answer(asked, n, series, inside, rng, window, permutations)


def _answer(
    asked: Asked, n: dict[str, float], series: Floats, events: Ints, rng: Generator, window: int, permutations: int
) -> Answer:
    shifts = rng.integers(1, len(series), size=permutations)
    p, ratio, spread = _test(series, events, window, shifts)
    rows = [_row("all events", series, events, window), *_without_each(series, events, window)]
    caveats = []
    heaps = int(batches(series).sum())
    if heaps:
        calm = _test(without_batches(series), events, window, shifts)
        caveats.append(BATCHED.format(n=heaps, shown=f"the ratio is {calm[1]:.2f}, {shown(calm[0])}"))
        p = max(p, calm[0])
    low, high = float(ratio / np.exp(1.96 * spread)), float(ratio * np.exp(1.96 * spread))
    said = (
        f"In the {window} days from {len(events)} events on there were {rows[0]['after']:.0f} attacks, in the {window} days before "
        f"{rows[0]['before']:.0f}: a ratio of {ratio:.2f} ({low:.2f} to {high:.2f}), {shown(p)}."
    )
    epochs = _epochs(series, events, window)
    return asked.answer(
        verdict=verdict(p),
        n=n | {"batch_days": heaps},
        effect_name="attacks_after_over_before",
        effect=ratio,
        interval=(low, high),
        p_value=p,
        table=(*rows, *epochs),
        caveats=(*caveats, *_fragile(rows, p)),
        chart=chart("line", epochs, x="day_from_event", y="attacks_a_day", alt=said),
        summary=said,
    )


def _test(series: Floats, events: Ints, window: int, shifts: Ints) -> tuple[float, float, float]:
    """Return the two-sided p value, the rate ratio and the spread of its logarithm under shifts."""
    ring = _ring(series)
    moved = (events[None, :] + np.concatenate(([0], shifts))[:, None]) % len(series)
    before, after = (x.sum(axis=1) for x in _around(ring, moved, window))
    score = (after - before) / np.sqrt(after + before + 1.0)
    logs = np.log((after + 0.5) / (before + 0.5))
    centred = np.abs(score - np.median(score))
    return float(p_values(centred[0], centred[1:] + 1e-9)), float(np.exp(logs[0])), float(logs[1:].std())


def _ring(series: Floats) -> Floats:
    """Return running totals over three turns of the circle."""
    return np.concatenate(([0.0], np.cumsum(np.tile(series, 3))))


def _around(ring: Floats, events: Ints, window: int) -> tuple[Floats, Floats]:
    """Return the attacks in the window before and from each event on."""
    middle = events + (len(ring) - 1) // 3
    return ring[middle] - ring[middle - window], ring[middle + window] - ring[middle]


def _row(name: str, series: Floats, events: Ints, window: int) -> Row:
    before, after = (float(x.sum()) for x in _around(_ring(series), events, window))
    return {"events": name, "before": before, "after": after, "ratio": (after + 0.5) / (before + 0.5)}


def _without_each(series: Floats, events: Ints, window: int) -> list[Row]:
    """Return one row for each event left out: how far the answer hangs on it."""
    return [_row(f"without the event on day {day}", series, events[events != day], window) for day in events.tolist()]


def _fragile(rows: Sequence[Row], p: float) -> tuple[str, ...]:
    turned = [r["events"] for r in rows[1:] if (r["ratio"] - 1) * (rows[0]["ratio"] - 1) <= 0]
    return (f"The direction hangs on single events: {'; '.join(turned)}.",) if turned and p <= LEVEL else ()


def _epochs(series: Floats, events: Ints, window: int) -> tuple[Row, ...]:
    """Return attacks a day by distance from the event, over all events."""
    offsets = np.arange(-window, window)
    mean = series[(events[:, None] + offsets) % len(series)].mean(axis=0)
    return tuple({"day_from_event": int(d), "attacks_a_day": float(m)} for d, m in zip(offsets, mean, strict=True))
