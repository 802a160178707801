"""Plans in a case: what was asked before the data were looked at is answered with every assessment, and quoted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import solferino
from solferino.errors import UsageError

pytest.importorskip("scipy")

PLAN = """question: Did attacks become more frequent from week to week?
test: trend
window: [2022-03-01, 2022-12-31]
seed: 2022
"""


@pytest.fixture
def case(tmp_path: Path) -> solferino.case.Case:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for day in range(1, 7):
        told = {
            "id": f"post-{day}", "lang": "en", "published": f"2022-05-{4 * day:02}", "outlet": f"Outlet {day}",
            "text": f"Rockets hit a clinic in Mariupol on {4 * day} May 2022, wounding {day + 1} patients, residents said.",
        }  # fmt: skip
        (inbox / f"{day}.json").write_text(json.dumps(told), "utf-8")
    made = solferino.create(tmp_path / "case", title="Clinics")
    made.add([inbox])
    made.read()
    made.extract()
    return made


def keep(case: solferino.case.Case, text: str) -> None:
    (case.folder / "plans").mkdir(exist_ok=True)
    (case.folder / "plans" / "trend.yaml").write_text(text, "utf-8")


def test_a_plan_is_answered_and_quoted(case: solferino.case.Case) -> None:
    without = case.assess()
    keep(case, PLAN)
    (found,) = [f for f in case.assess() if f.id not in {w.id for w in without}]
    assert found.kind == "trend"
    assert found.caveats[0].startswith("Planned before the data were looked at: Did attacks become more frequent")
    assert found.value["verdict"] == "not_enough_data"
    assert found.value["plan"]["window"] == ["2022-03-01", "2022-12-31"]


def test_a_window_leaves_out_what_lies_outside(case: solferino.case.Case) -> None:
    keep(case, PLAN.replace("2022-12-31", "2022-05-12"))
    (found,) = [f for f in case.assess() if f.kind == "trend"]
    assert len(found.claims) < len(case.ledger().claims)
    keep(case, PLAN.replace("2022-03-01", "2022-06-01"))
    assert [f.claims for f in case.assess() if f.kind == "trend"] == [()]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (PLAN.replace("trend", "tend"), "its test must be one of"),
        (PLAN.replace("2022-12-31", "2021-12-31"), "must not end before"),
        (PLAN.replace("2022-12-31", "last year"), "isoformat"),
        (PLAN.replace("seed: 2022", "seed: lucky"), "lucky"),
        (PLAN.replace("question", "quest"), "quest"),
        ("- a\n- b\n", "a plan is"),
        ("test: [", "a plan is"),
    ],
)
def test_a_plan_that_is_none_is_named(case: solferino.case.Case, wrong: str, said: str) -> None:
    keep(case, wrong)
    with pytest.raises(UsageError, match=r"plans/trend\.yaml") as caught:
        case.assess()
    assert said in str(caught.value)
