"""Grades as three programmes give them, by their published criteria; a missing input is said, not guessed.

WHO SSA methodology 1.0 (2018), table 1; Airwars civilian harm grading; UCDP GED event_clarity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

HEALTH = frozenset(("hospital", "clinic", "ambulance", "pharmacy", "health_worker", "patient", "medical_supplies"))
SOCIAL = ("facebook.com", "twitter.com", "x.com", "t.me", "telegram.me", "instagram.com", "tiktok.com", "youtube.com", "youtu.be",
          "vk.com")  # fmt: skip
"""Hosts whose pages are social media posts."""
SETTLED = ("exact", "within_100m", "within_1km", "settlement")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What grading looks at, gathered over the mentions of one incident."""

    targets: frozenset[str]
    origins: tuple[str, ...]
    urls: tuple[str, ...]
    parties: tuple[str, ...]
    together: bool
    accepted: tuple[str, ...]
    denied: tuple[str, ...]
    victims: frozenset[str]
    days: int | None
    placed: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """A programme's grade, the criterion that gave it, and the inputs that are missing for a higher one."""

    label: str
    grade: str
    reason: str
    missing: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the grade as plain JSON values."""
        return {"label": self.label, "grade": self.grade, "reason": self.reason, "missing": list(self.missing)}


def who_ssa(e: Evidence) -> Grade:
    """Grade that it happened as WHO's surveillance system does, as far as claims alone allow."""
    if not e.targets & HEALTH:
        return Grade("WHO SSA", "outside its scope", "no health care among the targets")
    missing = ("whether a partner of the system was told by an eyewitness, or reports an attack against itself",)
    if all(_social(url) for url in e.urls):
        return Grade("WHO SSA", "rumour", "social media posts only", missing)
    return Grade("WHO SSA", "possible", "a media report, or word from an organisation outside the partners", missing)


def _social(url: str) -> bool:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return any(host == s or host.endswith("." + s) for s in SOCIAL)


def airwars(e: Evidence) -> Grade:
    """Grade civilian harm as Airwars does; the credibility of a source is not an input here."""
    missing = ("how credible each source is",)
    if e.victims and e.victims <= {"combatants"}:
        return Grade("Airwars", "discounted", "those reported harmed were combatants", missing)
    if not e.victims:
        return Grade("Airwars", "not graded", "no civilian harm reported in figures")
    if e.accepted:
        return Grade("Airwars", "confirmed", "a belligerent has accepted responsibility")
    if len(e.parties) > 1 and not e.together:
        return Grade("Airwars", "contested", "competing claims of responsibility", missing)
    if len(e.origins) > 1 and e.parties:
        return Grade("Airwars", "fair", "two or more independent origins name a belligerent's action", missing)
    reason = "a single independent origin" if len(e.origins) < 2 else "no belligerent is named"
    return Grade("Airwars", "weak", reason, missing)


def ucdp(e: Evidence) -> Grade:
    """Say whether the reporting is clear enough to tell the event apart (1) or not (2)."""
    if e.days is not None and e.days <= 7 and e.settled:
        return Grade("UCDP clarity", "clear", "an individual event: a settlement and at most a week")
    missing = tuple(n for n, known in (("date", e.days), ("place", e.placed)) if not known)
    return Grade("UCDP clarity", "not clear", "date or place too wide for one event", missing)


GRADES: Mapping[str, Callable[[Evidence], Grade]] = {"who_ssa": who_ssa, "airwars": airwars, "ucdp_clarity": ucdp}
