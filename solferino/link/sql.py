"""The comparisons as SQL, for engines: the same levels as in ``compare``, over pairs of rows of the table of mentions.

Conditions are in DuckDB's dialect, over columns ``x_l`` and ``x_r``; the first that holds gives the level. ``prepare`` adds the
columns that they use beside those of the table. Two comparisons need texts and stay out: wording and words.
"""

from __future__ import annotations

from collections.abc import Mapping

from solferino.link.space import KNOWN, UNSAID_KM
from solferino.link.table import METHODS, TARGETS, bits
from solferino.link.tolls import GREAT
from solferino.link.traffic import AROUND
from solferino.link.weights import HELPERS, KINDRED_METHODS, KINDRED_TARGETS, SETTLEMENTS, USUAL_METHODS, USUAL_TARGETS
from solferino.place import radii

GAP = "(greatest(first_day_l, first_day_r) - least(last_day_l, last_day_r))"
SPAN = "(greatest(last_day_l - first_day_l, last_day_r - first_day_r) + 1)"
DATED = "(first_day_l is not null and first_day_r is not null)"
LAG = "coalesce(known_by_r - first_day_l, known_by_l - first_day_r)"
KNOWN_BY_EARLIER = "(case when first_day_l < first_day_r then known_by_l else known_by_r end)"
BETWEEN = "abs(known_by_l - known_by_r)"
ONE_DATED = f"(not {DATED} and {LAG} is not null)"
NONE_DATED = f"(first_day_l is null and first_day_r is null and {BETWEEN} is not null)"

SAME = "(case when place_id_l is not null and place_id_r is not null then place_id_l = place_id_r else place_l = place_r end)"
SETTLED, ALONG, PROVINCE = (radii()[precision] for precision in ("settlement", "linear", "province"))
"""How far places of a precision reach, so that a reach tells the precision."""
INSIDE = "(reach_{0} <= {2} and reach_{1} > {2} and area_{0} = place_{1})"
FINE = f"(reach_l <= {SETTLED} and reach_r <= {SETTLED})"
KM = "(111.2 * sqrt(pow(lat_l - lat_r, 2) + pow((lon_l - lon_r) * cos(radians((lat_l + lat_r) / 2)), 2)))"
TWO_SCRIPTS = "facility_latin_l <> facility_latin_r"
LIKE = "(1 - levenshtein({0}_l, {0}_r) * 1.0 / greatest(length({0}_l), length({0}_r)))"

OTHERS = bits(frozenset(TARGETS) - HELPERS, TARGETS)
RARE_TARGETS = bits(frozenset(TARGETS) - USUAL_TARGETS, TARGETS)
RARE_METHODS = bits(frozenset(METHODS) - USUAL_METHODS, METHODS)

Levels = tuple[tuple[str, str], ...]


def _toll(what: str) -> Levels:
    """Levels of two tolls, as ``tolls.toll_level``."""
    low_l, low_r = f"coalesce({what}_low_l, 0)", f"coalesce({what}_low_r, 0)"
    top_l, top_r = f"coalesce({what}_high_l, 1000000000)", f"coalesce({what}_high_r, 1000000000)"
    gap, least = f"(greatest({low_l}, {low_r}) - least({top_l}, {top_r}))", f"greatest(1, least({top_l}, {top_r}))"
    equal = f"({what}_low_l = {what}_low_r and {what}_high_l = {what}_high_r)"
    none = " and ".join(f"{what}_{end}_{{side}} is null" for end in ("low", "high"))
    return (
        ("unknown", f"({none.format(side='l')}) or ({none.format(side='r')})"),
        ("same_great", f"{equal} and {what}_low_l >= {GREAT}"),
        ("same_many", f"{equal} and {what}_low_l >= 5"),
        ("same_few", f"{equal} and {what}_low_l >= 2"),
        ("same_one", equal),
        ("meet", f"{gap} <= 0"),
        ("close", f"{gap} <= 2 or {gap} <= {least} / 2.0"),
        ("apart", f"{gap} <= greatest(5, 2 * {least})"),
        ("far", "else"),
    )


