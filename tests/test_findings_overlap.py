"""Two lists of one country and year: which rows are matched, which stand in one list only, and with which pairs to look at."""

from __future__ import annotations

from dataclasses import replace

from sheets import SIND, SSA, reading

from solferino import mapping
from solferino.extract import mapped
from solferino.findings import overlap
from solferino.records import Incident, Ledger, Link, Source, group


def two_lists() -> Ledger:
    """One day in Tal Nur stands in both lists, another day in each only, and one list has rows of another country."""
    incident = [SIND, {**SIND, "Date": "2021-09-01", "SiND Event ID": "502"}]
    health = {
        **SSA, "Country / Territory": "Syria", "Attack Date": "05/04/2021", "HC Facilities": "YES",
        "Attack Type": "Violence with heavy weapons",
    }  # fmt: skip
    listed = [health, {**health, "Attack Date": "11/20/2021", "Attack ID": "NAR000102"}, {**SSA, "Attack ID": "NAR000103"}]
    read = {name: replace(reading(*rows), source=Source(name=name, blob="b", digest=name, media="csv").id) for name, rows in
            (("a.csv", incident), ("b.csv", listed))}  # fmt: skip
    found = {name: mapping.recognise(mapping.columns(r.text, r.pages)) for name, r in read.items()}
    mentions = {m.id: m for name, r in read.items() if (s := found[name]) for m in group(mapped.extract(r, s, run="run"), r.source)}
    same = sorted(m.id for m in mentions.values() if m.values("date")[0]["from"] == "2021-05-04")
    joined = Incident(mentions=tuple(same), links=(Link(left=same[0], right=same[1], score=0.8, reasons=("both on 4 May",)),))
    return Ledger(
        sources={s.id: s for s in (Source(name=name, blob="b", digest=name, media="csv") for name in read)},
        readings={r.id: r for r in read.values()},
        mentions=mentions,
        incidents=(joined, *(Incident(mentions=(key,)) for key in mentions if key not in same)),
        sheets={r.id: {"name": s.name, "mapping": s.plain} for name, r in read.items() if (s := found[name])},
    )


def test_matched_rows_and_those_of_one_list_only_are_told_by_country_and_year() -> None:
    (found,) = overlap.find(two_lists())
    told = dict(
        zip(found.value["lists"], zip(found.value["rows"], found.value["matched"], found.value["only"], strict=True), strict=True)
    )
    assert (found.value["country"], found.value["year"]) == ("SY", 2021)
    assert told == {"a.csv": (2, 1, 1), "b.csv": (2, 1, 1)}


def test_a_pair_is_there_to_look_at_with_its_reasons() -> None:
    view = two_lists()
    (found,) = overlap.find(view)
    (pair,) = found.value["pairs"]
    assert (pair["score"], pair["reasons"]) == (0.8, ["both on 4 May"])
    assert {view.mentions[key].values("date")[0]["from"] for key in pair["mentions"]} == {"2021-05-04"}
    assert set(found.claims) == {view.mentions[key].anchor.id for key in pair["mentions"]}


def test_one_list_has_no_overlap() -> None:
    view = two_lists()
    assert overlap.find(replace(view, sheets=dict(list(view.sheets.items())[:1]))) == []
