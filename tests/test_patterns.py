"""Repeat strikes, proximity, before and after, trends, draws and plans: short stories with a known truth."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from numpy.random import Generator
from stories import DAYR, KHIRBAT, PROVINCE, TALLA, event, ledger, told
from worlds import fronts, towns

from solferino.errors import BadRecord, UsageError
from solferino.findings.answer import Answer
from solferino.findings.patterns import (
    PATTERNS,
    before_after,
    cases,
    clustering,
    corrections,
    draws,
    preregistration,
    proximity,
    repeat,
    series,
    trend,
)
from solferino.findings.undercount import UNDERCOUNTS
from solferino.records import Ledger


def rng(*seed: int) -> Generator:
    return np.random.default_rng(seed)


def test_facilities_that_were_open_longer_are_not_singled_out():
    r = rng(1)
    open_days = np.repeat([10, 1000], 60)
    hits = r.poisson(open_days / 200)
    assert repeat.uneven(hits, rng=r).verdict == "beyond_chance"
    assert repeat.uneven(hits, exposure=open_days, rng=r).verdict == "not_shown"


def test_a_violent_province_is_not_a_singled_out_facility():
    r = rng(2)
    province = np.repeat(["calm", "front"], 60)
    hits = r.poisson(np.where(province == "front", 4.0, 0.3))
    assert repeat.uneven(hits, rng=r).verdict == "beyond_chance"
    assert repeat.uneven(hits, areas=province, rng=r).verdict == "not_shown"


def test_a_second_strike_within_the_hour_is_listed_with_its_gap():
    places = ["clinic in Talla", "clinic in Talla", "school in Dayr Amun", "clinic in Talla"]
    answer = repeat.double_tap(places, [10.0, 10.5, 10.2, 60.0], within=1, rng=rng(1))
    assert answer.verdict == "not_enough_data"
    assert answer.table == ({"place": "clinic in Talla", "first_hour": 10.0, "hours_between": 0.5},)


def test_strikes_without_an_hour_do_not_speak_of_double_taps():
    answer = repeat.double_tap(["a"] * 40, [np.nan] * 40, rng=rng(1))
    assert answer.n["strikes_with_a_known_hour"] == 0
    assert answer.verdict == "not_enough_data"


def test_strikes_known_to_the_district_cannot_show_targeting():
    strikes, facilities = towns(500, rng(3), aimed=0.5)
    answer = proximity.targeting(strikes, facilities, strike_radius=20.0, rng=rng(1))
    assert answer.verdict == "not_enough_data"
    assert "20 strikes precise enough (there are 0)" in answer.summary


def test_an_imprecise_strike_counts_with_the_share_of_its_disc_that_is_near():
    facilities = np.array([[35.0, 36.0]] * 5)
    strikes = np.array([[35.0, 36.0]] * 20)
    sharp = proximity.targeting(strikes, facilities, rng=rng(1), radius=0.2, permutations=19)
    wide = proximity.targeting(strikes, facilities, strike_radius=0.4, rng=rng(1), radius=0.2, permutations=19)
    assert sharp.table[0]["observed"] == 20
    assert wide.table[0]["observed"] == pytest.approx(20 / 4, rel=0.2)


def test_twenty_reports_of_one_strike_are_no_pattern():
    strikes = np.vstack((np.array([[35.0, 36.0]] * 20), np.array([[35.5, 36.0 + i / 10] for i in range(20)])))
    facilities = np.array([[35.0, 36.0], *([36.5, 37.0 + i / 10] for i in range(6))])
    answer = proximity.targeting(strikes, facilities, rng=rng(1), permutations=199, displacements=(0.2,))
    assert answer.table[0]["observed"] == 20
    assert answer.verdict == "not_enough_data"


def test_displacements_must_leave_the_radius():
    with pytest.raises(UsageError, match="larger than the radius"):
        proximity.targeting([[0, 0]], [[0, 0]], radius=1.0, displacements=(0.5,), rng=rng(1))


def test_a_span_of_days_is_spread_and_a_day_is_not():
    start = date(2024, 3, 1).toordinal()
    counts = series.daily([start, start], [start, start + 3], start=start, end=start + 4)
    assert counts.tolist() == [1.25, 0.25, 0.25, 0.25, 0.0]
    assert series.daily([start - 2], [start + 1], start=start, end=start + 1).tolist() == [0.25, 0.25]


def test_a_day_with_a_month_of_reports_is_a_batch_and_a_bad_day_is_not():
    counts = rng(4).poisson(2, 200).astype(float)
    counts[[31, 62]] = [40, 7]
    assert np.flatnonzero(series.batches(counts)).tolist() == [31]


def test_batches_do_not_make_an_offensive():
    counts = rng(5).poisson(1.0, 900).astype(float)
    days = [100, 300, 500, 700]
    counts[[d + 1 for d in days]] += 25
    answer = before_after.before_after(counts, days, rng=rng(1))
    assert answer.n["batch_days"] == 4
    assert answer.verdict == "not_shown"
    assert "4 days hold batches of reports" in answer.caveats[-1]


def test_an_answer_that_hangs_on_one_event_says_so():
    counts = rng(6).poisson(1.0, 900).astype(float)
    counts[700:714] = 6
    answer = before_after.before_after(counts, [100, 300, 500, 700], rng=rng(1))
    rows = {r["events"]: r["ratio"] for r in answer.table if "events" in r}
    assert rows["all events"] > 1.4 > rows["without the event on day 700"]


def test_reports_that_are_still_to_come_are_counted_in():
    r = rng(7)
    event_days = np.repeat(np.arange(300), 10)
    reported = event_days + r.geometric(0.1, len(event_days)) - 1
    rows = trend.complete(event_days, reported, today=299, longest=60)
    last = next(x for x in rows if x["day"] == 295)
    assert last["completeness"] == pytest.approx(1 - 0.9**5, abs=0.05)
    month = rows[-30:-3]
    assert sum(x["reported"] for x in month) < 250
    assert sum(x["expected"] for x in month) == pytest.approx(270, rel=0.1)


def test_the_day_of_a_change_is_found():
    counts = np.concatenate((rng(8).poisson(3, 80), rng(9).poisson(8, 70)))
    answer = trend.change_point(counts, rng=rng(1))
    assert answer.verdict == "beyond_chance"
    assert "period 80" in answer.summary or "period 79" in answer.summary or "period 81" in answer.summary


def test_corrections_for_many_looks():
    p = [0.01, 0.04, 0.03, 0.005]
    assert corrections.holm(p).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert corrections.benjamini_hochberg(p).tolist() == pytest.approx([0.02, 0.04, 0.04, 0.02])


def _uncertain(spread_days: int) -> Answer:
    points, days = fronts(500, rng(10))
    points[250:], days[250:] = points[:250] + 0.05, days[:250] + 1

    def test(r: Generator) -> Answer:
        drawn = draws.dates(days, days + spread_days, r)
        return clustering.knox(points, drawn, space=1, time=2, rng=r, permutations=99)

    return draws.over_draws(test, draws=10, rng=rng(1))


def test_uncertain_dates_weaken_an_answer_and_certain_ones_do_not():
    sure, unsure = _uncertain(0), _uncertain(30)
    assert sure.verdict == "beyond_chance"
    assert unsure.effect is not None
    assert sure.effect is not None
    assert unsure.effect < sure.effect / 2
    assert len(unsure.table) == 10
    assert unsure.n["draws"] == 10


def test_draws_of_too_little_data_stay_too_little():
    answer = draws.over_draws(lambda r: clustering.knox([[0, 0]], [1], space=1, time=1, rng=r), draws=4, rng=rng(1))
    assert answer.verdict == "not_enough_data"
    assert answer.n["draws_refused"] == 4


def test_drawn_places_counts_and_links_stay_in_their_bounds():
    r = rng(11)
    where = draws.points([[60.0, 30.0]] * 2000, 5.0, r)
    north, east = (where - [60.0, 30.0]).T * draws.KM_A_DEGREE * [[1], [0.5]]
    assert np.hypot(north, east).max() <= 5.01
    assert np.hypot(north, east).mean() == pytest.approx(10 / 3, rel=0.05)
    drawn = draws.counts([3] * 500, [5] * 500, r)
    assert set(drawn.tolist()) == {3, 4, 5}
    groups = draws.links(4, [0, 2], [1, 3], [1.0, 0.0], r)
    assert groups[0] == groups[1]
    assert groups[2] != groups[3]


def test_a_plan_is_quoted_and_a_departure_from_it_told():
    plan = preregistration.Plan(
        question="Do strikes repeat within a week?",
        test="knox",
        window=("2023-01-01", "2023-12-31"),
        seed="5",
        settings={"space": 1, "time": 7},
    )
    assert preregistration.read(plan.text()) == plan
    points, days = fronts(200, rng(12))
    kept = clustering.knox(points, days, space=1, time=7, rng=np.random.default_rng(5), permutations=99)
    changed = clustering.knox(points, days, space=2, time=7, rng=np.random.default_rng(5), permutations=99)
    assert preregistration.departures(kept, plan) == ()
    told_so = preregistration.quoted(changed, plan).caveats
    assert plan.hash[:12] in told_so[0]
    assert told_so[1] == "Departs from the plan in space: planned 1, done 2."


@pytest.mark.parametrize("text", ["- a list", "question: only"])
def test_a_plan_that_lacks_fields_is_refused(text: str):
    with pytest.raises(BadRecord):
        preregistration.read(text)


def week(i: int, place: dict, outlet: str, killed: int) -> object:
    day = date(2023, 1, 2) + timedelta(days=7 * i)
    said = f"Shells hit the clinic of {place['text']} on {day:%d %B}, {outlet} said"
    return told(
        f"{outlet}-{i}-{place['text']}",
        event(said, target="clinic", target_name=f"clinic of {place['text']}", place=place, on=day.isoformat(), killed=killed),
        outlet=outlet,
        published=day.isoformat(),
    )


@pytest.fixture(scope="module")
def year() -> Ledger:
    places = (KHIRBAT, DAYR, TALLA)
    sources = [week(i, places[i % 3], outlet, i + 1) for i in range(60) for outlet in ("Wire", "Radio")[: 1 + i % 2]]
    return ledger(*sources)


def test_a_case_answers_by_name(year: Ledger):
    (found,) = PATTERNS["trend"](year, {}, rng(1))
    assert found.kind == "trend"
    assert found.value["n"]["periods"] >= 48
    assert set(found.claims) <= set(year.claims)
    assert found.claims


def test_a_case_without_what_a_test_needs_gets_no_answer(year: Ledger):
    facilities = [{"name": f"clinic of {p['text']}", "lat": p["lat"], "lon": p["lon"]} for p in (KHIRBAT, DAYR, TALLA)]
    settings = {"facilities": facilities, "events": ["2023-03-01"]}
    for name in ("repeat_strikes", "proximity", "before_after"):
        (found,) = PATTERNS[name](year, settings, rng(1))
        assert found.value["verdict"] == "not_enough_data", name
        assert "Not enough data" in found.summary
    (found,) = UNDERCOUNTS["undercount"](year, {}, rng(1))
    assert found.value["n"]["lists"] == 2
    assert found.value["verdict"] == "not_enough_data"


def test_outlets_that_print_one_text_are_named_as_sharing_sources():
    text = "Shells fell on the clinic of Talla in the early morning; two nurses and a patient died, the health office said"
    texts = {outlet: event(text, target="clinic", place=TALLA, on="2023-05-01", killed=3) for outlet in ("Wire", "Radio")}
    own = event("On 1 May shells hit the clinic in Talla and killed three", target="clinic", place=TALLA, on="2023-05-01", killed=3)
    sources = [told(o, e, outlet=o, published="2023-05-01") for o, e in (texts | {"Paper": own}).items()]
    (found,) = UNDERCOUNTS["undercount"](ledger(*sources), {}, rng(1))
    shared = {row["lists"] for row in found.value["table"] if row["share_sources"]}
    assert shared == {"Radio and Wire"}


@pytest.mark.parametrize("name", [n for n in (*PATTERNS, *UNDERCOUNTS) if n != "target_share"])
def test_an_empty_case_gets_no_answer(name: str):
    nothing = Ledger(sources={}, readings={}, mentions={})
    (found,) = (PATTERNS | UNDERCOUNTS)[name](nothing, {}, rng(1))
    assert found.value["verdict"] == "not_enough_data"


def test_the_most_precise_place_and_day_of_an_incident_are_taken():
    vague = event(
        "An attack on a clinic in Idlib province in December", target="clinic", place=PROVINCE, on=("2023-12-01", "2023-12-31")
    )
    sharp = event("Shells hit the clinic in Khirbat Nur on 15 December", target="clinic", place=KHIRBAT, on="2023-12-15")
    case = ledger(told("a", vague), told("b", sharp))
    found = cases.attacks(case)
    assert {(a.place, a.radius_km) for a in found} >= {((35.90, 36.70), 5.0)}
    assert any(a.first == a.last == date(2023, 12, 15).toordinal() for a in found)


def test_a_facility_that_is_not_in_the_list_is_an_error(year: Ledger):
    with pytest.raises(UsageError, match="clinic of"):
        PATTERNS["repeat_strikes"](year, {"facilities": [{"name": "another clinic"}]}, rng(1))
