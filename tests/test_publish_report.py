"""The report: it opens anywhere, runs nothing of a source's, and every figure leads to its quotes."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing import ARABIC, DENIAL, SCHOOL, TOTAL, TRANSLATION, WIRE, cleared
from stories import KHIRBAT, event, reply, told

from solferino.errors import BadRecord
from solferino.findings.answer import VERDICTS, Asked, chart
from solferino.publish import charts, evidence, explain, figures, mapping, outlines, ranges, report, timeline, waterfall, words
from solferino.publish.incidents import rows
from solferino.publish.outlines import Box
from solferino.records import Finding, Release

VOID = {"meta", "br", "input", "img", "link", "hr", "rect", "line", "circle", "path"}


class Page(HTMLParser):
    """Ids, links, attributes and text of a page; unclosed tags are an error."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html.decode())
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told_of = {k: v or "" for k, v in attrs}
        self.attributes += [(tag, k, v) for k, v in told_of.items()]
        self.ids += [told_of["id"]] if "id" in told_of else []
        self.links += [(told_of.get("class", ""), told_of["href"])] if tag == "a" and "href" in told_of else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text += data


@pytest.fixture(scope="module")
def whole() -> bytes:
    return report.html(cleared())


@pytest.fixture(scope="module")
def page(whole: bytes) -> Page:
    return Page(whole)


def test_every_link_leads_into_the_page_and_every_id_is_once(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert {href for _, href in page.links} <= {f"#{i}" for i in page.ids}


def test_every_figure_leads_to_quotes(whole: bytes, page: Page) -> None:
    figures = {href[1:] for kind, href in page.links if "figure" in kind.split()}
    proofs = re.findall(r'<article class="proof" id="([^"]+)".*?</article>', whole.decode(), re.S)
    bodies = dict(re.findall(r'<article class="proof" id="([^"]+)"(.*?)</article>', whole.decode(), re.S))
    assert figures == set(proofs)
    assert all("<mark>" in body for body in bodies.values())
    assert all(re.search(r"source <code>[0-9a-f]{64}</code>", body) for body in bodies.values())
    assert all(re.search(r"characters \d+–\d+", body) for body in bodies.values())


def test_nothing_is_fetched_and_nothing_of_a_source_runs(whole: bytes, page: Page) -> None:
    html = whole.decode()
    policy = next(v for tag, k, v in page.attributes if tag == "meta" and k == "content" and "default-src" in v)
    for kind in ("style", "script"):
        (body,) = re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.S)
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not [k for _, k, _ in page.attributes if k.startswith("on") or k == "style"]
    assert not [v for _, k, v in page.attributes if k in ("src", "href") and not v.startswith(("#", "data:image/svg+xml"))]


def test_hostile_words_are_words() -> None:
    bad = "<script>alert(1)</script> hit a school in \"Talla\" onload='x'"
    struck = event(bad, target="school", by="<i>x</i>", speaker="<svg onload=x>", place={**KHIRBAT, "text": "<em>Nur</em>"})
    hostile = told("<samp>name</samp>", struck, title="</title><script>", outlet="<u>", url="javascript:alert(1)")
    html = report.html(cleared(hostile, title="<img src=x onerror=y>", profile="full")).decode()
    assert html.count("<script>") == 1
    assert not re.search(r"<(img|i|u|em|samp)\b|<svg onload", html)
    assert 'href="javascript' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_it_takes_no_side(page: Page) -> None:
    assert "short" in page.text
    assert "denies the event" in page.text
    assert "Nothing here says who is right" in page.text
    totals = page.text[page.text.index("Published totals", 900) : page.text.index("How certain", 900)]
    assert "confirmed" not in totals


def test_accusation_and_denial_stand_side_by_side(whole: bytes) -> None:
    left, right = re.findall(r"<h5>(?:Said against it|Its reply)</h5>(.*?)(?=<h5>|</article>)", whole.decode(), re.S)[:2]
    assert "Planes hit the clinic" in left
    assert "Больница не была целью" in right


def test_arabic_keeps_its_direction_and_its_translation_is_marked_as_one(whole: bytes) -> None:
    html = whole.decode()
    assert '<blockquote dir="rtl" lang="ar"><mark>قصف المركز الصحي' in html
    (beside,) = set(re.findall(r'<div class="translation"[^>]*>(.*?)</div>', html, re.S))
    assert "not the source's words" in beside.replace("&#39;", "'")
    assert "The health centre in Khirbat Nur was bombed" in beside


def test_a_translation_is_never_the_quote(whole: bytes) -> None:
    assert not re.search(r"<mark>[^<]*health centre", whole.decode())


def test_a_day_beside_an_arabic_name_is_not_turned_round() -> None:
    assert words.isolated("strike, خربة نور, 2023-12-15") == "strike, \u2068خربة نور\u2069, 2023-12-15"


