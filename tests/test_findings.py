"""What every finding keeps: nothing invented, nothing that depends on order, nothing that falls over an empty ledger."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sheets import SIND, SSA, reading
from stories import DAYR, KHIRBAT, KHIRBAT_AR, PROVINCE, event, ledger, reply, told

from solferino import mapping
from solferino.extract import mapped
from solferino.findings import FINDINGS, assess
from solferino.records import Finding, Incident, Ledger, Source, canonical, group

Find = Callable[[Ledger], list[Finding]]


def case() -> Ledger:
    """A clinic and a school are hit; the accused ministry denies one of them; a rights group counts six."""
    wire = told(
        "wire",
        event(
            "Planes hit the clinic in Khirbat Nur on 15 December, killing at least six, a rescue group said",
            target="clinic",
            method="airstrike",
            place=[KHIRBAT, PROVINCE],
            on="2023-12-15",
            killed=(6, None),
            by="syria",
            speaker="Nur Rescue",
            hedges={"count": "at_least"},
        ),
        published="2023-12-16",
        outlet="North Wire",
    )
    arabic = told(
        "arabic",
        event(
            "قصف المركز الصحي في خربة نور ومقتل ثمانية بينهم طفلان",
            target="clinic",
            place=KHIRBAT_AR,
            on="2023-12-15",
            killed=8,
            count=[{"what": "killed", "who": "children", "low": 2, "high": 2, "approx": False}],
        ),
        lang="ar",
        published="2023-12-17",
        outlet="صوت الشمال",
    )
    school = told(
        "school",
        event("Shells hit a school in Dayr Amun", target="school", method="shelling", place=[DAYR], on="2023-12-20", injured=4),
        published="2023-12-21",
        outlet="South Post",
    )
    answer = reply("No clinic was hit", "denies_event", by="syria", answers=[wire.mentions[0].id])
    denial = told("denial", answer, published="2023-12-18")
    total = told(
        "total",
        event(
            "at least six attacks on clinics in Idlib province over three months",
            "total",
            target="clinic",
            place=PROVINCE,
            on=("2023-10-01", "2023-12-31"),
            attacks=(6, None),
            killed=(3, None),
            by="syria",
            speaker="Rights Watchers",
        ),
        published="2024-01-04",
    )
    listed = with_sheet(ledger(wire, arabic, school, denial, total), "list.csv", SIND, {**SIND, "SiND Event ID": "502"})
    return with_sheet(listed, "other.csv", {**SSA, "Country / Territory": "Syria"})


def with_sheet(view: Ledger, name: str, *rows: dict[str, str]) -> Ledger:
    """Add a list: its rows are incidents of their own."""
    source = Source(name=name, blob="b", digest=name, media="csv")
    read = replace(reading(*rows), source=source.id)
    sheet = mapping.recognise(mapping.columns(read.text, read.pages))
    assert sheet
    mentions = {m.id: m for m in group(mapped.extract(read, sheet, run="run-test"), source.id)}
    return replace(
        view,
        sources={**view.sources, source.id: source},
        readings={**view.readings, read.id: read},
        mentions={**view.mentions, **mentions},
        incidents=(*view.incidents, *(Incident(mentions=(key,)) for key in mentions)),
        sheets={**view.sheets, read.id: {"name": sheet.name, "mapping": sheet.plain}},
    )


@pytest.fixture(params=FINDINGS.values(), ids=FINDINGS)
def find(request: pytest.FixtureRequest) -> Find:
    chosen: Find = request.param
    return chosen


def test_the_case_gives_findings_of_the_kind(find: Find) -> None:
    assert find(case())


def test_an_empty_ledger_is_no_trouble(find: Find) -> None:
    assert isinstance(find(Ledger(sources={}, readings={}, mentions={})), list)


def test_every_finding_rests_on_claims_that_exist(find: Find) -> None:
    view = case()
    for finding in find(view):
        assert finding.claims
        assert set(finding.claims) <= set(view.claims)


def test_a_summary_shows_no_number_that_its_value_lacks(find: Find) -> None:
    for finding in find(case()):
        known = set(re.findall(r"\d+", canonical(finding.value)))
        assert set(re.findall(r"\d+", finding.summary)) <= known, finding.summary


def test_a_summary_is_one_sentence(find: Find) -> None:
    for finding in find(case()):
        assert finding.summary.endswith(".")
        assert "\n" not in finding.summary
        assert finding.summary[0] == finding.summary[0].upper()


def test_values_survive_json(find: Find) -> None:
    for finding in find(case()):
        assert Finding.from_json(finding.to_json()).id == finding.id


def test_the_order_of_the_ledger_does_not_matter() -> None:
    view = case()
    expected = [f.to_json() for f in assess(view)]
    for seed in range(4):
        assert [f.to_json() for f in assess(shuffled(view, seed))] == expected


def shuffled(view: Ledger, seed: int) -> Ledger:
    chance = random.Random(seed)

    def mixed(items: dict[str, object]) -> dict[str, object]:
        keys = list(items)
        chance.shuffle(keys)
        return {k: items[k] for k in keys}

    parts = {name: mixed(dict(getattr(view, name))) for name in ("sources", "readings", "mentions")}
    return replace(view, **parts, incidents=tuple(chance.sample(view.incidents, len(view.incidents))))


def test_ids_differ_so_that_each_finding_can_be_named() -> None:
    found = assess(case())
    assert len({f.id for f in found}) == len(found)
