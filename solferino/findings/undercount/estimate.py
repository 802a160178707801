"""How many are missing from every list? The overlap first, then every model, their average, and latent classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from solferino.findings.answer import Answer, Asked, Interval, Row, chart, seed_of
from solferino.findings.undercount import loglinear
from solferino.findings.undercount.cells import Cells, Floats, Table, cells, overlap
from solferino.findings.undercount.chapman import UNFIT, chapman
from solferino.findings.undercount.latent import Latent, latent
from solferino.findings.undercount.links import linked

QUESTION = "How many {unit} are missing from every list?"
MODEL = "Lists name people by chance, dependent on each other and different between people only as each model allows"
NEEDED = {"lists": 3, "listed": 50, "on_two_lists_or_more": 10, "models_with_an_estimate": 1}
ASSUMES = (
    "The population is closed: all lists look at the same people, place and time.",
    "Records are linked correctly, or the errors are in the scores.",
    "Everyone has some chance to be named by some list; people whom no list could ever name are not counted by any model.",
)
CANNOT = (
    "It cannot show who the missing are, nor why they are missing.",
    "It cannot count people whom no list could have named.",
)
CAVEATS = {
    "two": UNFIT,
    "lost": "{n} models fit as well or better and were left out because their estimate does not exist (it runs to infinity).",
    "apart": "Log-linear average and latent classes differ by more than a quarter: quote the range of both, not one of them.",
    "unmet": "The chains of the latent class model have not met (R-hat {r:.3f}); its row is no estimate.",
    "strata": "Latent classes give another total stratum by stratum than all together: small strata hide how people differ.",
    "shared": "{pairs} share sources: their overlap says less than it seems.",
}
THRESHOLDS = (0.5, 0.7, 0.9)
APART = "latent classes, strata on their own, added up"
RARE = 0.001
MODELS = 40
"""Models, of more than RARE weight at the first threshold, that are fitted again to every draw of the links."""


def estimate(
    table: Table | Cells,
    *,
    lists: Sequence[str] = (),
    rng: Generator,
    count: str | None = None,
    strata: Sequence[str] = (),
    copied: Sequence[tuple[str, str]] = (),
    unit: str = "people",
    chains: int = 4,
    draws: int = 2000,
) -> Answer:
    """Estimate all people from capture cells: one row a model, an averaged row, and the latent class posterior.

    ``table`` has a 0/1 column for each of ``lists``, optionally a column of counts or weights, and columns of ``strata``.
    ``copied`` names pairs of lists that share sources, ``unit`` what is counted. The effect is the latent class median
    of all strata together, or the average where the chains have not met; strata have rows of their own.
    """
    data = table if isinstance(table, Cells) else cells(table, lists=lists, count=count, strata=strata)
    asked, n = _asked("undercount", rng, data, unit), _size(data)
    overlaps = overlap(data, copied=copied)
    if asked.lacks(n):
        return asked.refuse(n, table=_parts(overlap=overlaps, model=_two_lists(data) if len(data.lists) == 2 else ()))
    fitted = loglinear.fitted(data)
    middle = loglinear.average(fitted, data.people)
    if middle is None:
        return asked.refuse(n | {"models_with_an_estimate": 0}, table=_parts(overlap=overlaps, model=[e.row() for e in fitted]))
    alone = loglinear.separate(data) if data.factors else None
    drawn = latent(data, rng, chains=chains, draws=draws)
    together = latent(data.whole(), rng, chains=chains, draws=draws) if data.factors else drawn
    chosen = loglinear.stepwise(data.whole())
    added = [dict(chosen.row()) | {"model": f"stepwise: {chosen.name}"}, *([alone.row()] if alone else [])]
    if data.factors:
        added.append(dict(drawn.row(data.people)) | {"model": APART})
    rows = (*(e.row() for e in fitted), *added, middle.row(), together.row(data.people))
    best = rows[-1] if together.met else rows[-2]
    said = _said(data, unit, rows[-2], rows[-1] if together.met else None)
    return asked.answer(
        verdict="estimate",
        n=n,
        effect_name=f"estimated_total_{unit}",
        effect=best["estimate"],
        interval=_interval(best),
        table=_parts(overlap=overlaps, model=rows, stratum=_strata(data, middle, drawn)),
        caveats=_caveats(fitted, middle, together, overlaps) + _strained(rows),
        chart=chart("point", rows[:10] + rows[-2:], x="model", y="estimate", low="low", high="high", alt=said),
        summary=said,
    )


def from_links(
    records: Table,
    matches: Table,
    *,
    rng: Generator,
    record: str = "id",
    held_by: str = "list",
    strata: Sequence[str] = (),
    score: str = "score",
    thresholds: Sequence[float] = THRESHOLDS,
    resamples: int = 100,
) -> Answer:
    """Estimate all people from records of several lists and scored matches between them, with the error of linking.

    One row a threshold (every match that scores it or more is taken), and one row over ``resamples`` in each of which every match
    is taken with the probability that is its score; the last row's interval holds the error of linking and of the models together.
    """
    told = linked(records, matches, record=record, held_by=held_by, strata=strata, score=score)
    first = told.at(thresholds[0])
    asked, n = _asked("undercount_from_links", rng, first), _size(first) | {"records": len(told.held), "matches": len(told.scores)}
    if asked.lacks(n):
        return asked.refuse(n, table=_parts(overlap=overlap(first)))
    kept = [e.model for e in loglinear.fitted(first) if e.weight > RARE][:MODELS]
    rows = [{"links": f"scores of {t:g} or more"} | row for t in thresholds for row, _ in _averaged(told.at(t), kept)]
    drawn = [pair for _ in range(resamples) for pair in _averaged(told.draw(rng), kept)]
    if not rows or not drawn:
        return asked.refuse(n | {"models_with_an_estimate": 0}, table=_parts(overlap=overlap(first)))
    people = np.concatenate([_sample(row, seen, rng) for row, seen in drawn])
    low, mid, high = (float(v) for v in np.quantile(people, (0.025, 0.5, 0.975)))
    between = np.quantile([row["estimate"] for row, _ in drawn], (0.025, 0.975))
    spread = {"estimate": mid, "low": low, "high": high, "se": float(people.std())}
    rows.append({"links": "drawn by their scores", "model": "average"} | spread)
    said = (
        f"{told_people(first)} At a threshold of {thresholds[0]:g} the models put all people at {rows[0]['estimate']:,.0f}; with "
        f"every match as uncertain as its score, at {mid:,.0f} ({low:,.0f} to {high:,.0f}). Linking alone moves it between "
        f"{between[0]:,.0f} and {between[1]:,.0f}."
    )
    return asked.answer(
        verdict="estimate",
        n=n,
        effect_name="estimated_total_people",
        effect=mid,
        interval=(low, high),
        table=_parts(overlap=overlap(first), model=rows),
        chart=chart("point", rows, x="links", y="estimate", low="low", high="high", alt=said),
        summary=said,
    )


def told_people(data: Cells, unit: str = "people") -> str:
    """Return how many people how many lists name, as a sentence."""
    return f"{data.people:,.0f} {unit} are named by at least one of {len(data.lists)} lists."


def _asked(kind: str, rng: Generator, data: Cells, unit: str = "people") -> Asked:
    return Asked(
        kind=kind,
        question=QUESTION.format(unit=unit),
        null_model=MODEL,
        needed=NEEDED,
        assumptions=ASSUMES,
        cannot_show=CANNOT,
        settings={"lists": list(data.lists), "strata": list(data.factors)},
        seed=seed_of(rng),
    )


def _size(data: Cells) -> dict[str, float]:
    several = float(data.counts[:, data.patterns.sum(axis=1) > 1].sum())
    used = int((data.sizes > 0).sum())
    return {"lists": used, "listed": data.people, "on_two_lists_or_more": several, "models_with_an_estimate": 1}


def _two_lists(data: Cells) -> tuple[Row, ...]:
    """Return Chapman's estimate as a row that says when not to use it."""
    one, two = data.sizes
    both = float(data.counts[:, -1].sum())
    found = chapman(float(one), float(two), both)
    low, high = found.interval
    name = "Chapman, two lists: inappropriate in most cases"
    return ({"model": name, "estimate": found.estimate, "se": found.se, "low": low, "high": high, "caveat": UNFIT},)


