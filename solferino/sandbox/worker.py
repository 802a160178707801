"""The child's side: answers requests on a socket, one after the other, until the other side closes it."""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from solferino import errors, readers
from solferino.sandbox.limits import Limits, confine, environment, grant_seconds
from solferino.sandbox.network import has_network
from solferino.sandbox.ocr import recogniser

_LENGTH = struct.Struct("!Q")
_REQUEST_LIMIT = 16 * 1024 * 1024
_BACK = (errors.UnreadableSource, errors.BadMapping)


def send(wire: socket.socket, *frames: bytes) -> None:
    """Send frames, each behind its length."""
    for frame in frames:
        wire.sendall(_LENGTH.pack(len(frame)))
        wire.sendall(frame)


def receive(wire: socket.socket, *, limit: int, deadline: float | None = None) -> bytes:
    """Return the next frame.

    ``limit`` is in bytes, ``deadline`` a reading of the monotonic clock. Raises EOFError when the other side is gone, ValueError
    for a frame above the limit and TimeoutError past the deadline.
    """
    size = _LENGTH.unpack(_exactly(wire, _LENGTH.size, deadline))[0]
    if size > limit:
        raise ValueError("the frame is above the limit")
    return _exactly(wire, size, deadline)


def _exactly(wire: socket.socket, size: int, deadline: float | None) -> bytes:
    data = bytearray(size)
    view, at = memoryview(data), 0
    while at < size:
        wire.settimeout(None if deadline is None else max(deadline - time.monotonic(), 0.001))
        if not (count := wire.recv_into(view[at:])):
            raise EOFError
        at += count
    return bytes(data)


def serve() -> None:
    """Answer until the socket on standard input closes. Whatever a library prints goes nowhere."""
    wire = socket.socket(fileno=os.dup(0))
    limits = Limits(**json.loads(receive(wire, limit=4096)))
    with open(os.devnull, "r+b") as nowhere:
        for stream in (0, 1, 2):
            os.dup2(nowhere.fileno(), stream)
    confine(limits)
    data = b""
    while True:
        try:
            request = json.loads(receive(wire, limit=_REQUEST_LIMIT))
            data = receive(wire, limit=limits.memory) if request.pop("fresh") else data
        except EOFError:
            return
        grant_seconds(limits.cpu)
        answer = _answer(data, request)
        # The text travels by itself, for a large one would be held three times over as a part of JSON.
        text = answer["answer"].pop("text", "") if "answer" in answer else ""
        told = json.dumps(answer, ensure_ascii=False)
        del answer
        send(wire, told.encode("utf-8", "surrogatepass"), text.encode("utf-8", "surrogatepass"))


def _answer(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"answer": _DONE[request.pop("do")](data, **request)}
    except _BACK as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return {"error": "UnsafeSource", "message": "reading it needs more memory than the limit allows", "worn": True}


def _read(data: bytes, **request: Any) -> dict[str, Any]:
    return dict(vars(readers.take(data, readers.Asked(recognise=recogniser(), **request))))


def _split(data: bytes, **request: Any) -> dict[str, Any]:
    return dataclasses.asdict(readers.split(data, **request))


def _look(path: bytes) -> dict[str, Any]:
    """Say what this process could do, for ``doctor``: reach a network, open a file of the user, see a variable, read a scan."""
    secrets = sorted(set(os.environ) - set(environment()))
    return {"network": has_network(), "disk": _opens(os.fsdecode(path)), "secrets": secrets, "ocr": recogniser() is not None}


def _opens(path: str) -> bool:
    try:
        with open(path, "rb"):
            return True
    except OSError:
        return False


_DONE: dict[str, Callable[..., dict[str, Any]]] = {"read": _read, "split": _split, "look": _look}
