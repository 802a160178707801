"""Solferino: from sources in any language to attributed claims, incidents and findings.

case = solferino.open("aleppo")
case.add(["articles/"])
case.read()
case.extract()
for finding in case.assess():
    print(finding.summary)
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solferino.case import Case

__version__ = "0.1.0"
__all__ = ["__version__", "create", "open"]


def open(path: str | PathLike[str]) -> Case:
    """Open the case in a folder. Raises NoCase where there is none."""
    from solferino.case import Case

    return Case(Path(path))


def create(path: str | PathLike[str], *, title: str) -> Case:
    """Make a folder a case, and open it. Raises NoCase for a folder that is one already."""
    from solferino.case import Case, settings

    settings.write(Path(path), title)
    return Case(Path(path))
