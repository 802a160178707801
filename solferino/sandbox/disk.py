"""No disk for a child process but the programs it runs: Landlock (Linux 5.13 and later), which needs no privilege."""

from __future__ import annotations

import ctypes
import mimetypes
import os
import struct
import sys
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Numbers of the system calls, the same on every machine."""

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_HANDLED = {1: 2**13 - 1, 2: 2**14 - 1, 3: 2**15 - 1}
"""Version of Landlock -> the kinds of access that it can refuse; later versions can do what the third can."""

_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives", *mimetypes.knownfiles)
_NO_NEW_PRIVILEGES = 38


def close_disk() -> bool:
    """Refuse to open any file but Python's own, the system's programs and ``/dev/null``, and to write or make any.

    Holds for this process and its children, for good. Returns False where the system cannot do this.
    """
    system = ctypes.CDLL(None)
    if version() < 1:
        return False
    handled = _HANDLED[min(version(), 3)]
    rules = system.syscall(_CREATE, struct.pack("Q", handled), ctypes.c_size_t(8), 0)
    for path in _needed():
        _allow(system, rules, path, _EXECUTE | _READ_FILE | _READ_DIR)
    _allow(system, rules, os.devnull, _READ_FILE | _WRITE_FILE)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    closed = system.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return bool(closed)


def version() -> int:
    """Return the version of Landlock on this system; less than 1 when there is none."""
    return int(ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), 1)) if sys.platform == "linux" else 0


def _needed() -> set[str]:
    """Return the folders of the programs: not the one our package stands in, which the child searches first, but the package."""
    package = str(Path(__file__).parents[1])
    searched = [*sys.path[1:], *os.environ.get("PATH", os.defpath).split(os.pathsep), os.environ.get("TESSDATA_PREFIX", "")]
    named = (*_SYSTEM, sys.prefix, sys.base_prefix, package, *searched)
    return {os.path.realpath(path) for path in named if os.path.isabs(path)} - {"/"}


def _allow(system: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    """Add a rule for what stands beneath a path; what is not there needs none, and a file has no entries to list."""
    if not Path(path).exists():
        return
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    kinds = access if Path(path).is_dir() else access & ~_READ_DIR
    system.syscall(_ADD, rules, 1, struct.pack("=Qi", kinds, handle), 0)
    os.close(handle)