LEVELS: Mapping[str, Levels] = {
    "source": (("one", "source_l = source_r"), ("two", "else")),
    "date": (
        ("far_apart", f"{DATED} and {GAP} > 10"),
        ("week_apart", f"{DATED} and {GAP} > 3"),
        ("days_apart", f"{DATED} and {GAP} > 1"),
        ("told_before", f"{DATED} and {GAP} = 1 and {KNOWN_BY_EARLIER} < greatest(first_day_l, first_day_r)"),
        ("next_day", f"{DATED} and {GAP} = 1"),
        ("same_day", f"{DATED} and {SPAN} = 1"),
        ("few_days", f"{DATED} and {SPAN} <= 3"),
        ("week", f"{DATED} and {SPAN} <= 8"),
        ("month", f"{DATED} and {SPAN} <= 31"),
        ("season", f"{DATED} and {SPAN} <= 100"),
        ("long", DATED),
        ("older_report", f"{ONE_DATED} and {LAG} < -1"),
        ("reported_before", f"{ONE_DATED} and {LAG} < 0"),
        ("reported_together", f"({ONE_DATED} and {LAG} <= 1) or ({NONE_DATED} and {BETWEEN} <= 1)"),
        ("reported_soon", f"({ONE_DATED} and {LAG} <= 3) or ({NONE_DATED} and {BETWEEN} <= 3)"),
        ("reported_near", f"({ONE_DATED} and {LAG} <= 14) or ({NONE_DATED} and {BETWEEN} <= 14)"),
        ("reported_apart", f"({ONE_DATED} and {LAG} > 60) or ({NONE_DATED} and {BETWEEN} > 60)"),
        ("unknown", "else"),
    ),
    "place": (
        ("other_country", "country_l <> country_r and row_l and row_r"),
        ("unlike_country", "country_l <> country_r"),
        ("unknown", "place_l is null or place_r is null"),
        ("same_spot", f"{SAME} and {FINE} and reach_l <= 1 and reach_r <= 1"),
        *((level, f"{SAME} and {FINE} and greatest(traffic_l, traffic_r) <= {most}") for most, level in SETTLEMENTS),
        ("crowded_settlement", f"{SAME} and {FINE}"),
        (
            "inside",
            " or ".join(INSIDE.format(*sides, SETTLED) for sides in ("lr", "rl")),
        ),
        ("same_district", f"{SAME} and greatest(reach_l, reach_r) <= {ALONG}"),
        ("same_province", f"{SAME} and greatest(reach_l, reach_r) <= {PROVINCE}"),
        ("same_country", SAME),
        ("similar_name", f"{LIKE.format('place')} >= 0.85 and coalesce({KM}, 0) <= 10"),
        ("other_known", f"{KM} is null and {FINE} and least(traffic_l, traffic_r) >= {KNOWN}"),
        ("other_name", f"{KM} is null"),
        ("inside", f"not {FINE} and {KM} <= greatest(reach_l, reach_r)"),
        ("same_spot", f"{KM} <= 1 and reach_l <= 1 and reach_r <= 1"),
        ("beside", f"{KM} <= 1"),
        ("neighbour", f"{KM} <= 10"),
        ("near", f"{KM} <= 30"),
        ("far", "else"),
    ),
    "facility": (
        ("unknown", "facility_l is null or facility_r is null"),
        ("same", "facility_l = facility_r"),
        ("similar", f"{LIKE.format('facility')} >= 0.8"),
        (
            "similar",
            f"{TWO_SCRIPTS} and length(facility_sound_l) > 1 and facility_sound_l = facility_sound_r",
        ),
        ("unknown", TWO_SCRIPTS),
        ("other", "else"),
    ),
    "target": (
        ("unknown", "targets_l = 0 or targets_r = 0"),
        ("usual", f"targets_l = targets_r and (targets_l & {RARE_TARGETS}) = 0"),
        ("same", "targets_l = targets_r"),
        ("some", "(targets_l & targets_r) <> 0"),
        ("kin", "(target_kin_l & targets_r) <> 0"),
        ("helpers", f"(targets_l & {OTHERS}) = 0 or (targets_r & {OTHERS}) = 0"),
        ("other", "else"),
    ),
    "method": (
        ("unknown", "methods_l = 0 or methods_r = 0"),
        ("same", f"(methods_l & methods_r & {RARE_METHODS}) <> 0"),
        ("usual", "(methods_l & methods_r) <> 0"),
        ("kin", "(method_kin_l & methods_r) <> 0"),
        ("other", "else"),
    ),
    "party": (("unknown", "party_l is null or party_r is null"), ("same", "party_l = party_r"), ("other", "else")),
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "strikes": (("same", "double_tap_l and double_tap_r"), ("one", "double_tap_l or double_tap_r"), ("unknown", "else")),
}
"""The levels of each comparison with their conditions, in the order in which they are tried."""

