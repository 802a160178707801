"""Patterns: "systematic" as a test that anyone can run again.

Each test is a pure function over plain tables and answers with an ``Answer``; ``PATTERNS`` lists those that a case can feed.
"""

from __future__ import annotations

from solferino.findings.named import Named, named

PATTERNS: dict[str, Named] = {
    "near_repeat": named("solferino.findings.patterns.cases", "near_repeat"),
    "repeat_strikes": named("solferino.findings.patterns.cases", "repeat_strikes"),
    "double_tap": named("solferino.findings.patterns.cases", "double_tap"),
    "proximity": named("solferino.findings.patterns.cases", "targeting"),
    "target_share": named("solferino.findings.patterns.cases", "target_share"),
    "before_after": named("solferino.findings.patterns.cases", "around_events"),
    "trend": named("solferino.findings.patterns.cases", "weekly_trend"),
    "change_point": named("solferino.findings.patterns.cases", "change"),
    "comparison": named("solferino.findings.patterns.cases", "comparison"),
}
"""Name to the finding over a ledger, its settings and a seeded generator."""
