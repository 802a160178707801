"""What a statistical finding is asked with: settings it knows, each of its kind."""

from __future__ import annotations

import pytest

from solferino.case import asking
from solferino.errors import UsageError
from solferino.records import Ledger

NOBODY = Ledger(sources={}, readings={}, mentions={}, judgements=())
"""A ledger in which nothing stands."""


def test_every_finding_says_which_settings_it_knows() -> None:
    assert list(asking.SETTINGS) == list(asking.QUESTIONS)


@pytest.mark.parametrize(
    ("name", "settings", "why"),
    [
        ("trend", {"bin_days": 0}, "trend has no setting bin_days"),
        ("near_repeat", {"spaces": 5}, "did you mean space"),
        ("near_repeat", {"space": "near"}, "space must be a number above 0"),
        ("near_repeat", {"time": 0}, "time must be a number above 0"),
        ("before_after", {"window": 1.5}, "window must be a whole number of days"),
        ("before_after", {"events": ["last week"]}, "events must be a list of days"),
        ("trend", {"from": "spring"}, "from must be a day"),
        ("proximity", {"facilities": ["Al-Noor hospital"]}, "facilities must be a list of tables"),
        ("undercount", {"copied": [["one outlet"]]}, "copied must be a list of pairs"),
    ],
)
def test_a_setting_that_is_unknown_or_of_a_wrong_kind_is_named(name: str, settings: dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        asking.ask(name, NOBODY, settings, 1)


def test_days_may_come_as_yaml_reads_them() -> None:
    import datetime

    (found,) = asking.ask("trend", NOBODY, {"from": datetime.date(2022, 1, 1), "to": "2022-12-31"}, 1)
    assert found.kind == "trend"
