"""``publish``: a release's files, written into a folder so that none is ever half there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from solferino import link
from solferino.case.settings import inside
from solferino.errors import BadRecord, UsageError
from solferino.records import Finding, Ledger, digest
from solferino.store import Publication

if TYPE_CHECKING:
    from solferino.case import Case
    from solferino.publish.outlines import World

SUMS = "SHA256SUMS"
"""The list of the files of a release, as ``sha256sum --check`` reads it."""


def publish(case: Case, folder: Path, profile: str) -> Path:
    """Clear a release under a profile and write it; what an older release left in the folder goes."""
    from solferino.publish import dataset, release, report

    if folder.resolve() == case.folder.resolve() or (folder.exists() and any(folder.iterdir()) and not (folder / SUMS).exists()):
        raise UsageError(f"{folder} holds something else than a release; name a folder of its own")
    cleared = release.clear(
        case.ledger(),
        case.assess(),
        profile=profile,
        title=case.settings.title,
        anew=partial(_anew, case),
        unread=case.unreadable(),
    )
    files = {"report.html": report.html(cleared, _outlines(case)), **dataset.files(cleared)}
    sums = _sums(files)
    _write(folder, {**files, SUMS: sums})
    made = Publication(digest(sums), profile, str(folder.resolve()), tuple(sorted(cleared.ledger.sources)))
    case.keep_cut(cleared.ledger.claims.keys())
    if made not in case.store.publications():
        case.store.keep_publication(made)
    return folder


def _outlines(case: Case) -> World | None:
    """Return the case's own outlines, where its settings name a file of them. Raises UsageError for a file that holds none."""
    from solferino.publish import outlines

    if case.settings.outlines is None:
        return None
    try:
        return outlines.own((case.folder / case.settings.outlines).read_bytes())
    except (OSError, BadRecord) as error:
        raise UsageError(f"{case.settings.outlines}: {error}") from error


def _anew(case: Case, shown: Ledger) -> tuple[Ledger, tuple[Finding, ...]]:
    """Link and assess what a profile shows of a ledger, as if the rest had never come."""
    linked = link.linked(shown)
    return linked, case.assessed(linked)


def clear(folder: Path) -> None:
    """Delete the files of a release from a folder, and the folder when nothing else is in it."""
    for name in _listed(folder):
        (folder / name).unlink(missing_ok=True)
    for path in sorted((p for p in (*folder.rglob("*"), folder) if p.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def _listed(folder: Path) -> list[str]:
    """Return the files of the release in a folder; a list that somebody else wrote names nothing outside it."""
    sums = folder / SUMS
    if not sums.exists():
        return []
    names = [line[66:] for line in sums.read_text("utf-8").splitlines()]
    return [*(name for name in names if inside(folder, name)), SUMS]


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    stale = set(_listed(folder)) - set(files)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        os.replace(part, path)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