def test_what_has_no_place_or_no_day_is_listed(page: Page) -> None:
    where, when = (page.text.index(h) for h in ("When is known, where is not", "Where is known, when is not"))
    assert "attack on ambulance, 2024-01-02" in page.text[where:when]
    assert "Idlib province" in page.text[when : when + 200]


def test_an_empty_case_is_no_trouble() -> None:
    empty = told("quiet", text="Nothing happened.", published="2024-01-01")
    shown = Page(report.html(cleared(empty)))
    assert "No attack, total or response was found" in shown.text
    assert "no attack, total or response was recognised" in shown.text


def test_the_same_release_gives_the_same_page(whole: bytes) -> None:
    assert report.html(cleared()) == whole


def test_an_open_end_is_drawn_open() -> None:
    (row,) = rows(cleared(WIRE))
    toll = row.toll("killed")
    assert toll is not None
    assert (ranges.bar(toll, 12).open, ranges.bar(toll, 12).says) == (True, "at least 6")


def test_the_map_draws_a_province_as_wide_as_one() -> None:
    drawn = mapping.draw(rows(cleared()), outlines.world())
    assert drawn is not None
    widths = {s.precision: s.r for s in drawn.spots}
    assert widths["province"] > 10 * widths["settlement"]
    assert "Syria" in drawn.countries


def test_a_map_far_away_still_has_land() -> None:
    place = KHIRBAT | {"lat": 48.0, "lon": 37.8, "text": "Khutir", "country": "UA"}
    drawn = mapping.draw(rows(cleared(told("far", event("A clinic was hit", target="clinic", place=place)))), outlines.world())
    assert drawn is not None
    assert "Ukraine" in drawn.countries
    assert any(kind == "borders" for kind, _ in drawn.lines)


def test_what_a_large_report_leaves_out_is_counted_and_every_link_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "LARGEST", 2)
    monkeypatch.setattr(timeline, "CROWDED", 1)
    monkeypatch.setattr(figures, "MANY", 1)
    for limit in ("rows_shown", "passages_shown"):
        monkeypatch.setitem(report.environment().globals, limit, 1)
    shown = Page(report.html(cleared()))
    assert {href for _, href in shown.links} <= {f"#{i}" for i in shown.ids}
    assert "Shown are the 2 with most independent origins" in shown.text
    assert "5 incidents stand on record" in shown.text
    assert "1 more in responses.csv" in shown.text


def test_crimea_is_drawn_as_part_of_ukraine() -> None:
    countries = dict(outlines.world().within(Box(33.0, 44.5, 35.5, 45.6)))
    assert "Ukraine" in countries
    assert "Russia" not in countries


def test_a_line_that_is_not_agreed_is_told_apart() -> None:
    assert {kind for kind, _ in outlines.world().drawn(Box(32.0, 34.5, 34.0, 35.8))} == {"coasts", "open"}


def test_a_definition_can_be_chosen_without_a_script(whole: bytes) -> None:
    html = whole.decode()
    chosen = re.findall(r'id="d-(\d+)"', html)
    assert len(chosen) == 6
    assert all(f'class="c-{n}"' in html and f"#d-{n}:checked" in html for n in chosen[1:])


def test_the_number_of_an_unnamed_person_is_no_figure() -> None:
    assert figures.split("6 killed, said by Person 2 (nurse), 2023-12-15, p = 0.792.") == [
        ("6", True), (" killed, said by Person 2 (nurse), 2023-12-15, p = ", False), ("0.792", True), (".", False),
    ]  # fmt: skip


@given(st.text(alphabet="ab. \n؟ع", max_size=60), st.data())
def test_a_sentence_holds_its_quote_and_its_pieces_are_the_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    first, last = evidence.sentence(text, start, end)
    assert first <= start <= end <= last
    cut = evidence.pieces(text, first, last, [(start, end)] if end > start else [])
    assert "".join(p.text for p in cut) == text[first:last]
    assert "".join(p.text for p in cut if p.marked) == text[start:end]


def answered(made: Release) -> Release:
    numbers = [{"month": "Jan", "strikes": 3}, {"month": "Feb", "strikes": 9}]
    even = "strikes fall evenly over the days"
    asked = Asked(kind="trend", question="Do strikes grow more frequent?", null_model=even, needed={"strikes": 2})
    answer = asked.answer(
        verdict="not_shown", n={"strikes": 12}, summary="Strikes did not grow more frequent (p = 0.300, 12 strikes).", p_value=0.3,
        table=tuple(numbers), chart=chart("bar", numbers, x="month", y="strikes", alt="Strikes by month."),
    )  # fmt: skip
    resting = tuple(c for f in made.findings for c in f.claims)[:3]
    return replace(made, findings=(*made.findings, answer.finding(claims=resting)))


