"""Is it getting worse, did it change, is it worse here than there? Counts over time under late reports, with exposure.

Late reports: reverse-time hazards (Lawless 1994). Change points: the largest standardised CUSUM under circular block permutation
(Kirch 2007). Comparison: the ratio of rates with the jackknife over periods (Efron and Stein 1981).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from solferino.errors import UsageError
from solferino.findings.answer import Answer, Asked, Row, chart, seed_of, shown, verdict
from solferino.findings.patterns.series import block_shuffled
from solferino.findings.patterns.shuffled import p_values

Floats = NDArray[np.float64]

CAVEATS = (
    "More reports are not more attacks: a new source, a new watcher or a shorter delay looks like a trend.",
    "The last periods are incomplete until late reports are in; see the table of completeness.",
)
STEADY = ("How attacks are found out stayed the same, or is in the exposure.", "Each attack is counted once, in its own period.")
BLOCKS = 12
"""Blocks that a series must hold, so that their order can differ."""


def complete(event_days: ArrayLike, report_days: ArrayLike, *, today: int, longest: int = 90) -> tuple[Row, ...]:
    """Return, for each of the last ``longest`` days, the attacks reported so far and what they will come to (Lawless 1994).

    Days are whole numbers; reports later than ``longest`` days are taken as never. ``completeness`` is the share of a day's attacks
    that is reported within the delay since; the estimate is reported over completeness, its interval that of a count.
    """
    event, report = np.asarray(event_days, dtype=np.int64), np.asarray(report_days, dtype=np.int64)
    if (report < event).any():
        raise UsageError("a report cannot come before its event")
    known = (report <= today) & (report - event <= longest)
    event, delay = event[known], (report - event)[known]
    share = _reported_within(event, delay, today, longest)
    return tuple(_so_far(int((event == today - age).sum()), today - age, share[age]) for age in range(longest, -1, -1))


def _reported_within(event: NDArray[np.int64], delay: NDArray[np.int64], today: int, longest: int) -> Floats:
    """Return, by delay, the share of all reports within it: a product of reverse-time hazards."""
    share = np.ones(longest + 1)
    for d in range(longest, 0, -1):
        watched = event <= today - d
        up_to = int((watched & (delay <= d)).sum())
        hazard = (watched & (delay == d)).sum() / up_to if up_to else 0.0
        share[d - 1] = share[d] * (1 - hazard)
    return share


def _so_far(reported: int, day: int, share: float) -> Row:
    expected = reported / share if share > 0 else None
    spread = 1.96 * np.sqrt(reported * max(1 - share, 0.0) + 1e-12) / share if share > 0 else None
    low = float(max(reported, expected - spread)) if expected is not None and spread is not None else None
    high = float(expected + spread) if expected is not None and spread is not None else None
    return {"day": day, "reported": reported, "completeness": float(share), "expected": expected, "low": low, "high": high}


def change_point(
    counts: ArrayLike, *, rng: Generator, exposure: ArrayLike | None = None, block: int | None = None, permutations: int = 1999
) -> Answer:
    """Test whether the rate changed at some period, and say when; ``counts`` are by period (weeks, say), in order.

    Under the null blocks of periods may stand in any order, so that spells of violence shorter than a block are no change. The
    effect is the rate after over the rate before the likeliest change.
    """
    series = np.asarray(counts, dtype=np.float64)
    weight = np.ones(len(series)) if exposure is None else np.asarray(exposure, dtype=np.float64)
    length = block or max(4, round(len(series) ** 0.5))
    asked = _asked("change_point", "Did the rate of attacks change at some time?", rng, length, {"permutations": permutations})
    n = {"periods": len(series), "attacks": float(series.sum())}
    if asked.lacks(n):
        return asked.refuse(n)
    rate = series / weight
    found, when = _cusum(rate[None])
    drawn, _ = _cusum(block_shuffled(rate, length, permutations, rng))
    p, at = float(p_values(found[0], drawn)), int(when[0])
    rates = [float(series[s].sum() / weight[s].sum()) for s in (slice(None, at), slice(at, None))]
    ratio = rates[1] / rates[0] if rates[0] else None
    rows = tuple({"period": i, "attacks": float(x), "rate": float(r)} for i, (x, r) in enumerate(zip(series, rate, strict=True)))
    said = f"The likeliest change is at period {at}: from {rates[0]:.2f} to {rates[1]:.2f} attacks a period, {shown(p)}."
    return asked.answer(
        verdict=verdict(p),
        n=n,
        effect_name="rate_after_over_before",
        effect=ratio,
        p_value=p,
        table=rows,
        summary=said,
        chart=chart("line", rows, x="period", y="rate", alt=said),
    )


def trend(
    counts: ArrayLike, *, rng: Generator, exposure: ArrayLike | None = None, block: int | None = None, permutations: int = 1999
) -> Answer:
    """Test whether the rate rises or falls over periods; the effect is the rate ratio from one period to the next.

    The interval is that of the slope under block permutation, around the slope that was found.
    """
    series = np.asarray(counts, dtype=np.float64)
    weight = np.ones(len(series)) if exposure is None else np.asarray(exposure, dtype=np.float64)
    length = block or max(4, round(len(series) ** 0.5))
    asked = _asked("trend", "Does the rate of attacks rise or fall over time?", rng, length, {"permutations": permutations})
    n = {"periods": len(series), "attacks": float(series.sum())}
    if asked.lacks(n):
        return asked.refuse(n)
    rate = series / weight
    slope, drawn = _slopes(rate[None])[0], _slopes(block_shuffled(rate, length, permutations, rng))
    p, spread = float(p_values(np.abs(slope), np.abs(drawn))), 1.96 * float(drawn.std())
    low, ratio, high = (float(np.exp(slope + e)) for e in (-spread, 0.0, spread))
    rows = tuple({"period": i, "attacks": float(x), "rate": float(r)} for i, (x, r) in enumerate(zip(series, rate, strict=True)))
    said = f"From one period to the next the rate changes by {ratio - 1:+.2%} ({low - 1:+.2%} to {high - 1:+.2%}), {shown(p)}."
    return asked.answer(
        verdict=verdict(p),
        n=n,
        effect_name="rate_ratio_a_period",
        effect=ratio,
        interval=(low, high),
        p_value=p,
        table=rows,
        chart=chart("line", rows, x="period", y="rate", alt=said),
        summary=said,
    )


def compare(
    first: ArrayLike, second: ArrayLike, *, rng: Generator, first_exposure: ArrayLike = 1.0, second_exposure: ArrayLike = 1.0
) -> Answer:
    """Compare the rates of two parties or areas over the same periods, each with its exposure; effect: second over first.

    Counts are by period; the scatter of the ratio between periods, not only that of counts, makes the interval (jackknife).
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if a.shape != b.shape:
        raise UsageError("both series need the same periods")
    wa, wb = (np.broadcast_to(np.asarray(w, dtype=np.float64), a.shape) for w in (first_exposure, second_exposure))
    asked = Asked(
        kind="comparison",
        question="Is the rate of attacks of one party or area higher than that of another, given exposure?",
        null_model="Both have one rate for their exposure, up to scatter between periods",
        needed={"periods": 8, "attacks_first": 5, "attacks_second": 5},
        assumptions=STEADY,
        caveats=CAVEATS[:1],
        seed=seed_of(rng),
    )
    n: dict[str, float] = {"periods": len(a), "attacks_first": float(a.sum()), "attacks_second": float(b.sum())}
    return asked.refuse(n) if asked.lacks(n) else _compared(asked, n, a, b, wa, wb)


