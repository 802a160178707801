"""The archive: each original once, under its hash, whole or not at all, and proved at every read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from solferino.archive import Archive
from solferino.errors import Damaged, UnreadableSource, UnsafeSource, UsageError

WORDS = "قصفت العيادة صباح الخميس".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "sources")


def test_the_same_bytes_are_kept_once_whether_they_come_as_bytes_or_as_a_file(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_bytes(WORDS)
    sha = archive.put(WORDS)
    assert sha == archive.put(tmp_path / "post.txt") == hashlib.sha256(WORDS).hexdigest()
    assert archive.read(sha) == WORDS
    assert list(archive) == [sha]
    assert sha in archive
    assert archive.path(sha) == tmp_path / "sources" / sha[:2] / sha


def test_a_changed_original_is_damaged_and_a_new_copy_heals_it(archive: Archive) -> None:
    sha = archive.put(WORDS)
    archive.path(sha).chmod(0o600)
    archive.path(sha).write_bytes(WORDS + b"!")
    with pytest.raises(Damaged, match="changed since"):
        archive.read(sha)
    archive.put(WORDS)
    assert archive.read(sha) == WORDS


def test_an_original_that_is_gone_is_damaged_and_to_remove_it_twice_is_no_error(archive: Archive) -> None:
    sha = archive.put(WORDS)
    archive.remove(sha)
    archive.remove(sha)
    assert sha not in archive
    assert list(archive) == []
    with pytest.raises(Damaged, match="no longer in the archive"):
        archive.read(sha)


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "film.mp4"
    with big.open("wb") as stream:
        os.truncate(stream.fileno(), 500 * 1024 * 1024)
    with pytest.raises(UnsafeSource, match=r"524 MB, more than the limit of 268 MB"):
        Archive(tmp_path / "sources").put(big)
    with pytest.raises(UnsafeSource, match="limit"):
        Archive(tmp_path / "sources", limit=10).put(WORDS)
    assert not (tmp_path / "sources").exists()


def test_links_pipes_folders_and_missing_files_are_refused(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnsafeSource, match="symbolic link"):
        archive.put(tmp_path / "link.txt")
    with pytest.raises(UnsafeSource, match="no plain file"):
        archive.put(tmp_path / "pipe")
    with pytest.raises(UnsafeSource, match="no plain file"):
        archive.put(tmp_path)
    with pytest.raises(UnreadableSource, match="cannot be opened: No such file"):
        archive.put(tmp_path / "nothing.txt")


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" * 32, "ab" * 31 + "/.", "ab" * 32 + "\n"])
def test_only_a_hash_is_a_name(archive: Archive, name: str) -> None:
    with pytest.raises(UsageError, match="no SHA-256"):
        archive.read(name)


def test_a_copy_that_is_broken_off_leaves_nothing(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", broken_off)
    with pytest.raises(OSError, match="disk is full"):
        archive.put(WORDS)
    assert list(archive) == []
    assert [p for p in archive.folder.rglob("*") if p.is_file()] == []
