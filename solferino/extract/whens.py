"""When it happened, kept apart from when it was said."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from solferino.date import Span
from solferino.extract import toponyms
from solferino.extract.fills import Fill
from solferino.extract.scene import Hit, Scene
from solferino.extract.sentences import Sentence
from solferino.extract.speech import Speech


def find(scene: Scene, sentence: Sentence, speeches: Sequence[Speech]) -> Iterator[Fill]:
    """Yield the dates of a sentence: ``date`` for the event, ``report_date`` for a statement or a report."""
    for hit in scene.find("date", sentence.first, sentence.last):
        if (
            hit in scene.datelines
            or _is_of_dateline(scene, hit)
            or (_is_clock(scene, hit) and _is_dated(scene))
            or scene.is_any(hit.last, scene.words("no_event"))
        ):
            continue
        span = _eve(scene, sentence, hit) or _until(scene, sentence, hit, speeches) or hit.value.span
        value = {
            "from": span.start and span.start.isoformat(),
            "to": span.end and span.end.isoformat(),
            "precision": span.precision,
        }
        if value["from"] is None and value["to"] is None:
            continue
        said = _is_said(scene, sentence, hit, speeches)
        yield Fill("report_date" if said else "date", value, hit.first, hit.last, "date.report" if said else "date.event")


def _eve(scene: Scene, sentence: Sentence, hit: Hit) -> Span | None:
    """The day before the one named ahead of "the day before" in a sentence ("said on Thursday that the day before ...")."""
    days = [h.value.span for h in scene.find("date", sentence.first, hit.first) if h.value.span.start == h.value.span.end]
    if not days or not days[-1].start or not scene.says("eve", hit.first, hit.last):
        return None
    day = days[-1].start - datetime.timedelta(1)
    return Span(day, day, hit.value.span.precision)


def _until(scene: Scene, sentence: Sentence, hit: Hit, speeches: Sequence[Speech]) -> Span | None:
    """A time that lasts until the text is published ends on the day of the report it tells of, where nouns have cases."""
    span, published = hit.value.span, scene.reading.published
    if not scene.grammar.get("cases") or span.precision != "interval" or not (span.end and span.start and published):
        return None
    if span.end.isoformat() != published[:10]:
        return None
    days = [h for h in scene.find("date", sentence.first, sentence.last) if h is not hit and _is_said(scene, sentence, h, speeches)]
    days += [h for h in scene.all("date") if scene.is_any(h.first - 2, scene.words("as_of"))]
    ends = [h.value.span.end for h in days if h.value.span.start == h.value.span.end]
    end = next((e for e in ends if e and span.start < e < span.end), None)
    return Span(span.start, end, span.precision) if end else None


def _is_clock(scene: Scene, hit: Hit) -> bool:
    """Whether only an hour is told, which is one of the day of publication ("about 11:30")."""
    digits = scene.tokens[hit.last - 1].text.isdecimal() and ":" in scene.quote(hit.first, hit.last)
    if hit.value.span.precision == "interval":
        return False
    return bool(scene.grammar.get("cases")) and (digits or scene.is_any(hit.last - 1, scene.words("hours")))


def _is_dated(scene: Scene) -> bool:
    """Whether a text tells of any day by more than the hour."""
    return any(not _is_clock(scene, h) for h in scene.all("date") if h not in scene.datelines)


def _is_of_issue(scene: Scene, hit: Hit) -> bool:
    """Whether a date says which paper or statement it was ("Wednesday's issue")."""
    at = hit.last
    while at < len(scene.tokens) and scene.tokens[at].text in ("'", "’", "s"):
        at += 1
    return at > hit.last and scene.is_any(at, scene.words("issues"))


def _is_of_dateline(scene: Scene, hit: Hit) -> bool:
    """Whether a date stands behind a town in capitals and before an agency in brackets ("NAIROBI, Oct 5 (Reuters) -")."""
    if scene.grammar.get("cases") and toponyms.heads_report(scene, hit):
        return True
    first = hit.first - 1 - (scene.tokens[hit.first - 1].text == ",")
    if not scene.grammar.get("capitals") or first < 0 or hit.last >= len(scene.tokens) or scene.tokens[hit.last].text != "(":
        return False
    closed = next((i for i in range(hit.last, min(hit.last + 5, len(scene.tokens) - 1)) if scene.tokens[i].text == ")"), None)
    return scene.tokens[first].text.isupper() and closed is not None and scene.tokens[closed + 1].text in "-–—"


def _is_said(scene: Scene, sentence: Sentence, hit: Hit, speeches: Sequence[Speech]) -> bool:
    """Whether a date belongs to the reporting verb: right behind it, or at the head of the clause whose first verb it is."""
    if hit.value.span.precision == "interval" or _of_attack(scene, hit):
        return False
    if scene.grammar.get("capitals") and _is_of_issue(scene, hit):
        return True
    if scene.says("as_of", max(hit.first - 2, sentence.first), hit.first):
        return True
    if scene.says("publishing", max(hit.first - 2, sentence.first), hit.first):
        return True
    for speech in speeches:
        if (
            (0 <= hit.first - speech.last <= 1 or _is_lead(scene, speech.last, hit.first))
            and not _opens_event(scene, hit)
            and not scene.is_any(hit.first - 1, scene.words("complementizers"))
        ):
            return True
        if _is_behind_speaker(scene, speech, hit) or _is_behind_hearer(scene, speech, hit):
            return True
        if hit.last <= speech.first and hit.first - sentence.first <= 3 and _first_verb(scene, hit.last, speech.first):
            return True
        if speech.speaker and sentence.first <= speech.speaker.last <= hit.first and hit.last <= speech.first:
            return True
    return False


def _is_behind_hearer(scene: Scene, speech: Speech, hit: Hit) -> bool:
    """Whether only who was told stands between the verb and a date ("told Radio X on Monday"), where names have capitals."""
    if not scene.analytic or not scene.is_any(speech.first, scene.words("telling")):
        return False
    gap = range(speech.last, hit.first)
    heard = scene.words("articles") | scene.words("said_lead")
    return 0 < len(gap) <= _HEARER and all(scene.tokens[i].text[0].isupper() or scene.is_any(i, heard) for i in gap)


def _is_behind_speaker(scene: Scene, speech: Speech, hit: Hit) -> bool:
    """Whether a date stands between a speaker whose verb stands before it and "that", or behind a speaker who is only cited."""
    after = hit.last + (hit.last < len(scene.tokens) and scene.tokens[hit.last].text in ",،")
    opens = speech.stance in ("denies", "admits") or scene.is_any(after, scene.words("complementizers"))
    if opens and _is_behind_subject(scene, speech, hit):
        return True
    if speech.speaker is None or speech.speaker.first < speech.last or hit.first < speech.speaker.last:
        return False
    gap = range(speech.speaker.last, hit.first)
    that = scene.is_any(hit.last, scene.words("complementizers")) or speech.stance == "denies"
    return len(gap) <= 1 and all(scene.tokens[i].text in ",،" for i in gap) and (that or speech.rule == "speech.cited")


def _is_behind_subject(scene: Scene, speech: Speech, hit: Hit) -> bool:
    """Whether only a body's name stands between a verb that stands first and a date ("denied the coalition led by X, Tuesday,")."""
    gap = range(speech.last, hit.first)
    named = scene.covered(("party", "source", "actor")) | scene.marked("name_links")
    marks = all(i in named or scene.tokens[i].text in ",،«»“”" or _names(scene, i) for i in gap)
    return bool(scene.grammar.get("silent_speaker")) and 0 < len(gap) <= _SUBJECT and marks


