"""What a text must show before the engine speaks: an attack of war or repression on somebody or something protected."""

from __future__ import annotations

from collections.abc import Sequence

from solferino.extract.events import Event
from solferino.extract.scene import Scene


def may_be_relevant(scene: Scene) -> bool:
    """Whether a text has attack words at all; a quick look before the work."""
    return any(f in scene.families for f in ("event", "method")) and "war" in scene.families


def is_event(event: Event) -> bool:
    """Whether an event says enough to stand: an attack with a target, victims, or a place."""
    return any(f.states for f in event.frames) and not _only_fighters(event)


def _only_fighters(event: Event) -> bool:
    """Whether only fighters and military things were hit, by means that war allows."""
    harmed = {f.value["who"] for f in event.of("count") if f.value["who"] not in ("attacks", "facilities")}
    targets, means = {f.value for f in event.of("target")}, {f.value for f in event.of("method")}
    fought = (harmed == {"combatants"} and targets <= {"military", "other_civilian"}) or (not harmed and targets == {"military"})
    return fought and not means & {"chemical", "execution"}


def is_relevant(scene: Scene, events: Sequence[Event]) -> bool:
    """Whether the events of a text are of war or repression: words of war must outweigh words of accidents and daily life."""
    return bool(events) and _weight(scene, "war") > _weight(scene, "calm")


def _weight(scene: Scene, family: str) -> int:
    """How many different words of a family a text has."""
    return len({scene.quote(h.first, h.last).casefold() for h in scene.families[family].all}) if family in scene.families else 0