def _parts(**parts: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of several tables as one, each row naming its part."""
    return tuple({"part": name} | dict(row) for name, rows in parts.items() for row in rows)


def _strata(data: Cells, middle: loglinear.Estimate, drawn: Latent) -> tuple[Row, ...]:
    """Return one row a stratum with both estimates; none without strata."""
    if not data.factors:
        return ()
    inside = np.quantile(drawn.draws, (0.025, 0.5, 0.975), axis=(1, 2))
    return tuple(
        dict(zip(data.factors, level, strict=True))
        | {"people": float(data.counts[s].sum()), "average": middle.by_stratum[s], "latent_classes": float(inside[1, s])}
        | {"low": float(inside[0, s]), "high": float(inside[2, s])}
        for s, level in enumerate(data.strata)
    )


def _caveats(
    fitted: Sequence[loglinear.Estimate], middle: loglinear.Estimate, drawn: Latent, overlaps: Sequence[Row]
) -> tuple[str, ...]:
    best = min(e.bic for e in fitted if e.finite)
    lost = sum(not e.finite and e.bic <= best for e in fitted)
    posterior = float(np.median(drawn.total))
    apart = abs(posterior - middle.estimate) > 0.25 * min(posterior, middle.estimate)
    shared = [r["lists"] for r in overlaps if r["share_sources"]]
    said = {
        "lost": CAVEATS["lost"].format(n=lost) if lost else "",
        "apart": CAVEATS["apart"] if apart and drawn.met else "",
        "unmet": "" if drawn.met else CAVEATS["unmet"].format(r=drawn.r_hat),
        "shared": CAVEATS["shared"].format(pairs="; ".join(shared)) if shared else "",
    }
    return tuple(s for s in said.values() if s)


def _strained(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return a caveat when latent classes give another total stratum by stratum than all together."""
    found = {r["model"]: r["estimate"] for r in rows}
    together, apart = found["latent classes"], found.get(APART)
    return (CAVEATS["strata"],) if apart and abs(together - apart) > 0.1 * min(together, apart) else ()


def _said(data: Cells, unit: str, middle: Row, posterior: Row | None) -> str:
    """Return the result in words."""
    said = f"{told_people(data, unit)} Averaged log-linear models put all {unit} at {_range(middle)}"
    return said + (f", latent classes at {_range(posterior)}." if posterior else ".")


def _range(row: Row) -> str:
    return f"{row['estimate']:,.0f} ({row['low']:,.0f} to {row['high']:,.0f})"


def _interval(row: Row) -> Interval:
    return float(row["low"]), float(row["high"])


def _averaged(data: Cells, kept: Sequence[loglinear.Model]) -> list[tuple[dict[str, Any], float]]:
    """Return the averaged row of cells and the people they name, where any of the models has an estimate."""
    middle = loglinear.average(loglinear.estimates(data, kept), data.people) if kept else None
    return [(dict(middle.row()), data.people)] if middle else []


def _sample(row: Row, seen: float, rng: Generator) -> Floats:
    """Return draws of all people from an averaged row: lognormal in the unseen, with its mean and standard error."""
    unseen = max(row["estimate"] - seen, 1e-9)
    spread = np.log1p((row["se"] / unseen) ** 2)
    return np.asarray(seen + unseen * np.exp(rng.normal(-spread / 2, np.sqrt(spread), 200)))