def _compared(asked: Asked, n: dict[str, float], a: Floats, b: Floats, wa: Floats, wb: Floats) -> Answer:
    ratio = float((b.sum() / wb.sum()) / (a.sum() / wa.sum()))
    se, freedom = _log_ratio_se(a, b, wa, wb), len(a) - 1
    p, wide = float(2 * student.sf(abs(np.log(ratio)) / se, freedom)), float(student.ppf(0.975, freedom)) * se
    low, high = float(ratio * np.exp(-wide)), float(ratio * np.exp(wide))
    rows = tuple({"period": i, "first": float(x), "second": float(y)} for i, (x, y) in enumerate(zip(a, b, strict=True)))
    said = f"The second rate is {ratio:.2f} times the first ({low:.2f} to {high:.2f}), {shown(p)}."
    return asked.answer(
        verdict=verdict(p),
        n=n,
        effect_name="second_rate_over_first",
        effect=ratio,
        interval=(low, high),
        p_value=p,
        table=rows,
        summary=said,
        chart=chart("line", _sides(rows), x="period", y="attacks", color="side", alt=said),
    )


def _sides(rows: Sequence[Row]) -> list[Row]:
    """Return one row a period and side."""
    return [{"period": r["period"], "side": side, "attacks": r[side]} for r in rows for side in ("first", "second")]


def _log_ratio_se(a: Floats, b: Floats, wa: Floats, wb: Floats) -> float:
    """Return the standard error of the log ratio: by leaving out each period in turn, and never under that of counts."""
    left = np.log((b.sum() - b + 0.5) / (wb.sum() - wb)) - np.log((a.sum() - a + 0.5) / (wa.sum() - wa))
    jackknife = (len(a) - 1) / len(a) * ((left - left.mean()) ** 2).sum()
    return float(np.sqrt(max(jackknife, 1 / a.sum() + 1 / b.sum())))


def _asked(kind: str, question: str, rng: Generator, block: int, settings: dict[str, int]) -> Asked:
    return Asked(
        kind=kind,
        question=question,
        null_model=f"The rate has no trend: blocks of {block} periods could have come in any order",
        needed={"periods": BLOCKS * 4, "attacks": 20},
        assumptions=(*STEADY, "Spells of violence are shorter than a block."),
        caveats=CAVEATS,
        settings=settings | {"block": block},
        seed=seed_of(rng),
    )


def _cusum(rates: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Return the largest standardised jump of each series (rows), and where it is; the outer tenths are left out."""
    days = rates.shape[1]
    gap = np.cumsum(rates - rates.mean(axis=1, keepdims=True), axis=1)[:, :-1]
    k = np.arange(1, days)
    jump = np.abs(gap) / np.sqrt(k * (days - k) / days)
    edge = max(2, days // 10)
    inner = jump[:, edge - 1 : days - edge]
    return inner.max(axis=1), inner.argmax(axis=1) + edge


def _slopes(rates: Floats) -> Floats:
    """Return the log-linear slope a period of each series (rows): one Newton step of a Poisson trend from its mean, then more."""
    x = np.arange(rates.shape[1]) - (rates.shape[1] - 1) / 2
    slope = np.zeros(len(rates))
    for _ in range(8):
        mean = np.exp(np.clip(slope[:, None] * x, -20, 20))
        mean *= (rates.sum(axis=1) / mean.sum(axis=1))[:, None]
        centre = (mean * x).sum(axis=1) / mean.sum(axis=1)
        slope = slope + ((rates - mean) * x).sum(axis=1) / (mean * (x - centre[:, None]) ** 2).sum(axis=1)
    return slope