REACH = " ".join(f"when '{precision}' then {km}" for precision, km in radii().items())
DAY = "coalesce(first_day, known_by, 0)"
SOLID = "coalesce(cast(place_id as varchar), place)"


def prepare(table: str) -> str:
    """Return the query that adds to a table of mentions what the conditions use: ``n``, ``reach`` and kindred words."""
    kindred = ", ".join(
        f"{_kin(column, families, order)} as {name}"
        for name, column, families, order in (
            ("target_kin", "targets", KINDRED_TARGETS, TARGETS),
            ("method_kin", "methods", KINDRED_METHODS, METHODS),
        )
    )
    numbered = "row_number() over (order by id) as n"
    reached = f"select *, {numbered}, case precision {REACH} else {UNSAID_KM} end as reach, {kindred} from {table}"
    around = f"partition by {SOLID}, reach <= {SETTLED} order by {DAY} range between {AROUND} preceding and {AROUND} following"
    traffic = f"case when {SOLID} is not null and reach <= {SETTLED} then count(*) over ({around}) else 0 end as traffic"
    return f"select *, {traffic} from ({reached})"


def _kin(column: str, families: tuple[frozenset[str], ...], order: tuple[str, ...]) -> str:
    masks = [bits(family, order) for family in families]
    return " | ".join(f"(case when ({column} & {mask}) <> 0 then {mask} else 0 end)" for mask in masks)


def keys(table: str, offsets: str) -> str:
    """Return the query for blocking keys, as ``n``, ``k`` and ``loose``: a day with a place, an area, a cell, a facility or a toll.

    ``offsets`` is a table of the whole numbers ``o`` from 0 to 8. A window of days is followed by one more day, so that dates that
    are off by one still meet; an event without a date is looked for on the days before its source came. A loose key joins only
    where one of the two names no place.
    """
    first = "coalesce(first_day, known_by - 3)"
    last = "case when first_day is null then known_by else last_day + 1 end"
    short = "last_day is null or last_day - first_day < 8"
    days = f"select t.*, {first} + o as day from {table} t join {offsets} on {first} + o <= {last} where {short}"
    selects = [
        f"select n, place is null as placeless, {loose} as loose, concat('{tag}|', day, '|', {what}) as k "
        f"from days where {what} is not null"
        for tag, what, loose in KEYS
    ]
    return f"with days as ({days}) " + " union all ".join(selects)


def _cell(shift: float) -> str:
    """Cells of a fifth of a degree; with a second grid, half a cell off, two near points share one of both."""
    row, column = (f"cast(floor({c} * 5 + {shift}) as integer)" for c in ("lat", "lon"))
    return f"case when lat is not null and lon is not null and reach <= {SETTLED} then concat({row}, '/', {column}) end"


def pairs(keyed: str, crowd: int) -> str:
    """Return the query for the pairs worth comparing, as ``join_key_l`` and ``join_key_r``, without keys of too many mentions."""
    fit = f"select k from {keyed} group by k having count(*) between 2 and {crowd}"
    kept = f"select distinct n, placeless, loose, {keyed}.k from {keyed} join ({fit}) fit on {keyed}.k = fit.k"
    return (
        f"with kept as ({kept}) select distinct '0' as match_key, l.n as join_key_l, r.n as join_key_r "
        "from kept l join kept r on l.k = r.k and l.n < r.n where not l.loose or l.placeless or r.placeless"
    )


KEYS: tuple[tuple[str, str, bool], ...] = (
    ("p", SOLID, False),
    ("p", "area", False),
    ("c", _cell(0.0), False),
    ("d", _cell(0.5), False),
    ("f", "facility", False),
    ("t", "case when killed_low + injured_low > 0 then concat(killed_low, '/', injured_low) end", False),
    ("kt", "case when killed_low > 0 and targets > 0 then concat(killed_low, '/', targets) end", False),
    ("it", "case when injured_low > 0 and targets > 0 then concat(injured_low, '/', targets) end", False),
    ("km", "case when killed_low > 0 and methods > 0 then concat(killed_low, '/', methods) end", False),
    ("im", "case when injured_low > 0 and methods > 0 then concat(injured_low, '/', methods) end", False),
    ("tm", "case when targets > 0 and methods > 0 then concat(targets, '/', methods) end", False),
    ("k", "case when killed_low > 0 then killed_low end", True),
    ("i", "case when injured_low > 0 then injured_low end", True),
    ("m", "case when killed_low is null and injured_low is null then concat(targets, '/', methods) end", True),
)
"""What joins a day in a blocking key: a tag, the value, and whether the key is loose."""
