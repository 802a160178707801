"""A plan that was written down before the data were looked at, and how far an answer keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import yaml

from solferino.errors import BadRecord
from solferino.findings.answer import Answer
from solferino.records import Json, Record, canonical, digest


@dataclass(frozen=True, kw_only=True)
class Plan(Record):
    """What will be asked, of which data, by which test: ``test`` is the answer's kind, ``settings`` its settings.

    ``window`` is the first and last day (ISO 8601) of the data; ``seed`` is that of the generator.
    """

    question: str
    test: str
    window: tuple[str, str]
    seed: str
    settings: Mapping[str, Json] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """SHA-256 of the plan: publish it before the data, and the plan can be shown to be older than its answer."""
        return digest(canonical(self.to_json()).encode())

    @property
    def quote(self) -> str:
        """The plan as the sentence that a report prints beside the answer."""
        first, last = self.window
        return f"Planned before the data were looked at: {self.question} ({first} to {last}; plan {self.hash[:12]})."

    def text(self) -> str:
        """Return the plan as YAML, to be kept as a file."""
        return yaml.safe_dump(self.to_json(), allow_unicode=True, sort_keys=True)


def read(text: str) -> Plan:
    """Read a plan from its YAML text; days and seeds may be written without quotation marks. Raises BadRecord for what is none."""
    try:
        plain = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (every scalar stays text)
        settings = (yaml.safe_load(text) or {}).get("settings") or {}
    except (yaml.YAMLError, AttributeError) as error:
        raise BadRecord(f"a plan is YAML with question, test, window, seed, settings: {error}") from error
    if not isinstance(plain, dict):
        raise BadRecord("a plan is a list of fields: question, test, window, seed, settings")
    try:
        return Plan.from_json({**plain, "settings": settings})
    except TypeError as error:
        raise BadRecord(f"the plan lacks a field: {error}") from error


def departures(answer: Answer, plan: Plan) -> tuple[str, ...]:
    """Return in words where an answer departs from its plan; none is good."""
    said = {"test": (plan.test, answer.kind), "seed": (plan.seed, answer.seed)}
    said |= {name: (value, answer.settings.get(name)) for name, value in plan.settings.items()}
    return tuple(f"{name}: planned {a}, done {b}" for name, (a, b) in sorted(said.items()) if a != b)


def quoted(answer: Answer, plan: Plan) -> Answer:
    """Return the answer with the plan quoted among its caveats, and every departure from it."""
    kept = departures(answer, plan)
    return replace(answer, caveats=(plan.quote, *(f"Departs from the plan in {d}." for d in kept), *answer.caveats))
