"""Events: frames that speak of one attack, or of one total, put together in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from solferino.extract.agents import Agent
from solferino.extract.entities import Entity
from solferino.extract.fills import Fill
from solferino.extract.frames import Frame

JOIN = 2.0
"""Points two frames need to be of one event."""
_WAR_TOLL = 5000
"""A toll above this, told beside an attack, is that of the whole war."""
_SETTLED = ("settlement",)
_LASTING = frozenset(("siege", "obstruction"))
_INNER = ("within_1km", "within_100m", "exact")
_WIDE = (*_SETTLED, *_INNER, "province", "district")


@dataclass(slots=True)
class Event:
    """One attack or one total. ``frames`` speak of it, in reading order."""

    frames: list[Frame] = field(default_factory=list)

    @property
    def total(self) -> bool:
        """Whether it is a total: what the frame that says most of it is."""
        return self.anchor.total

    @property
    def anchor(self) -> Frame:
        """The frame that says most."""
        return max(self.frames, key=_weight)

    def of(self, name: str) -> list[Fill]:
        """Return the fills of one field over all frames, in reading order."""
        return [f for frame in self.frames for f in frame.of(name)]

    @property
    def targets(self) -> list[Fill]:
        """Return what was hit: of frames that state an attack; civilians at large only where nothing else was."""
        told = [f for frame in self.frames if frame.states for f in frame.of("target")]
        if self.total:
            return told
        named = [f for f in told if f.value != "other_civilian"]
        later = [
            f
            for f in named
            if f.value != "clinic" or f.first < min((h.first for h in named if h.value == "hospital"), default=f.first + 1)
        ]
        return later or named or told

    @property
    def agents(self) -> list[tuple[Frame, Agent]]:
        """Return the attackers that its frames name."""
        sure = ("agent.accused", "agent.by")
        return [(frame, agent) for frame in self.frames for agent in frame.agents if frame.states or agent.rule in sure]

    @property
    def speakers(self) -> list[Entity]:
        """Return who speaks for it."""
        return [s for frame in self.frames for s in frame.speakers]

    @property
    def last(self) -> int:
        """The index of the last sentence that speaks of it."""
        return max(f.sentence.index for f in self.frames)


def _weight(frame: Frame) -> tuple[float, int]:
    counts = frame.of("count")
    says = 2.0 * bool(counts) + bool(frame.of("target")) + bool(frame.of("place")) + bool(frame.of("date")) + bool(frame.agents)
    return (says if frame.states else says - 5, -frame.sentence.index)


def gather(frames: Sequence[Frame]) -> list[Event]:
    """Return the events of a text."""
    events: list[Event] = []
    for frame in frames:
        best = max(events, key=lambda e: _score(e, frame), default=None)
        if best is not None and _score(best, frame) >= JOIN:
            best.frames.append(frame)
        elif frame.states:
            events.append(Event([frame]))
    return events


def _score(event: Event, frame: Frame) -> float:
    """Points for and against one event; a contradiction weighs more than any likeness."""
    distance = frame.sentence.index - event.last
    points = sum(rule(event, frame) for rule in _RULES)
    if not frame.states:
        points += 1.5 if _adds(frame) else -2
    points += 1.5 if distance <= 1 else 0.5 if distance <= 3 else -0.15 * min(distance, 8)
    return points


def _adds(frame: Frame) -> bool:
    """Whether a frame that states no attack still says something of the last one."""
    if any((f.value["low"] or 0) > _WAR_TOLL for f in frame.of("count")):
        return False
    accuses = any(a.accused for a in frame.agents)
    return (
        accuses
        or bool(frame.signs & {"same.x", "toll.x", "event.effect"})
        or any(f.field in ("count", "effect", "legal", "purpose", "negation") for f in frame.fills)
    )


def _by_place(event: Event, frame: Frame) -> float:
    for level in (_SETTLED, _INNER):
        there, here = _names(event.of("place"), level), _names(frame.of("place"), level)
        if there and here:
            return 2.0 if there & here else -4.0
    wide, seen = _names(event.of("place"), _WIDE), _names(frame.of("place"), _WIDE)
    there, here = _names(event.of("place"), _SETTLED + _INNER), _names(frame.of("place"), _SETTLED + _INNER)
    if wide and seen and not there and not here:
        return 1.0 if wide & seen else -3.0
    return 0.5 if wide & seen else 0.0


def _names(fills: Sequence[Fill], levels: Sequence[str] = ()) -> set[str]:
    return {f.value["text"].casefold() for f in fills if not levels or f.value["precision"] in levels}


def _by_date(event: Event, frame: Frame) -> float:
    there, here = _days(event.of("date")), _days(frame.of("date"))
    if not there or not here:
        often = (
            (frame.total and "plenty.x" in frame.signs) if there else any(f.total and "plenty.x" in f.signs for f in event.frames)
        )
        return -1.5 if often and any(a == b for a, b in (*there, *here)) else 0.0
    return 1.0 if any(a <= d and c <= b for a, b in there for c, d in here) else -4.0


def _days(fills: Sequence[Fill]) -> list[tuple[str, str]]:
    return [(f.value["from"] or "0000", f.value["to"] or "9999") for f in fills]


def _by_report(event: Event, frame: Frame) -> float:
    there, here = _days(event.of("report_date")), _days(frame.of("report_date"))
    if not event.total or not frame.total:
        return 0.0
    return -4.0 if here and there != here else 0.0


def _by_target(event: Event, frame: Frame) -> float:
    there = {f.value for f in event.of("target")} - {"other_civilian"}
    here = frame.values("target") - {"other_civilian"}
    if there & here:
        return 2.5 if there & frame.known else 1.0
    return -1.0 if there and here and frame.states else 0.0


def _by_count(event: Event, frame: Frame) -> float:
    there, here = _tolls(event.of("count")), _tolls(frame.of("count"))
    if there & here:
        return 2.0
    same = {k[:2] for k in there} & {k[:2] for k in here}
    if not same or not frame.states:
        return 0.0
    return -1.0 if "same.x" in frame.signs else -3.0


def _tolls(fills: Sequence[Fill]) -> set[tuple[str, str, int | None]]:
    tolls = [f.value for f in fills if f.value["what"] not in ("attacks", "facilities")]
    return {(v["what"], v["who"], v["low"] or v["high"]) for v in tolls}


def _by_words(_: Event, frame: Frame) -> float:
    if "same.x" in frame.signs:
        return 2.0 if any(f.field in ("place", "date", "target", "count") for f in frame.fills) else 4.0
    if not frame.states:
        return 0.0
    return -2.0 * ("new.x" in frame.signs) - 1.5 * ("sum.x" in frame.signs)


def _by_scope(event: Event, frame: Frame) -> float:
    if not frame.states:
        return 0.0
    if event.total == frame.total:
        return 0.5
    return -0.5 if "same.x" in frame.signs else -2.0


def _by_method(event: Event, frame: Frame) -> float:
    """A siege is no strike: what lasts and what strikes are told apart."""
    there, here = {f.value for f in event.of("method")}, frame.values("method")
    if there and here and frame.states and (there <= _LASTING) != (here <= _LASTING):
        return -3.0
    return 0.5 if there & here else 0.0


def _by_agent(event: Event, frame: Frame) -> float:
    there, here = {a.party or a.text.casefold() for _, a in event.agents}, {a.party or a.text.casefold() for a in frame.agents}
    if there and here:
        return 0.5 if there & here else -1.0
    return 0.0


def _by_speaker(event: Event, frame: Frame) -> float:
    """Totals of two speakers are two totals."""
    there, here = {s.party or s.text for s in event.speakers}, {s.party or s.text for s in frame.speakers}
    return -2.0 if event.total and frame.total and there and here and not there & here else 0.0


_RULES = (_by_place, _by_date, _by_report, _by_target, _by_count, _by_method, _by_words, _by_scope, _by_agent, _by_speaker)


def inherit(events: Sequence[Event]) -> Iterator[tuple[Event, Fill]]:
    """Yield the dates and places that an incident takes over from the one told before it."""
    before: Event | None = None
    for event in events:
        methods = {f.value for f in event.of("method")}
        if before is not None and not event.total and not (methods and methods <= _LASTING):
            if not event.of("date") and len({str(_days([f])) for f in before.of("date")}) == 1:
                yield event, before.of("date")[0]
            if not event.of("place"):
                for fill in before.of("place"):
                    yield event, fill
        if event.of("date") and not event.total:
            before = event
