"""No network for a child process: a seccomp filter (Linux), which needs no privilege and cannot be taken off again."""

from __future__ import annotations

import ctypes
import platform
import struct

_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 53, 101, 298, 310, 311, 321, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 117, 241, 270, 271, 280, 425)),
}
"""Machine -> its audit number and its numbers of: socket, connect, socketpair, ptrace, perf_event_open, process_vm_readv,
process_vm_writev, bpf, io_uring_setup."""


def close_network() -> bool:
    """Refuse every system call that could reach a network or another process, for this process and its children.

    A refused call fails with "operation not permitted". Returns False where the system cannot do this.
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
