"""An invented campaign: a strike told in three languages, a denial, a total, a witness to withhold."""

from __future__ import annotations

from dataclasses import replace

from stories import DAYR, KHIRBAT, KHIRBAT_AR, PROVINCE, Told, event, ledger, reply, told

from solferino import link
from solferino.findings import assess
from solferino.publish import release
from solferino.records import Finding, Ledger, Release

SPOT = {"text": "Mill Street", "lat": 35.9012, "lon": 36.7034, "precision": "within_100m", "country": "SY", "geonames": 9100}

WIRE = told(
    "wire",
    event(
        "Planes hit the clinic in Khirbat Nur on 15 December, killing at least six, the Northern Rescue Society said",
        target="clinic", method="airstrike", place=[KHIRBAT, PROVINCE], on="2023-12-15", killed=(6, None), by="syria",
        speaker="Northern Rescue Society", hedges={"count": "at_least"},
    ),
    text="Smoke stood over the town all day.", published="2023-12-16", outlet="North Wire", url="https://northwire.example/1",
)  # fmt: skip
ARABIC = told(
    "arabic",
    event(
        "قصف المركز الصحي في خربة نور ومقتل ثمانية بينهم طفلان",
        target="clinic", place=KHIRBAT_AR, on="2023-12-15", killed=8,
        count=[{"what": "killed", "who": "children", "low": 2, "high": 2, "approx": False}],
    ),
    lang="ar", published="2023-12-17", outlet="صوت الشمال",
)  # fmt: skip
TRANSLATION = told(
    "arabic-en", text="The health centre in Khirbat Nur was bombed and eight were killed, two children among them",
    published="2023-12-17", translates="arabic",
)  # fmt: skip
SCHOOL = told(
    "school",
    event("Shells hit a school in Dayr Amun", target="school", method="shelling", place=[DAYR], on="2023-12-20", injured=4),
    published="2023-12-21", outlet="South Post",
)  # fmt: skip
NURSE = told(
    "nurse",
    event(
        "A shell fell on Mill Street, said Rana Haddad",
        target="pharmacy", method="shelling", place=[SPOT, KHIRBAT], on="2023-12-22",
        speaker={"name": "Rana Haddad", "party": None, "label": "Rana Haddad", "chain": ["nurse Rana Haddad"]},
    ),
    text="Haddad lives nearby.", published="2023-12-23", outlet="South Post",
)  # fmt: skip
PLACELESS = told(
    "placeless", event("An ambulance was burned on 2 January", target="ambulance", on="2024-01-02"), published="2024-01-03"
)
UNDATED = told("undated", event("A bakery in the province was looted", target="market", place=[PROVINCE]), published="2024-01-03")
DENIAL = told(
    "denial", reply("Больница не была целью", "denies_event", by="syria", answers=[WIRE.mentions[0].id]), lang="ru",
    published="2023-12-18", outlet="Вестник",
)  # fmt: skip
TOTAL = told(
    "total",
    event(
        "at least six attacks on clinics in Idlib province over three months",
        "total", target="clinic", place=PROVINCE, on=("2023-10-01", "2023-12-31"), attacks=(6, None), killed=(3, None), by="syria",
        speaker="Observatory of the North",
    ),
    published="2024-01-04", outlet="Observatory",
)  # fmt: skip
WITNESS = told(
    "canaryfile",
    event(
        "CANARYQUOTE planes killed 23 in the clinic of Khirbat Nur, said CANARYSPEAKER", target="clinic", method="airstrike",
        place=KHIRBAT, on="2023-12-15", killed=23, speaker="CANARYSPEAKER",
    ),
    text="CANARYTEXT the cellar.", published="2023-12-19", outlet="CANARYOUTLET", access="restricted", title="CANARYTITLE",
)  # fmt: skip
TESTIMONY = told("canary-in-english", text="CANARYTRANSLATION of the cellar", published="2023-12-19", translates="canaryfile")

OPEN = (WIRE, ARABIC, TRANSLATION, SCHOOL, NURSE, PLACELESS, UNDATED, DENIAL, TOTAL)
EVERY = (*OPEN, WITNESS, TESTIMONY)


def anew(shown: Ledger) -> tuple[Ledger, tuple[Finding, ...]]:
    """Link and assess a ledger again, as a case does when a profile withholds something."""
    mentions = list(shown.mentions.values())
    linked = replace(shown, incidents=link.incidents(mentions, judgements=shown.judgements, readings=shown.readings))
    return linked, assess(linked)


def cleared(*sources: Told, profile: str = "public", title: str = "Attacks in Khirbat Nur") -> Release:
    """Return the release of a case of these sources, by default of every one."""
    view = ledger(*(sources or EVERY))
    return release.clear(view, assess(view), profile=profile, title=title, anew=anew)
