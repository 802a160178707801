"""Events: frames that speak of one attack, or of one total, put together in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solferino.extract import facts, likeness
from solferino.extract.agents import SURE, Agent
from solferino.extract.facts import Facts
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame
from solferino.extract.targets import PEOPLE

JOIN = 2.0
"""Points a frame and an event need to be of one attack."""
_WEAPONS = frozenset(("rocket", "missile", "drone", "gunfire", "airstrike", "barrel_bomb", "cluster_munition"))
"""Means that a bare "shelling" may stand for."""
_APART = 4
"""Sentences between an attack and its targets, where they are told apart."""
_FEW_KINDS = 2
"""Kinds of targets that one attack may hit."""
_LEAD = 2
"""Sentences before an event that may say where it was."""
WINDOW = 30
"""How many events back a frame may belong to; bounds the work on long texts."""


class Event:
    """One attack or one total. ``frames`` speak of it, in reading order; ``anchor`` is the frame that says most."""

    def __init__(self, frame: Frame, told: Facts) -> None:
        self.frames = [frame]
        self.anchor = frame
        self.facts = Facts()
        self.facts.add(told)
        self._fills: dict[str, list[Fill]] = {}

    def add(self, frame: Frame, told: Facts) -> None:
        """Take in a further frame and its facts."""
        self.frames.append(frame)
        self._fills = {}
        self.facts.add(told)
        if _weight(frame) > _weight(self.anchor):
            self.anchor = frame

    @property
    def total(self) -> bool:
        """Whether it is a total: what the frame that says most of it is."""
        return self.anchor.total

    def of(self, name: str) -> list[Fill]:
        """Return the fills of one field over all frames, in reading order."""
        if name not in self._fills:
            self._fills[name] = [f for frame in self.frames for f in frame.of(name)]
        return self._fills[name]

    @property
    def targets(self) -> list[Fill]:
        """Return what was hit: of frames that state an attack; civilians at large only where nothing else was."""
        told = [f for frame in self.frames if frame.states or frame.of("effect") for f in frame.of("target")]
        if self.total:
            return told
        named = [f for f in told if f.value != "other_civilian" or f.rule == "target.civilians"]
        hospital = min((f.first for f in named if f.value == "hospital"), default=None)
        return [f for f in named if f.value != "clinic" or hospital is None or f.first < hospital] or told

    @property
    def vague(self) -> frozenset[Fill]:
        """Return the means whose words may stand for others that a frame names: bare shelling, and missiles that are rockets."""
        means = self.of("method")
        clear = {f.value for f in means if f.rule != "method.vague"} & _WEAPONS
        rockets = [f for f in means if f.rule == "method.missile_or_rocket" and "rocket" in clear]
        return frozenset([*rockets, *(f for f in means if f.rule == "method.vague" and clear)])

    @property
    def agents(self) -> list[tuple[Frame, Agent]]:
        """Return the attackers that its frames name."""
        return [
            (frame, agent) for frame in self.frames for agent in frame.agents if frame.states or frame.blames or agent.rule in SURE
        ]


def _weight(frame: Frame) -> tuple[float, int]:
    says = 2.0 * bool(frame.of("count")) + sum(bool(frame.of(f)) for f in ("target", "place", "date")) + bool(frame.agents)
    return (says if frame.states else says - 5, -frame.sentence.index)


def gather(frames: Sequence[Frame]) -> list[Event]:
    """Return the events of a text."""
    events: list[Event] = []
    before: Frame | None = None
    leads: list[Frame] = []
    for frame in frames:
        here = facts.of(frame)
        scored = [(_score(event, here, frame), -i, event) for i, event in enumerate(events[-WINDOW:])]
        points, _, best = max(scored, default=(0.0, 0, None), key=lambda s: s[:2])
        if best is not None and points >= JOIN:
            best.add(frame, here)
        elif frame.states:
            events.append(Event(frame, here))
            if before is not None and _opens(events[-1], before):
                events[-1].add(before, facts.of(before))
            for lead in leads if len(events) == 1 else ():
                if frame.sentence.index - lead.sentence.index <= _LEAD:
                    events[-1].add(lead, facts.of(lead))
        if not events and _only_says_who(frame):
            leads.append(frame)
        before = (
            frame
            if (best is None or points < JOIN)
            and not frame.states
            and (frame.of("count") or (frame.blames and frame.agents) or _accuses(frame))
            else None
        )
    return events


def _accuses(frame: Frame) -> bool:
    """Whether a sentence says whose an attack is that is only told in the next one."""
    return frame.apart and any(a.rule in SURE for a in frame.agents)


def told_apart(frames: Sequence[Frame]) -> list[Event]:
    """Return the attack whose means and whose targets are told in sentences of their own, at most four apart; at most one."""
    for i, frame in enumerate(frames):
        if not frame.blames or not frame.of("method"):
            continue
        for other in frames[max(0, i - 3 * _APART) : i + 3 * _APART]:
            hit = other.values("target") - PEOPLE - {"military"}
            if hit and abs(other.sentence.index - frame.sentence.index) <= _APART:
                other.total = frame.total = len(hit) > _FEW_KINDS
                other.states = frame.states = True
                event = Event(other, facts.of(other))
                event.add(frame, facts.of(frame))
                return [event]
    return []


def _only_says_who(frame: Frame) -> bool:
    """Whether a sentence only names who reports what follows or came before, where nouns have cases ("This was said by X")."""
    return bool(frame.speakers and not frame.fills and {"same.x", "same.maybe"} <= frame.signs)


def _opens(event: Event, before: Frame) -> bool:
    """Whether the sentence just before an event, which gives figures and states no attack, speaks of it."""
    near = event.anchor.sentence.index - before.sentence.index == 1
    return near and _score(event, facts.of(before), before) >= JOIN


def _score(event: Event, here: Facts, frame: Frame) -> float:
    distance = frame.sentence.index - event.frames[-1].sentence.index
    return likeness.score(event.facts, event.total, here, frame, distance)


def _leading(event: Event, frames: Sequence[Frame], field: str) -> list[Fill]:
    """The places or dates of the nearest of two sentences before an event that names none."""
    at = event.frames[0].sentence.index
    near = [f for f in frames if 0 < at - f.sentence.index <= _LEAD and f not in event.frames]
    named = [[fill for fill in f.of(field) if fill.rule != "place.near"] for f in near[::-1]]
    return next((found for found in named if found), [])


def inherit(events: Sequence[Event], frames: Sequence[Frame] = ()) -> Iterator[tuple[Event, Fill]]:
    """Yield the dates and places that an incident takes over from the one told before it, or from the sentences before it."""
    before: Event | None = None
    for event in events:
        if before is None and not event.total:
            yield from ((event, fill) for fill in (() if event.of("place") else _leading(event, frames, "place")))
            dated = event.facts.days or event.facts.reports
            yield from ((event, fill) for fill in (() if dated else _leading(event, frames, "date")[:1]))
        if not event.facts.days and event.facts.reports and not event.total:
            report = event.of("report_date")[0]
            yield event, report._replace(field="date", rule="date.of_first_report")
        lasts = event.facts.methods and event.facts.methods <= likeness.LASTING
        if before is not None and not event.total and not lasts:
            if not event.facts.days and not event.facts.reports and len(before.facts.days) == 1:
                yield event, before.of("date")[0]
            if not event.of("place"):
                for fill in before.of("place"):
                    yield event, fill
        if event.facts.days and not event.total:
            before = event
