"""What a child process may not do: fill the memory, run for ever, fork without end, or speak to anybody."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of one reading: bytes of address space and of any file, seconds on the processor, seconds on the clock."""

    memory: int = 1536 * MB
    file: int = 64 * MB
    cpu: int = 60
    wall: float = 120.0


def confine(limits: Limits) -> None:
    """Put this process under the limits that last, for good: memory, files, core dumps, and no network."""
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.file)
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        forbid_network()


def grant_seconds(cpu: int) -> None:
    """Allow this process so many more seconds on the processor; past them the system ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + cpu + 1, hard))


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (most, most))


_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 53, 101, 298, 310, 311, 321, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 117, 241, 270, 271, 280, 425)),
}
"""Machine -> its audit number and its numbers of: socket, connect, socketpair, ptrace, perf_event_open, process_vm_readv,
process_vm_writev, bpf, io_uring_setup."""


def forbid_network() -> bool:
    """Refuse every system call that could reach a network or another process, for this process and its children.

    A seccomp filter (Linux): a refused call fails with "operation not permitted". Returns False where the system has none.
    """
    machine = _SYSTEM_CALLS.get(platform.machine())
    if machine is None:
        return False
    program = _filter(*machine)
    buffer = ctypes.create_string_buffer(program, len(program))
    description = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    return _prctl(_NO_NEW_PRIVILEGES, 1) == 0 and _prctl(_SET_SECCOMP, 2, description) == 0


_NO_NEW_PRIVILEGES, _SET_SECCOMP = 38, 22


def _prctl(what: int, value: int, pointer: bytes | None = None) -> int:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_ulong)
    return int(prctl(what, value, pointer, 0, 0))


def _filter(audit: int, calls: tuple[int, ...]) -> bytes:
    """Return the filter as classic BPF: another architecture ends the process, a named call fails, the rest pass."""
    load, equal, above, answer = 0x20, 0x15, 0x35, 0x06
    kill, refuse, allow = 0x80000000, 0x00050001, 0x7FFF0000
    steps = [(load, 0, 0, 4), (equal, 1, 0, audit), (answer, 0, 0, kill), (load, 0, 0, 0)]
    steps += [(above, len(calls) + 1, 0, 0x40000000)] if audit == 0xC000003E else []
    steps += [(equal, len(calls) - i, 0, call) for i, call in enumerate(calls)]
    steps += [(answer, 0, 0, allow), (answer, 0, 0, refuse)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def has_network() -> bool:
    """Say whether this process could still open a connection."""
    import socket

    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError:
        return False
    return True


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
