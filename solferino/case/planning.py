"""Plans of a case: questions that were written down before the data were looked at, answered with every assessment.

Each file ``plans/NAME.yaml`` holds one plan: its ``test`` is the name of a statistical finding, its ``window`` limits incidents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from solferino.case import asking
from solferino.errors import BadRecord, SolferinoError, UsageError
from solferino.findings.patterns import preregistration
from solferino.findings.patterns.preregistration import Plan
from solferino.records import Finding, Incident, Ledger

FOLDER = "plans"


def load(folder: Path) -> dict[str, Plan]:
    """Return the plans of a case by file name, in order. Raises UsageError for one that is none, with its name."""
    files = sorted((folder / FOLDER).glob("*.yaml"))
    return {file.name: _read(file) for file in files}


def answer(plans: Mapping[str, Plan], ledger: Ledger) -> Iterator[Finding]:
    """Yield the findings that plans ask for, each with its plan. Raises UsageError for a plan that cannot be carried out."""
    for name, plan in plans.items():
        try:
            found = asking.ask(plan.test, within(ledger, plan.window), plan.settings, int(plan.seed))
        except SolferinoError as error:
            raise UsageError(f"{FOLDER}/{name}: {error}") from error
        yield from (planned(finding, plan) for finding in found)


def planned(finding: Finding, plan: Plan) -> Finding:
    """Return a finding with its plan quoted before its caveats."""
    value = {**finding.value, "plan": plan.to_json(), "plan_hash": plan.hash}
    return replace(finding, value=value, caveats=(plan.quote, *finding.caveats))


def within(ledger: Ledger, window: tuple[str, str]) -> Ledger:
    """Return a ledger with the incidents that lie wholly inside a window of days, both included."""
    first, last = map(date.fromisoformat, window)
    kept = tuple(i for i in ledger.incidents if _lies(ledger, i, first, last))
    return replace(ledger, incidents=kept)


def _lies(ledger: Ledger, incident: Incident, first: date, last: date) -> bool:
    told = [v for m in incident.mentions for v in ledger.mentions[m].values("date") if v.get("from") and v.get("to")]
    days = [(date.fromisoformat(v["from"]), date.fromisoformat(v["to"])) for v in told]
    closest = min(days, key=lambda d: (d[1] - d[0], d), default=None)
    return closest is not None and first <= closest[0] and closest[1] <= last


def _read(file: Path) -> Plan:
    try:
        plan = preregistration.read(file.read_text("utf-8"))
        first, last = map(date.fromisoformat, plan.window)
        int(plan.seed)
    except (BadRecord, ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{FOLDER}/{file.name}: {error}") from error
    if plan.test not in asking.QUESTIONS or last < first:
        known = ", ".join(asking.QUESTIONS)
        raise UsageError(f"{FOLDER}/{file.name}: its test must be one of {known}, and its window must not end before it begins")
    return plan