def _names(scene: Scene, i: int) -> bool:
    return scene.is_any(i, scene.words("modifiers")) or "the" in scene.tokens[i].marks


_HEARER = 6
"""Words that who was told something may have."""
_SUBJECT = 12
"""Words that the name of a body may have."""


def _is_lead(scene: Scene, first: int, last: int) -> bool:
    """Whether only words of the saying stand between a reporting verb and a date ("said in a statement on Tuesday")."""
    words = scene.words("said_lead") - scene.words("complementizers")
    return 0 < last - first <= 5 and all(scene.is_any(i, words) for i in range(first, last))


def _of_attack(scene: Scene, hit: Hit) -> bool:
    """Whether a date stands right before an attack noun ("Monday's attack"), or right behind it ("the attack on Monday")."""
    if scene.analytic:
        before = [h for h in scene.find("event", hit.first - 5, hit.first) if h.tag in ("event.attack", "event.attacks")]
        verbs = scene.words("occurred")
        if any(all(scene.is_any(i, verbs) for i in range(h.last, hit.first)) for h in before if h.last <= hit.first):
            return True
    last = hit.last + 2 if hit.last < len(scene.tokens) and scene.tokens[hit.last].text in "'’" else hit.last
    return any(
        h.tag in ("event.attack", "event.attacks") and h.first in (hit.last, last) for h in scene.find("event", hit.last, last + 1)
    )


def _opens_event(scene: Scene, hit: Hit) -> bool:
    """Whether an event follows at once, so that the date is its own ("said on Monday two shells hit ...")."""
    return bool(scene.find("count", hit.last, hit.last + 1))


def _first_verb(scene: Scene, first: int, last: int) -> bool:
    return not scene.find("event", first, last) and not scene.find("what", first, last)
