"""What a child process may use: memory, time, files, and which variables it is given."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass

from solferino.sandbox.disk import close_disk
from solferino.sandbox.network import close_network

MB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of one reading: bytes of address space and of any file, seconds on the processor, seconds on the clock.

    The clock has long to run, for scans are read by another program, which has its own limit.
    """

    memory: int = 1536 * MB
    file: int = 64 * MB
    cpu: int = 60
    wall: float = 600.0


def confine(limits: Limits) -> None:
    """Put this process under the limits that last, for good: memory, files, core dumps, no disk, no network."""
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.file)
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        close_disk()
        close_network()


def grant_seconds(cpu: int) -> None:
    """Allow this process so many more seconds on the processor; past them the system ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + cpu + 1, hard))


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (most, most))


_PASSED = ("PATH", "TESSDATA_PREFIX")


def environment() -> dict[str, str]:
    """Return the only variables a child gets: where programs are, UTF-8, and one thread."""
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return {
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        **passed,
    }
