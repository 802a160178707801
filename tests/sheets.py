"""Small invented sheets under the headers that programmes publish."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from solferino import readers
from solferino.records import Reading

SSA = {
    "Attack ID": "NAR000101", "Attack Date": "03/08/2021", "Attack Time": "Time Unknown", "Country / Territory": "Myanmar",
    "Certainty Level": "Confirmed", "Attack Type": "Other", "Total Injured": "0", "Total Death": "0", "HC Facilities": "NO",
    "HC Transport": "NO", "HC Personnel": "NO", "HC Supplies Assets": "NO", "HC Warehouse Storage": "NO", "HC Patients": "NO",
    "Type of Facility": "NA",
}  # fmt: skip

SIND = {
    "Date": "2021-05-04", "Event Description": "May 2021: In Tal Nur, a clinic was shelled.", "Country": "Syria",
    "Country ISO": "SYR", "Admin 1": "Idlib Governorate", "Latitude": "35.9", "Longitude": "36.7",
    "Geo Precision": "(2) 25 km Precision", "Reported Perpetrator": "NSA", "Reported Perpetrator Name": "No Information",
    "Weapon Carried/Used": "Shelling", "Location": "Health Building",
    "Number of Attacks on Health Facilities Reporting Damaged": "1",
    "Looting/Theft/Robbery/Burglary of Health Supplies": "0", "Access Denied or Obstructed": "FALSE",
    "Health Workers Killed": "0", "Health Workers Kidnapped": "0", "SiND Event ID": "501",
}  # fmt: skip

ACLED = {
    "event_id_cnty": "NAR77", "event_date": "12 June 2023", "year": "2023", "time_precision": "2",
    "event_type": "Violence against civilians", "sub_event_type": "Abduction/forced disappearance", "actor1": "Zarvan Brigades",
    "actor2": "Civilians", "civilian_targeting": "Civilian targeting", "country": "Sudan", "admin1": "North Darfur",
    "location": "Wadi Sal", "latitude": "13.6", "longitude": "25.3", "geo_precision": "1",
    "source": "North Wire; Valley Post", "notes": "On 12 June 2023, two nurses were taken from a clinic in Wadi Sal.",
    "fatalities": "0",
}  # fmt: skip

GED = {
    "id": "90001", "type_of_violence": "3", "dyad_name": "Zarvan Brigades - Civilians", "side_a": "Zarvan Brigades",
    "side_b": "Civilians", "source_headline": "Ten die in raids around Wadi Sal", "source_original": "North Wire;a resident",
    "where_prec": "4", "where_coordinates": "North Darfur state", "adm_1": "North Darfur state", "latitude": "15.5",
    "longitude": "25.0", "country": "Sudan", "event_clarity": "2", "date_prec": "2", "date_start": "2023-06-10 00:00:00.000",
    "date_end": "2023-06-14 00:00:00.000", "deaths_civilians": "8", "best": "10", "high": "14", "low": "8",
}  # fmt: skip

AIRWARS = {
    "unique_reference_code": "ZS0001", "country": "syria", "date": "2022-04-05 00:00:00", "grading": "fair", "latitude": "35.9",
    "longitude": "36.7", "geolocation_accuracy": "Neighbourhood/area", "strike_status": "likely_strike",
    "civilians_killed_min": "2", "civilians_killed_max": "4", "children_killed_min": "0", "children_killed_max": "1",
    "militants_killed_min": "0", "militants_killed_max": "0", "civilians_injured_min": "3", "civilians_injured_max": "3",
    "belligerent_list": '[{"belligerent":"Russian Military"},{"belligerent":"Syrian army"}]', "belligerent_russia": "1",
}  # fmt: skip


def table(*rows: Mapping[str, str], hxl: Sequence[str] = ()) -> bytes:
    """Return rows as CSV, with a row of HXL tags where they are given."""
    written = io.StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet = csv.writer(written)
    sheet.writerow([column.split("|")[0] for column in columns])
    if hxl:
        sheet.writerow(hxl)
    sheet.writerows([row.get(column, "") for column in columns] for row in rows)
    return written.getvalue().encode()


def reading(*rows: Mapping[str, str], hxl: Sequence[str] = ()) -> Reading:
    """Read rows as a sheet; a column ``name|`` is a second one of that name."""
    found = readers.read(table(*rows, hxl=hxl), media="csv", name="rows.csv", lang="en")
    return Reading(source="source-rows", reader="sheet", version="1", text=found.text, pages=found.pages, notes=found.notes)
