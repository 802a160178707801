"""Charts as pictures: Vega-Lite to SVG, where the analysis extra is installed. Nothing is fetched."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from importlib.util import find_spec

from solferino.records import Json

MISSING = "The chart is left out: it needs the extra solferino[analysis]. The numbers behind it stand in the table."


def picture(chart: Mapping[str, Json] | None) -> str | None:
    """Return a chart as a data URI of an SVG picture, None where it cannot be drawn here."""
    if not chart or find_spec("vl_convert") is None:
        return None
    import vl_convert

    plain = {"width": 560, "height": 260, "config": CONFIG, **chart}
    svg: str = vl_convert.vegalite_to_svg(plain, allowed_base_urls=[])
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


CONFIG: Mapping[str, Json] = {
    "background": "#ffffff", "font": "sans-serif", "view": {"stroke": None}, "mark": {"color": "#7d3350"},
    "axis": {"gridColor": "#e8e4dc", "domainColor": "#9a958a", "tickColor": "#9a958a", "labelColor": "#3c3f44"},
}  # fmt: skip
"""The colours of the report."""