def test_a_statistical_answer_says_what_it_cannot_show() -> None:
    shown = Page(report.html(answered(cleared())))
    part = shown.text[shown.text.index("Patterns and undercount", 900) :]
    assert "This is no proof of its absence." in part
    assert "It cannot show intent" in part
    assert "Compared with: strikes fall evenly" in part


def test_a_chart_is_a_picture_where_it_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    made = answered(cleared())
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    assert charts.MISSING.split(":")[0] in report.html(made).decode()
    monkeypatch.undo()
    pytest.importorskip("vl_convert")
    assert '<img src="data:image/svg+xml;base64,' in report.html(made).decode()


def test_the_verdicts_read_as_the_findings_say_them() -> None:
    assert report.VERDICTS == VERDICTS


def test_a_sentence_is_found_around_its_quote() -> None:
    text = "It rained. Six people died in Talla. He left.\nA school was hit"
    start = text.index("died")
    assert text[slice(*evidence.sentence(text, start, start + 4))] == "Six people died in Talla."
    start = text.index("school")
    assert text[slice(*evidence.sentence(text, start, start + 6))] == "A school was hit"


def test_a_long_text_without_sentences_is_cut_at_words() -> None:
    text = "word " * 2000
    first, last = evidence.sentence(text, 5000, 5004)
    assert last - first < 2 * evidence.REACH + 20
    assert text[first - 1].isspace()


def test_a_reading_is_explained_word_for_word() -> None:
    for source in (WIRE, ARABIC):
        html = explain.html(source.reading, source.mentions)
        shown = Page(html)
        assert source.reading.text in shown.text
        assert {c.id for m in source.mentions for c in m.claims} <= set(shown.ids)


def test_a_reading_without_claims_is_explained_too() -> None:
    assert "Nothing was found in this text." in explain.html(TRANSLATION.reading, ()).decode()


def test_all_of_it_in_one_language_or_three() -> None:
    for sources in ((WIRE,), (ARABIC, DENIAL), (TOTAL, SCHOOL)):
        Page(report.html(cleared(*sources)))


def test_a_finding_of_no_known_kind_does_not_break_the_page() -> None:
    made = cleared(WIRE)
    other = Finding(kind="wind", about="case", value={"speed": 1}, summary="1.", method="wind 1")
    Page(report.html(replace(made, findings=(*made.findings, other))))


GEOJSON = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Our valley"},
"geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37.5, 35], [37.5, 36.5], [36, 36.5], [36, 35]]]}}]}"""


def test_a_team_draws_its_own_borders() -> None:
    release = cleared(told("far", event("A clinic was hit", target="clinic", place=KHIRBAT)))
    drawn = mapping.draw(rows(release), outlines.own(GEOJSON.encode()))
    assert drawn is not None
    assert drawn.countries == ("Our valley",)
    assert {kind for kind, _ in drawn.lines} == {"borders"}
    page = report.html(release, outlines.own(GEOJSON.encode())).decode()
    assert "Outlines: the team&#39;s own" in page
    assert "Natural Earth" not in page.partition('<section id="sources"')[0].partition('<section id="whereabouts"')[2]


@pytest.mark.parametrize(
    "wrong", ["", "[]", "{}", GEOJSON.replace("Polygon", "Point"), GEOJSON.replace("36, 35]", "36]"), '{"features": 3}']
)
def test_outlines_that_are_none_are_an_error(wrong: str) -> None:
    with pytest.raises(BadRecord, match="GeoJSON polygons"):
        outlines.own(wrong.encode())


def test_replies_to_all_accusations_of_a_text_are_told_once() -> None:
    both = [
        event(f"Northern planes hit {name}", "total", target=target, by="north")
        for name, target in (("clinics", "clinic"), ("markets", "market"))
    ]
    source = told("report", *both, reply("The north calls it fakes", "discredits_source", by="north"), published="2023-12-16")
    answers = [m.id for m in source.mentions[:2]]
    denial = reply("The north calls it fakes", "discredits_source", by="north", answers=answers)
    page = report.html(cleared(told("report", *both, denial, published="2023-12-16"))).decode()
    assert page.count("The same reply as to the one above: discredits the source.") == 1


def test_a_link_is_drawn_step_by_step_up_to_its_score() -> None:
    pair = [
        told(n, event(f"{n}: shells hit a clinic", target="clinic", place=KHIRBAT, on="2023-12-15", killed=3))
        for n in ("one", "two")
    ]
    (incident,) = cleared(*pair).ledger.incidents
    fall = waterfall.steps(incident.links[0])
    assert len(fall) == len(incident.links[0].reasons) + 1
    assert all(s.x >= 0 and s.x + s.width <= waterfall.WIDTH + 1 for s in fall)
    assert {s.kind for s in fall} >= {"base", "for"}
    assert 'class="fall"' in report.html(cleared(*pair)).decode()
    judged = replace(incident.links[0], score=1.0)
    assert waterfall.steps(judged) == ()
