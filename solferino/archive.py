"""The keeper of original bytes: each file once, under its SHA-256, verified at every read."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from solferino.errors import Damaged, UnreadableSource, UnsafeSource, UsageError

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes of the largest file that is taken, unless a case sets its own limit."""

_HASH = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1024 * 1024


class Archive:
    """Originals under ``folder``/ab/abcdef...; the name of a file is the SHA-256 of its bytes, so a given name is never a path."""

    def __init__(self, folder: Path, *, limit: int = SIZE_LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def put(self, original: bytes | Path) -> str:
        """Keep the bytes, or the file at a path, and return their SHA-256.

        The copy appears whole or not at all, and takes the place of an older one. Raises UnsafeSource for a file above the limit
        (it is not read), a symbolic link, or anything that is no plain file, and UnreadableSource when it cannot be opened.
        """
        if isinstance(original, bytes):
            self._admit(len(original))
            return self._keep([original])
        with _opened(original) as stream:
            self._admit(os.fstat(stream.fileno()).st_size)
            return self._keep(self._counted(stream))

    def read(self, sha: str) -> bytes:
        """Return the bytes of a hash; raises Damaged when they are gone or no longer match it."""
        try:
            data = self.path(sha).read_bytes()
        except FileNotFoundError as error:
            raise Damaged(f"the original {sha} is no longer in the archive") from error
        if hashlib.sha256(data).hexdigest() != sha:
            raise Damaged(f"the original {sha} has been changed since it was kept")
        return data

    def path(self, sha: str) -> Path:
        """Return where the bytes of a hash stand; raises UsageError for what is no SHA-256."""
        if not _HASH.fullmatch(sha):
            raise UsageError(f"{sha[:80]!r} is no SHA-256 (64 hex digits)")
        return self.folder / sha[:2] / sha

    def __contains__(self, sha: str) -> bool:
        return self.path(sha).is_file()

    def __iter__(self) -> Iterator[str]:
        """Yield every kept hash, in order."""
        yield from sorted(p.name for p in self.folder.glob("??/*") if _HASH.fullmatch(p.name))

    def remove(self, sha: str) -> None:
        """Overwrite and delete the bytes of a hash, for an expunged source only; what is gone already is no error."""
        path = self.path(sha)
        if path.is_symlink():
            path.unlink()
            return
        try:
            path.chmod(0o600)
            with path.open("r+b") as kept:
                kept.write(bytes(path.stat().st_size))
                os.fsync(kept.fileno())
            path.unlink()
        except FileNotFoundError:
            return
        _sync(path.parent)

    def _admit(self, size: int) -> None:
        if size > self.limit:
            raise UnsafeSource(f"it has {size / 1e6:,.0f} MB, more than the limit of {self.limit / 1e6:,.0f} MB")

    def _counted(self, stream: BinaryIO) -> Iterator[bytes]:
        """Yield chunks, and stop at the limit when the file grows while it is read."""
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self._admit(size)
            yield chunk

    def _keep(self, chunks: Iterator[bytes] | list[bytes]) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        sha = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".part-", delete=False) as part:
            try:
                for chunk in chunks:
                    sha.update(chunk)
                    part.write(chunk)
                part.flush()
                os.fsync(part.fileno())
                self._settle(Path(part.name), self.path(sha.hexdigest()))
            finally:
                Path(part.name).unlink(missing_ok=True)
        return sha.hexdigest()

    def _settle(self, part: Path, path: Path) -> None:
        """Give the finished copy its place; a damaged older copy is replaced by the good one."""
        path.parent.mkdir(exist_ok=True)
        part.chmod(0o400)
        part.replace(path)
        _sync(path.parent)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a plain file without following a link and without waiting for a pipe."""
    if path.is_symlink():
        raise UnsafeSource("it is a symbolic link; add the file it points to")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise UnreadableSource(f"it cannot be opened: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UnsafeSource("it is no plain file")
    with os.fdopen(handle, "rb") as stream:
        yield stream


def _sync(folder: Path) -> None:
    """Write a folder's own entries to disk, so that a new file outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
