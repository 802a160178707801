"""An invented newsroom's folder: wires, a page, a scan that is broken, in three languages, about one invented war."""

from __future__ import annotations

import json
from pathlib import Path

WIRES = (
    {
        "id": "wire-1", "title": "Hospital hit in Qasr al-Nahr", "outlet": "Valley Wire", "published": "2021-03-10", "lang": "en",
        "text": "An airstrike hit a hospital in the town of Qasr al-Nahr on Monday, killing at least five people and wounding "
        "twelve, the civil defence said. Russia denied that its planes had bombed the town. \"Our aircraft strike only armed "
        "men,\" the Russian defence ministry said.",
    },
    {
        "id": "wire-2", "title": "Warplanes bomb hospital", "outlet": "Daily Post", "published": "2021-03-11", "lang": "en",
        "text": "Warplanes bombed a hospital in Qasr al-Nahr on 8 March 2021 and seven people were killed, according to residents. "
        "At least six hospitals have been attacked in the past three months, Amnesty International said.",
    },
    {
        "id": "wire-3", "title": "غارة على مستشفى", "outlet": "صحيفة الوادي", "published": "2021-03-10", "lang": "ar",
        "text": "قتل خمسة أشخاص في غارة جوية استهدفت مستشفى في قصر النهر يوم الاثنين، "
        "وقال الدفاع المدني إن عشرة آخرين أصيبوا بجروح.",
    },
    {
        "id": "wire-4", "title": "Больница", "outlet": "Вести долины", "published": "2021-03-10", "lang": "ru",
        "text": "В результате авиаудара по больнице 8 марта 2021 года погибли пять человек, сообщили в местном совете.",
    },
    {
        "id": "wire-5", "title": "Budget", "outlet": "Daily Post", "published": "2021-03-10", "lang": "en",
        "text": "The budget of the hospital was raised by five percent on Monday, the ministry said.",
    },
)  # fmt: skip

PLACES = """name,aliases,lat,lon,country,admin1,precision
Khirbat Nur,,35.9,36.7,SY,,
Qasr al-Nahr,قصر النهر,35.95,36.72,SY,,
"""

POST = "A clinic in Khirbat Nur was shelled on 3 April 2021, killing three people, residents said.\n"


def write(folder: Path, *, broken: bool = False) -> Path:
    """Write the newsroom's files into a new folder and return it."""
    folder.mkdir(parents=True)
    (folder / "wires.jsonl").write_text("".join(json.dumps(w, ensure_ascii=False) + "\n" for w in WIRES), "utf-8")
    (folder / "post.txt").write_text(POST, "utf-8")
    if broken:
        (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing behind it")
    return folder


def know_places(case: Path) -> None:
    """Give a case the newsroom's own places."""
    (case / "places.csv").write_text(PLACES, "utf-8")
    settings = (case / "case.toml").read_text("utf-8")
    (case / "case.toml").write_text(settings.replace('# places = "places.csv"', 'places = "places.csv"'), "utf-8")


def many(folder: Path, count: int) -> Path:
    """Write so many short articles, each about another day, into a new folder and return it."""
    folder.mkdir(parents=True)
    days = ((month, day) for month in range(1, 13) for day in range(1, 29))
    texts = (
        f"An airstrike hit a hospital in Qasr al-Nahr on {day} {_MONTHS[month - 1]} 2021, killing {day} people, residents said."
        for month, day in days
    )
    for number, text in zip(range(count), texts, strict=False):
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
